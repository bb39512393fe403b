"""The register in memory: names and places of some thousand rows that every page needs and only an import changes.

Each process holds one state of it and asks once a request whether there is a newer one; so lists of demands are read
without joins, and a filter with hundreds of choices without queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started

from tyndau.portal import reader
from tyndau.portal.bodies.models import Body, CountryTables, Territory, Topic

Names = dict[str, str]  # language -> name


@dataclass(frozen=True)
class Place:
    """A territory: names and short names by language, its level, what it lies in, its square on the tile map."""

    kato: str
    parent: str
    level: str
    names: Names
    short: Names
    column: int | None
    row: int | None


@dataclass(frozen=True)
class Register:
    """One state of the register, by code."""

    topics: dict[str, Names]
    places: dict[str, Place]
    bodies: dict[str, Names]
    levels: dict[str, str]  # of bodies
    websites: dict[str, str]  # of bodies

    def topic(self, code: str) -> str:
        return self.topics[code][reader.language()]

    def place(self, kato: str | None) -> str | None:
        return self.places[kato].names[reader.language()] if kato else None

    def body(self, code: str | None) -> str | None:
        return self.bodies[code][reader.language()] if code else None

    @property
    def regions(self) -> list[Place]:
        return [place for place in self.places.values() if place.level == "region"]


_asked = Local()


def register() -> Register:
    """The register as it is; within one request the same."""
    known = getattr(_asked, "version", None)
    if known is None:
        known = tuple(CountryTables.objects.order_by("code").values_list("code", "sha256", "loaded_at"))
        if getattr(_asked, "within", False):
            _asked.version = known
    return _read(known)


def _begin(**_: Any) -> None:
    _asked.within, _asked.version = True, None


def _end(**_: Any) -> None:
    _asked.within, _asked.version = False, None


request_started.connect(_begin, dispatch_uid="register")
request_finished.connect(_end, dispatch_uid="register")


@lru_cache(maxsize=2)
def _read(_version: tuple[Any, ...]) -> Register:
    bodies = list(Body.objects.values())
    return Register(
        topics={row["code"]: _names(row) for row in Topic.objects.values()},
        places={
            row["kato"]: Place(
                row["kato"], row["parent_id"] or "", row["level"], _names(row), _names(row, "short"),
                row["tile_column"], row["tile_row"],
            )
            for row in Territory.objects.order_by("kato").values()
        },
        bodies={row["code"]: _names(row) for row in bodies},
        levels={row["code"]: row["level"] for row in bodies},
        websites={row["code"]: row["website"] for row in bodies},
    )  # fmt: skip


def _names(row: Mapping[str, Any], field: str = "name") -> Names:
    return {language: row[f"{field}_{language}"] for language in ("kk", "ru", "en")}
