"""Rows of bars one below the other, each with its words above and below: letters keep their size on a phone."""

from collections.abc import Sequence

from markupsafe import Markup

from tyndau.charts.bars import Interval
from tyndau.charts.figure import Figure, fluid_svg, joined, short

ROW, BAR = 60, 10


def rows_of_bars(rows: Sequence[Interval], title: str, description: str, header: Sequence[str]) -> Figure:
    """Draw the rows in the given order on one scale from zero: solid up to `low`, pale up to `high`.

    header   two words: the column of names, the column of values
    """
    greatest = max((row.high for row in rows), default=0) or 1
    body = joined([_row(number, row, greatest) for number, row in enumerate(rows)])
    drawn = fluid_svg(max(len(rows), 1) * ROW, title, description, body, "rows")
    return Figure(title, drawn, header, [(row.name, row.shown) for row in rows])


def _row(number: int, row: Interval, greatest: int) -> Markup:
    y = number * ROW
    return Markup(
        '<g><text x="0" y="{name_y}" class="bar-name">{name}</text>'
        '<rect x="0" y="{bar_y}" width="{high}%" height="{bar}" rx="3" class="bar-high"/>'
        '<rect x="0" y="{bar_y}" width="{low}%" height="{bar}" rx="3" class="bar-low"/>'
        '<text x="0" y="{value_y}">{shown}</text></g>'
    ).format(
        name=row.name, shown=row.shown, name_y=y + 13, bar_y=y + 18, value_y=y + 42, bar=BAR,
        low=_length(row.low, greatest), high=_length(row.high, greatest),
    )  # fmt: skip


def _length(value: int, greatest: int) -> str:
    """Per cent of the width; whatever is not zero is seen."""
    return short(max(0.5, 100 * value / greatest)) if value else "0"
