"""Pictures to look at, read as a table, or hear: SVG drawn as text, coloured by CSS, each with its table.

Shared by the report and the portal. Pure: values in, markup out; no number is formatted here, callers pass its words.
Boundaries (numpy) and social cards (Pillow) are imported from their own modules by those who draw them.
"""

from tyndau.charts.bars import Interval, interval_bars
from tyndau.charts.columns import columns
from tyndau.charts.figure import Figure
from tyndau.charts.interval import interval_axis
from tyndau.charts.rows import rows_of_bars
from tyndau.charts.spark import spark
from tyndau.charts.tilemap import Tile, tile_map
from tyndau.charts.timeline import Mark, Share, Wording, timeline
from tyndau.charts.watched import Day, watched

__all__ = [
    "Day",
    "Figure",
    "Interval",
    "Mark",
    "Share",
    "Tile",
    "Wording",
    "columns",
    "interval_axis",
    "interval_bars",
    "rows_of_bars",
    "spark",
    "tile_map",
    "timeline",
    "watched",
]
