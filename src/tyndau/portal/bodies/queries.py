"""What pages read of the register: names in the reader's language, in the order of that language's alphabet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from tyndau.portal import reader
from tyndau.portal.bodies.models import Competence, Territory
from tyndau.portal.bodies.register import Names, register

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {letter: chr(0x1000 + number) for number, letter in enumerate(ALPHABET)}


@lru_cache(maxsize=8192)
def in_order(name: str) -> str:
    """A sort key: Kazakh letters stand where the Kazakh alphabet has them, not behind я."""
    return "".join(PLACES.get(letter, letter) for letter in name.lower())


def name_column(language: str | None = None) -> str:
    """The column of names in the reader's language."""
    return f"name_{language or reader.language()}"


@dataclass(frozen=True)
class Option:
    """A choice in a filter: a code and its name."""

    code: str
    name: str


def topics() -> list[Option]:
    return _options(register().topics)


def regions() -> list[Option]:
    return _options({place.kato: place.names for place in register().regions})


def bodies(codes: Iterable[str]) -> list[Option]:
    """The bodies of these codes, as far as there are such."""
    known = register().bodies
    return _options({code: known[code] for code in codes if code in known})


def _options(names: Mapping[str, Names]) -> list[Option]:
    language = reader.language()
    found = [Option(code, told[language]) for code, told in names.items()]
    return sorted(found, key=lambda option: in_order(option.name))


def territory(kato: str) -> Territory | None:
    return Territory.objects.select_related("parent").filter(kato=kato).first()


@dataclass(frozen=True)
class Answering:
    """A body that answers for a topic in a territory; `rank` 1 answers first."""

    rank: int
    code: str
    name: str
    website: str
    legal_basis: str
    verified: bool


def who_answers(topic: str, territory: str | None, on: date) -> list[Answering]:
    """The rows of the competence register that hold on a day, in the order of listening.demands.responsible.

    Rows of the territory and of the country; by rank, of one rank the more local first.
    """
    held = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    known = register()
    where = {territory, *(place.kato for place in known.places.values() if place.level == "country")} - {None}
    rows = Competence.objects.filter(*held, topic=topic, territory__in=where)
    found = rows.values_list("rank", "territory_id", "body_id", "legal_basis", "verified")
    ordered = sorted(found, key=lambda row: (row[0], row[1] != territory, row[2]))
    return [
        Answering(rank, code, known.body(code) or code, known.websites[code], basis, verified)
        for rank, _, code, basis, verified in ordered
    ]
