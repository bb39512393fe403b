"""What the home page and the pages of territories read: sums of the current run, its strongest and rising demands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from tyndau.charts import Figure
from tyndau.listening.publish import ALL, REGION, UNKNOWN
from tyndau.portal import reader
from tyndau.portal.bodies.addresses import address
from tyndau.portal.bodies.models import Territory
from tyndau.portal.bodies.queries import in_order
from tyndau.portal.bodies.register import register
from tyndau.portal.demands import pictures, queries
from tyndau.portal.demands.models import DayCount, Run, Tally
from tyndau.portal.demands.pictures import OnMap
from tyndau.portal.web.boundaries import outlines

TOP, TOPICS = 5, 10


@dataclass(frozen=True)
class Cell:
    """Sums over a territory, a topic or both; `address` leads to the list of these demands."""

    code: str
    name: str
    address: str
    demands: int
    rising: int
    posts: int
    accounts_min: int
    accounts_max: int


@dataclass(frozen=True)
class Sums:
    """Sums of the run over the country (`total`), its regions and its topics, from one query."""

    total: Tally | None
    regions: dict[str, Tally]
    topics: dict[str, Tally]
    unknown: Tally | None


def sums() -> Sums:
    rows = list(Tally.objects.filter(Q(topic="") | Q(scope=ALL), body=""))
    whole = {row.scope: row for row in rows if not row.topic and row.scope != REGION}
    return Sums(
        whole.get(ALL),
        {row.territory: row for row in rows if row.scope == REGION},
        {row.topic: row for row in rows if row.topic},
        whole.get(UNKNOWN),
    )


def topics_of(territory: str) -> dict[str, Tally]:
    """Sums over the topics of a region."""
    rows = Tally.objects.filter(scope=REGION, territory=territory, body="").exclude(topic="")
    return {row.topic: row for row in rows}


def topic_cells(topics: dict[str, Tally], territory: str = "") -> list[Cell]:
    """Topics of the country or of a territory; most demands first, then accounts: one order in all languages."""
    known, demands = register(), reverse("demand-list")
    where = f"&territory={territory}" if territory else ""
    return _cells((code, known.topic(code), f"{demands}?topic={code}{where}", row) for code, row in topics.items())


def region_cells(regions: dict[str, Tally]) -> list[Cell]:
    known = register()
    return _cells(
        (kato, known.place(kato) or kato, address("territory-detail", kato), row) for kato, row in regions.items()
    )


def _cells(rows: Iterable[tuple[str, str, str, Tally]]) -> list[Cell]:
    found = [
        Cell(code, name, where, row.demands, row.rising, row.posts, row.accounts_min, row.accounts_max)
        for code, name, where, row in rows
    ]
    return sorted(found, key=lambda cell: (-cell.demands, -cell.accounts_min, -cell.accounts_max, cell.code))


def region_map(regions: dict[str, Tally], current: str = "", small: bool = False) -> tuple[Figure, list[OnMap]]:
    """The map, and what is on it."""
    language = reader.language()
    shown = [
        OnMap(
            place.kato, place.names[language], place.short[language], place.column, place.row,
            regions[place.kato].demands if place.kato in regions else 0, address("territory-detail", place.kato),
        )
        for place in register().regions
    ]  # fmt: skip
    return pictures.map_of_regions(shown, outlines(settings.JURISDICTION), current, small), shown


def posts_by_day(run: Run, title: str, scope: str = ALL, territory: str = "") -> Figure | None:
    """All posts behind published demands, from the first to the last day of the run."""
    by_day = dict(DayCount.objects.filter(scope=scope, territory=territory).values_list("day", "posts"))
    if not by_day or run.first_day is None or run.last_day is None:
        return None
    first, last = min(run.first_day, *by_day), max(run.last_day, *by_day)
    return pictures.posts_over_time(by_day, first, last, title)


@dataclass(frozen=True)
class Part:
    """A city or district of a region, with the demands that name it."""

    name: str
    address: str
    demands: int


def parts(territory: str) -> list[Part]:
    """Cities and districts that demands of a region name; most demands first, then by name."""
    known = register()
    rows = queries.live().filter(territory=territory).exclude(place=None).order_by().values_list("place")
    found = [
        Part(known.place(kato) or kato, address("territory-detail", kato), n)
        for kato, n in rows.annotate(n=Count("pk")) if kato != territory
    ]  # fmt: skip
    return sorted(found, key=lambda part: (-part.demands, in_order(part.name)))


def demands_of(place: Territory, most: int) -> list[queries.Card]:
    """The strongest demands of a region, or those that name a city or district."""
    column = "territory" if place.level == "region" else "place"
    return queries.cards(queries.live().filter(**{column: place.kato})[:most])
