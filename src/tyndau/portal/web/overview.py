"""What the home page and the pages of territories read: sums of the current run, its strongest and rising demands."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from tyndau.charts import Figure
from tyndau.listening.publish import ALL, REGION
from tyndau.portal.bodies.addresses import address
from tyndau.portal.bodies.models import Territory, Topic
from tyndau.portal.bodies.queries import in_order, name_column
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


def cells(scope: str, territory: str = "", regions: bool = False) -> list[Cell]:
    """The topics of a territory (or of the country), or the regions; most demands first, then by name."""
    rows = Tally.objects.filter(scope=scope, body="")
    if regions:
        rows, column, names = (
            rows.filter(topic=""),
            "territory",
            _names(Territory.objects.filter(level="region"), "kato"),
        )
    else:
        rows, column = rows.filter(territory=territory).exclude(topic=""), "topic"
        names = _names(Topic.objects.all(), "code")
    demands = reverse("demand-list")
    where = f"&territory={territory or 'unknown'}" if scope != ALL and not regions else ""
    found = [
        Cell(
            code, names[code],
            address("territory-detail", code) if regions
            else f"{demands}?topic={code}{where}",
            *sums,
        )
        for code, *sums in rows.values_list(column, "demands", "rising", "posts", "accounts_min", "accounts_max")
        if code in names
    ]  # fmt: skip
    return sorted(found, key=lambda cell: (-cell.demands, in_order(cell.name)))


def _names(rows: object, key: str) -> dict[str, str]:
    return dict(rows.values_list(key, name_column()))  # type: ignore[attr-defined]


def total(scope: str = ALL, territory: str = "") -> Tally | None:
    return Tally.objects.filter(scope=scope, territory=territory, topic="", body="").first()


def region_map(current: str = "", small: bool = False) -> tuple[Figure, list[OnMap]]:
    """The map, and what is on it."""
    demands = dict(Tally.objects.filter(scope=REGION, topic="", body="").values_list("territory", "demands"))
    name = name_column()
    columns = ("kato", name, name.replace("name", "short"), "tile_column", "tile_row")
    regions = [
        OnMap(kato, full, short, column, row, demands.get(kato, 0), address("territory-detail", kato))
        for kato, full, short, column, row in Territory.objects.filter(level="region").values_list(*columns)
    ]
    return pictures.map_of_regions(regions, outlines(settings.JURISDICTION), current, small), regions


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
    rows = (
        queries.live().filter(territory=territory).exclude(place=None).order_by()
        .values_list("place", f"place__{name_column()}").annotate(n=Count("pk"))
    )  # fmt: skip
    found = [Part(name, address("territory-detail", kato), n) for kato, name, n in rows if kato != territory]
    return sorted(found, key=lambda part: (-part.demands, in_order(part.name)))


def demands_of(place: Territory, most: int) -> list[queries.Card]:
    """The strongest demands of a region, or those that name a city or district."""
    column = "territory" if place.level == "region" else "place"
    return queries.cards(queries.live().filter(**{column: place.kato})[:most])
