"""Pictures to look at, read as a table, or hear: SVG drawn as text, coloured by CSS, each with its table.

Shared by the report and the portal. Pure: values in, markup out; no number is formatted here, callers pass its words.
"""

from tyndau.charts.bars import Interval, interval_bars
from tyndau.charts.columns import columns
from tyndau.charts.figure import Figure
from tyndau.charts.tilemap import Tile, tile_map

__all__ = ["Figure", "Interval", "Tile", "columns", "interval_bars", "tile_map"]
