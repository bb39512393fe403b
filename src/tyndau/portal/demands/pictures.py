"""Drawings of tyndau.charts in the reader's words: maps of regions and counts over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tyndau.charts import Figure, Mark, Tile, Wording, tile_map, timeline
from tyndau.charts.boundaries import Outlines, Region, boundary_map
from tyndau.charts.periods import Period, counted, periods
from tyndau.charts.shades import ranges
from tyndau.portal import formatting, reader


@dataclass(frozen=True)
class OnMap:
    """A region as a map shows it."""

    kato: str
    name: str
    short: str
    column: int | None
    row: int | None
    value: int
    link: str


def map_of_regions(
    regions: Sequence[OnMap], outlines: Outlines | None, current: str = "", small: bool = False
) -> Figure:
    """Regions shaded by their number of demands: real boundaries where a deployer has them, else tiles."""
    title, header = _("Demands by region"), (_("Region"), _("Demands"))
    greatest = max((region.value for region in regions), default=0)
    entries = [(one.step, _range(one.low, one.high)) for one in ranges(greatest)]
    if outlines is not None and outlines.regions and not small:
        told = _("Map of the regions; a stronger colour means more demands.")
        shapes = [
            Region(one.kato, one.name, one.value, _shown(one.value), one.link, one.kato == current) for one in regions
        ]
        return boundary_map(outlines, shapes, title, told, header, entries=entries)
    told = _("Tile map: a square for each region, roughly where it lies; a stronger colour means more demands.")
    tiles = [
        Tile(one.column, one.row, one.name, one.short or one.name, one.value, _shown(one.value), one.link,
             one.kato == current)
        for one in regions if one.column is not None and one.row is not None
    ]  # fmt: skip
    return tile_map(tiles, title, told, header, entries=() if small else entries, small=small)


def _shown(value: int) -> str:
    return formatting.number(reader.language(), value)


def _range(low: int, high: int) -> str:
    return formatting.interval(reader.language(), low, high)


def posts_over_time(
    by_day: Mapping[date, int], first: date, last: date, title: str, marks: Sequence[Mark] = ()
) -> Figure:
    """Posts a day, week or month from `first` to `last`."""
    language = reader.language()
    cut = periods(first, last)
    say = Wording(
        period=lambda one: _period(language, one),
        number=lambda value: formatting.number(language, value),
        month=lambda day: str(day.year) if day.month == 1 else formatting.day(language, day, "axis"),
        day=lambda day: formatting.day(language, day, "short"),
        incomplete=_("not a whole week or month"),
    )
    values = counted(cut, by_day)
    kind = (cut[0].last - cut[0].first).days if len(cut) == 1 else (cut[1].last - cut[1].first).days
    told = {0: _("A column for each day."), 6: _("A column for each week, from Monday.")}.get(
        kind, _("A column for each month.")
    )
    header = (_("When"), _("Posts"), _("Note"))
    return timeline(cut, values, title, told, header, say, marks)


def _period(language: str, one: Period) -> str:
    return (
        formatting.day(language, one.first)
        if one.first == one.last
        else formatting.period(language, one.first, one.last)
    )
