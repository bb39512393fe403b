"""What pages of a study read: who has coded how much, the next text of a coder, the texts on which coders differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from tyndau.listening.coding import codebook
from tyndau.portal import reader
from tyndau.portal.coding import measuring
from tyndau.portal.coding.models import Coder, Decision, GivenCode, Study, Unit
from tyndau.portal.coding.order import order
from tyndau.portal.people.models import Account, Duty, Role

KEYS = "123456789"  # of the keyboard; a tenth category has none


@dataclass(frozen=True)
class Category:
    """A category of the codebook in the reader's language, and the key that stands for it."""

    code: str
    name: str
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Progress:
    coder: Coder
    done: int
    total: int

    @property
    def name(self) -> str:
        return self.coder.account.get_full_name() or self.coder.account.username


@dataclass(frozen=True)
class Turn:
    """The n-th text of a coder, counted from 1; `given` is his own code, None where he has given none."""

    n: int
    total: int
    done: int
    unit: Unit
    given: str | None


@dataclass(frozen=True)
class Disputed:
    """A text of which coders say different things, or somebody could not tell."""

    unit: Unit
    given: list[tuple[str, str]]
    decided: str | None


def categories(book: codebook.Codebook) -> list[Category]:
    language = reader.language()
    keys = [*KEYS, *[""] * len(book.categories)]
    return [
        Category(one.code, one.name[language], one.definition[language], one.examples, one.counter_examples, key)
        for one, key in zip(book.categories, keys, strict=False)
    ]


def name_of(code: str | None, book: codebook.Codebook) -> str:
    """The category's name in the reader's language; empty for no code."""
    return next((one.name[reader.language()] for one in book.categories if one.code == code), code or "")


def progress(study: Study) -> list[Progress]:
    total = study.units.count()
    coders = study.coders.select_related("account").annotate(done=Count("given"))
    return [Progress(coder, coder.done, total) for coder in coders]


def possible_people(study: Study, at: datetime) -> QuerySet[Account]:
    """Who may be named in a study: analysts and coders whose role has no limits and who do not code in it yet."""
    roles = Role.objects.at(at).filter(duty__in=[Duty.ANALYST, Duty.CODER], territory="", body="")
    able = Account.objects.filter(is_active=True, pk__in=roles.values("account"))
    return able.exclude(codes_in__study=study).order_by("username")


def turn(coder: Coder, n: int) -> Turn | None:
    """The n-th text; None where there are fewer."""
    study = coder.study
    total = study.units.count()
    if not 1 <= n <= total:
        return None
    unit = study.units.get(place=order(study.seed, coder.letter, total)[n - 1])
    given = GivenCode.objects.filter(coder=coder, unit=unit).first()
    return Turn(n, total, coder.given.count(), unit, given.code if given else None)


def next_turn(coder: Coder) -> int | None:
    """The first text in the coder's order that has no code of his; None where all have one."""
    total = coder.study.units.count()
    done = set(coder.given.values_list("unit__place", flat=True))
    places = enumerate(order(coder.study.seed, coder.letter, total), 1)
    return next((n for n, place in places if place not in done), None)


def disputed(study: Study) -> list[Disputed]:
    """In the order of the sample, which is random."""
    given: dict[str, list[tuple[str, str]]] = {}
    for unit, letter, code, _language in measuring.rows(study):
        given.setdefault(unit, []).append((letter, code))
    names = [unit for unit, told in given.items() if len({code for _, code in told}) > 1 or _nobody_could(told)]
    decided = dict(Decision.objects.filter(unit__study=study).values_list("unit__name", "code"))
    units = {unit.name: unit for unit in study.units.all() if unit.name in set(names)}
    found = [Disputed(units[name], given[name], decided.get(name)) for name in names]
    return sorted(found, key=lambda one: one.unit.place)


def _nobody_could(told: Iterable[tuple[str, str]]) -> bool:
    return not any(code for _, code in told)


def adjudicators(study: Study) -> list[str]:
    """Who decided, by name: also one who has handed over."""
    rows = Decision.objects.filter(unit__study=study).select_related("by").order_by("by__username")
    return list(dict.fromkeys(row.by.get_full_name() or row.by.username for row in rows))


def result(study: Study) -> dict[str, Any]:
    """Final codes and shares as `measuring` has them."""
    final = measuring.final_codes(study)
    return {"final": final, "shares": measuring.shares(study, final)}
