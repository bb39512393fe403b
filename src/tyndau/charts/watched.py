"""A watched series: a column a day, what was expected of it, and the bound above which a day is unusual."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from tyndau.charts.axes import LEFT, grid, months
from tyndau.charts.figure import Figure, fluid_svg, joined, short
from tyndau.charts.periods import Period
from tyndau.charts.swatches import swatches
from tyndau.charts.timeline import AXIS, AXIS_LINE, LINE, PLOT, Wording

AT = '<line class="{kind}" x1="{x1}%" x2="{x2}%" y1="{y}" y2="{y}"/>'


@dataclass(frozen=True)
class Day:
    """expected and bound: None where there was too little to compare with."""

    day: date
    count: int
    expected: float | None
    bound: float | None
    is_alarm: bool


def watched(
    days: Sequence[Day],
    title: str,
    description: str,
    header: Sequence[str],
    say: Wording,
    decimal: Callable[[float], str],
    names: Sequence[str],
) -> Figure:
    """Draw the days, in order of time, on a scale from zero.

    header   five words: day, count, expected, bound, note
    decimal  an expected number or a bound in words
    names    what the colours are: a day of an alarm, another day, the bound
    """
    greatest = max([1, *(one.count for one in days), *(round(one.bound) for one in days if one.bound is not None)])
    step = (100 - LEFT) / max(len(days), 1)
    parts = grid(greatest, LINE, PLOT, say.number)
    spans = [Period(one.day, one.day, whole=True) for one in days]
    for number, (one, span) in enumerate(zip(days, spans, strict=True)):
        parts.append(_day(LEFT + step * number, step, one, greatest, f"{say.period(span)}: {say.number(one.count)}"))
    parts.append(AXIS_LINE.format(left=LEFT, y=LINE + PLOT))
    if spans:
        parts += months(spans, LINE + PLOT, say.month, say.day)
    rows = [
        (
            say.period(span),
            say.number(one.count),
            *("" if value is None else decimal(value) for value in (one.expected, one.bound)),
            names[0] if one.is_alarm else "",
        )
        for one, span in zip(days, spans, strict=True)
    ]
    legend = swatches([("loud", names[0], False), ("bar", names[1], False), ("bound", names[2], False)])
    drawn = fluid_svg(LINE + PLOT + AXIS, title, description, joined(parts), "timeline watched")
    return Figure(title, drawn, header, rows, legend)


def _day(x: float, step: float, one: Day, greatest: int, said: str) -> Markup:
    high = max(1.5, PLOT * one.count / greatest) if one.count else 0
    kind = "bar loud" if one.is_alarm else "bar"
    bar = (
        f'<rect class="{kind}" x="{short(x + step * 0.1)}%" y="{short(LINE + PLOT - high)}"'
        f' width="{short(step * 0.8)}%" height="{short(high)}"/>'
    )
    line = ""
    if one.bound is not None:
        y = LINE + PLOT * (1 - one.bound / greatest)
        line = AT.format(kind="bound", x1=short(x), x2=short(x + step), y=short(y))
    return Markup(f"<g><title>{escape(said)}</title>{bar}{line}</g>")  # noqa: S704 - each part is escaped
