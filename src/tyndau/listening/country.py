"""The country as tables passed in: the engine knows no law, no place and no topic of its own."""

from dataclasses import dataclass, fields
from datetime import date, tzinfo
from typing import Any, ClassVar

import pyarrow as pa

from tyndau.listening.arrow import strings, table_of
from tyndau.listening.errors import require_columns

Table = Any  # pyarrow ships no types


@dataclass(frozen=True)
class Country:
    """Tables of one jurisdiction, all columns strings unless named; dates as ISO text, empty = without limit.

    territories  kato, parent_kato, level, name_kk, name_ru, name_en, short_kk, short_ru, short_en (regions: for map
                 tiles), tile_column, tile_row, lat, lon (centre, degrees)
    territory_changes  kato, day, what (formed, moved, renamed), before (KATO), before_kk, before_ru, before_en
    place_names  kato, name, language, kind, needs_cue
    topics       topic, group, yields (yes: gives way to a more concrete topic in the same post), name_kk, name_ru,
                 name_en
    phrases      topic, language, phrase, trouble
    kinds        kind, language, phrase, weight
    bodies       body, level, name_kk, name_ru, name_en
    competence   topic, rank (1 answers first), territory, body, valid_from, valid_to, legal_basis, verified: explicit
                 rows, one a territory
    holidays     day, kind (off: a day off besides the weekend; work: a weekend day on which people work), name_kk,
                 name_ru, name_en, estimated (yes: the day is not settled)
    """

    code: str
    zone: tzinfo
    territories: Table
    territory_changes: Table
    place_names: Table
    topics: Table
    phrases: Table
    kinds: Table
    bodies: Table
    competence: Table
    holidays: Table
    sha256: str
    population: Table | None = None  # represent.figures_file.POPULATION; without it shares are not weighed
    audience: Table | None = None  # represent.figures_file.AUDIENCE
    appeal_term_days: int | None = None  # the legal term of an appeal in calendar days at most; None: not known

    NEEDED: ClassVar[dict[str, tuple[str, ...]]] = {
        "territories": (
            "kato", "parent_kato", "level", "name_kk", "name_ru", "name_en", "short_kk", "short_ru", "short_en",
            "tile_column", "tile_row", "lat", "lon",
        ),
        "territory_changes": ("kato", "day", "what", "before", "before_kk", "before_ru", "before_en"),
        "place_names": ("kato", "name", "language", "kind", "needs_cue"),
        "topics": ("topic", "group", "yields", "name_kk", "name_ru", "name_en"),
        "phrases": ("topic", "language", "phrase", "trouble"),
        "kinds": ("kind", "language", "phrase", "weight"),
        "bodies": ("body", "level", "name_kk", "name_ru", "name_en"),
        "competence": ("topic", "rank", "territory", "body", "valid_from", "valid_to", "legal_basis", "verified"),
        "holidays": ("day", "kind", "name_kk", "name_ru", "name_en", "estimated"),
    }  # fmt: skip

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name in self.NEEDED:
                table = getattr(self, field.name)
                if not isinstance(table, pa.Table):
                    raise TypeError(f"{field.name} is no Arrow table")
                require_columns(field.name, table, self.NEEDED[field.name])

    def names_in_regions(self) -> Table:
        """The names that a region and the places in it go by: territory (KATO of the region), name."""
        rows = {row["kato"]: row for row in self.territories.select(["kato", "parent_kato", "level"]).to_pylist()}
        found = []
        for row in self.place_names.to_pylist():
            kato, seen = row["kato"], set[str]()
            while kato in rows and rows[kato]["level"] != "region" and kato not in seen:
                seen.add(kato)
                kato = rows[kato]["parent_kato"]
            if kato in rows and kato not in seen and row["needs_cue"] == "no":
                found.append((kato, row["name"]))
        return table_of(sorted(set(found)), strings("territory", "name"))

    def days_off(self) -> Table:
        """The days off besides the weekend: day date32, sorted."""
        days = [date.fromisoformat(row["day"]) for row in self.holidays.to_pylist() if row["kind"] == "off"]
        return pa.table({"day": pa.array(sorted(days), pa.date32())})

    def centres(self) -> Table:
        """The centres of the regions: territory (KATO), lat and lon in degrees, null where the table has none."""
        rows = [row for row in self.territories.to_pylist() if row["level"] == "region"]
        at = {name: [float(row[name]) if row[name] else None for row in rows] for name in ("lat", "lon")}
        return pa.table(
            {
                "territory": pa.array([row["kato"] for row in rows], pa.string()),
                "lat": pa.array(at["lat"], pa.float64()),
                "lon": pa.array(at["lon"], pa.float64()),
            }
        )
