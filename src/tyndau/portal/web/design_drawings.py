"""Invented numbers drawn by every kind of picture, for the gallery of components."""

from datetime import date, timedelta

from markupsafe import Markup

from tyndau.charts import (
    Figure,
    Interval,
    Mark,
    Share,
    Tile,
    Wording,
    interval_axis,
    interval_bars,
    spark,
    tile_map,
    timeline,
)
from tyndau.charts.boundaries import Region, boundary_map, prepare
from tyndau.charts.periods import counted, periods
from tyndau.charts.shades import ranges

TILES = [
    ("Абай", 4, 2), ("Ақмола", 2, 1), ("Ақтөбе", 1, 2), ("Алматы обл.", 4, 3), ("Атырау", 0, 2), ("БҚО", 0, 1),
    ("Жамбыл", 3, 3), ("Жетісу", 5, 3), ("Қарағанды", 3, 2), ("Қостанай", 1, 1), ("Қызылорда", 1, 3),
    ("Маңғыстау", 0, 3), ("Павлодар", 4, 1), ("СҚО", 2, 0), ("Түркістан", 2, 3), ("Ұлытау", 2, 2), ("ШҚО", 5, 2),
    ("Астана", 3, 1), ("Алматы", 4, 4), ("Шымкент", 2, 4),
]  # fmt: skip
VALUES = [3, 9, 0, 31, 12, 44, None, 18, 27, 5, 38, 21, 14, 8, 16, 29, 2, 33, 41, 52]
HEADER = ("Region", "Demands")


def legend() -> list[tuple[str, str]]:
    bounds = [(one.step, f"{one.low}–{one.high}" if one.low < one.high else f"{one.low}") for one in ranges(52)]
    return [("few", "fewer than 5"), *bounds]


def _shown(value: int | None) -> str:
    return "< 5" if value is None else str(value)


def map_of_regions(small: bool = False) -> Figure:
    tiles = [
        Tile(column, row, name, name, value, _shown(value), "#", current=name == "Қостанай")
        for (name, column, row), value in zip(TILES, VALUES, strict=True)
    ]
    title = "Where this demand comes from" if small else "Demands by region"
    entries = [] if small else legend()
    return tile_map(tiles, title, "Tile map of twenty regions.", HEADER, entries=entries, small=small)


def map_of_boundaries() -> Figure:
    """No country: a box for every tile, which the projection bends."""
    features = []
    for name, column, row in TILES:
        west, north = 48 + 6 * column, 56 - 3 * row
        ring = [(west, north), (west + 6, north), (west + 6, north - 3), (west, north - 3), (west, north)]
        shape = {"type": "Polygon", "coordinates": [[list(place) for place in ring]]}
        features.append({"type": "Feature", "properties": {"kato": name}, "geometry": shape})
    outlines = prepare({"type": "FeatureCollection", "features": features})
    regions = [
        Region(name, name, value, _shown(value), "#", current=name == "Қостанай")
        for (name, _, _), value in zip(TILES, VALUES, strict=True)
    ]
    return boundary_map(outlines, regions, "Invented boundaries", "Twenty boxes.", HEADER, entries=legend())


def strongest() -> Figure:
    rows = [
        Interval("Жол жөндеу", 1240, 3905, "1 240–3 905"),
        Interval("Жылу", 570, 1860, "570–1 860"),
        Interval("Питьевая вода", 310, 700, "310–700"),
        Interval("School buses", 12, 31, "12–31"),
    ]
    return interval_bars(
        rows, "Strongest topics", "Bars: solid up to the least, pale up to the greatest.", ["Topic", "Accounts"]
    )


def strength(logarithmic: bool) -> Figure:
    title = "Strength among other demands" if logarithmic else "Strength of one demand"
    return interval_axis(
        570, 1860, title, "From 570 to 1,860 accounts.", ("End", "Accounts"),
        ends=("Least", "Most"), shown=("at least 570", "at most 1 860"),
        number=lambda value: f"{value:,}".replace(",", "\u00a0"), scale="log" if logarithmic else "linear",
    )  # fmt: skip


def by_week() -> Figure:
    first, last = date(2026, 7, 27), date(2026, 10, 28)
    cut = periods(first, last)
    counts = counted(
        cut, {first + timedelta(days=n): n * n // 300 + n * 37 % 11 for n in range((last - first).days + 1)}
    )
    say = Wording(
        period=lambda one: f"{one.first:%d.%m}–{one.last:%d.%m}",
        number=str,
        month=lambda day: f"{day:%B}",
        day=lambda day: f"{day:%d.%m}",
        incomplete="week not over",
    )
    marks = [Mark(date(2026, 8, 5), "first heard"), Mark(date(2026, 10, 12), "Akimat answered")]
    share = Share([count // 3 for count in counts], "copies of others", "own words")
    return timeline(
        cut, counts, "Posts by week", "Rising since August.", ("Week", "Posts", "Note"), say, marks, share=share
    )


def sparks() -> list[Markup]:
    return [
        spark([3, 5, 4, 9, 12, 8, 15, 22, 31, 27, 40, 38]),
        spark([9, 8, 9, 3, 0, 2, 0, 0, 1, 0, 0, 0]),
        spark([0] * 12),
    ]
