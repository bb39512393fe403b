"""Lines and words around a picture of time: round values beside it, months or days below it."""

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from tyndau.charts.figure import short
from tyndau.charts.periods import Period, month_starts
from tyndau.charts.ticks import round_ticks

LEFT = 12.0  # per cent of the width for the values beside
FAR_RIGHT = 88.0  # per cent
GRID = Markup('<line class="grid" x1="{left}%" x2="100%" y1="{y}" y2="{y}"/>')
GRID_LABEL = Markup('<text class="axis-label end" x="{x}%" y="{y}">{words}</text>')
TICK = Markup('<line class="axis" x1="{x}%" x2="{x}%" y1="{y}" y2="{y2}"/>')
TICK_LABEL = Markup('<text class="axis-label {anchor}" x="{x}%" y="{y}">{words}</text>')


def grid(greatest: int, top: int, plot: int, number: Callable[[int], str]) -> list[Markup]:
    """Lines at round values; `greatest` is `plot` pixels high, and its top lies at `top`."""
    parts = []
    for value in round_ticks(greatest):
        y = round(top + plot * (1 - value / greatest), 1)
        parts.append(GRID.format(left=LEFT, y=y))
        parts.append(GRID_LABEL.format(x=LEFT - 1.5, y=y + 4, words=number(value)))
    return parts


def months(periods: Sequence[Period], y: int, month: Callable[[date], str], day: Callable[[date], str]) -> list[Markup]:
    """Where months begin; in a span with fewer than two such days its first and last day instead."""
    starts = month_starts(list(periods))
    if len(starts) >= 2:
        points = [(LEFT + (100 - LEFT) * one.at, "middle", month(one.day)) for one in starts]
    else:
        points = [(LEFT, "start", day(periods[0].first))]
        if periods[-1].last > periods[0].first:
            points.append((100.0, "end", day(periods[-1].last)))
    parts = []
    for x, anchor, words in points:
        # On the left there is room below the values; on the right a word may not run out of the picture.
        anchor = "end" if x > FAR_RIGHT else anchor
        parts.append(TICK.format(x=short(x), y=y, y2=y + 5))
        parts.append(TICK_LABEL.format(x=short(x), y=y + 19, anchor=anchor, words=words))
    return parts
