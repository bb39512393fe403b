"""Bars with an interval: solid up to the lower end, pale up to the upper end. A single number would claim too much."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tyndau.charts.figure import Figure, joined, svg

WIDTH, ROW, BAR = 640, 44, 14


@dataclass(frozen=True)
class Interval:
    """One row: `low` and `high` draw it, `shown` says it."""

    name: str
    low: int
    high: int
    shown: str


def interval_bars(rows: Sequence[Interval], title: str, description: str, header: Sequence[str]) -> Figure:
    """Draw the rows in the given order on one scale from zero.

    header   two words: the column of names, the column of intervals
    """
    greatest = max((row.high for row in rows), default=0) or 1
    body = joined([_bar(number, row, greatest) for number, row in enumerate(rows)])
    height = max(len(rows), 1) * ROW
    return Figure(
        title, svg(WIDTH, height, title, description, body, "bars"), header, [(row.name, row.shown) for row in rows]
    )


def _length(value: int, greatest: int) -> int:
    """Pixels of a bar; whatever is not zero is seen."""
    return max(2, value * WIDTH // greatest) if value else 0


def _bar(number: int, row: Interval, greatest: int) -> Markup:
    y = number * ROW
    return Markup(
        '<g><text x="0" y="{text_y}" class="bar-name">{name}</text>'
        '<text x="{width}" y="{text_y}" class="bar-value">{shown}</text>'
        '<rect x="0" y="{bar_y}" width="{high}" height="{bar}" rx="3" class="bar-high"/>'
        '<rect x="0" y="{bar_y}" width="{low}" height="{bar}" rx="3" class="bar-low"/></g>'
    ).format(
        name=row.name, shown=row.shown, width=WIDTH, text_y=y + 16, bar_y=y + 22, bar=BAR,
        low=_length(row.low, greatest), high=_length(row.high, greatest),
    )  # fmt: skip
