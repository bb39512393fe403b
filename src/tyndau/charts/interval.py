"""The strength of one demand as an interval on an axis: sure up to the lower end, possible up to the upper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10
from typing import Literal

from markupsafe import Markup

from tyndau.charts.figure import Figure, fluid_svg, joined, short
from tyndau.charts.ticks import round_ticks

HEIGHT, BAR_TOP, BAR, AXIS = 104, 26, 18, 78
DECADES = 6  # powers of ten that every logarithmic picture shows


def interval_axis(
    low: int,
    high: int,
    title: str,
    description: str,
    header: Sequence[str],
    *,
    ends: tuple[str, str],
    shown: tuple[str, str],
    number: Callable[[int], str],
    scale: Literal["linear", "log"] = "linear",
) -> Figure:
    """Draw one interval.

    low, high   the ends, 0 <= low <= high
    header      two words: the column of ends, the column of values
    ends        what the lower and the upper end mean, for the table
    shown       the two ends in a few words (up to about 20 letters), written above and below the bar
    number      puts a round value of the axis in words
    scale       linear: from zero to the next round value, solid up to the lower end; log: powers of ten from 1 to a
                million, the same for every picture, and only the interval itself is drawn, because on it lengths from
                its beginning mean nothing
    """
    if not 0 <= low <= high:
        raise ValueError(f"no interval: {low} to {high}")
    axis = _decades(high) if scale == "log" else _linear(high)
    start, end = axis.at(low), axis.at(high)
    parts = [GRID.format(x=short(axis.at(line)), y=AXIS) for line in axis.lines]
    parts += [_label(axis.at(n), AXIS + 17, number(n), "axis-label", middle=True) for n in axis.named]
    if scale == "log":
        parts.append(GROUND.format(y=BAR_TOP + BAR / 2))
        parts.append(BAR_OF.format(kind="high", x=short(start), y=BAR_TOP, w=short(end - start), h=BAR))
    elif high:
        parts.append(BAR_OF.format(kind="high", x=0, y=BAR_TOP, w=short(end), h=BAR))
        parts.append(BAR_OF.format(kind="low", x=0, y=BAR_TOP, w=short(start), h=BAR))
    parts.append(END.format(x=short(start), y1=BAR_TOP - 6, y2=BAR_TOP + BAR))
    parts.append(_label(start, BAR_TOP - 10, shown[0], "end-label"))
    parts.append(END.format(x=short(end), y1=BAR_TOP, y2=BAR_TOP + BAR + 6))
    parts.append(_label(end, BAR_TOP + BAR + 19, shown[1], "end-label"))
    drawn = fluid_svg(HEIGHT, title, description, joined(parts), "interval")
    return Figure(title, drawn, header, list(zip(ends, shown, strict=True)))


@dataclass(frozen=True)
class _Axis:
    """`at` gives per cent of the width; at some of the lines a value is named."""

    at: Callable[[int], float]
    lines: Sequence[int]
    named: Sequence[int]


def _linear(high: int) -> _Axis:
    ticks = [0, *round_ticks(max(high, 1))]
    # The axis goes on to the next round value, so that the interval never passes its end.
    if high > ticks[-1]:
        ticks.append(2 * ticks[-1] - ticks[-2])
    return _Axis(lambda value: 100 * value / ticks[-1], ticks, ticks)


def _decades(high: int) -> _Axis:
    """Powers of ten; every other is named, so that they find room on a phone."""
    powers = max(DECADES, len(str(max(high, 2) - 1)))
    lines = [10**power for power in range(powers + 1)]
    return _Axis(lambda value: 100 * log10(max(value, 1)) / powers, lines, lines[::2])


GRID = Markup('<line class="axis" x1="{x}%" x2="{x}%" y1="18" y2="{y}"/>')
BAR_OF = Markup('<rect class="bar-{kind}" x="{x}%" y="{y}" width="{w}%" height="{h}"/>')
GROUND = Markup('<line class="ground" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
END = Markup('<line class="interval-end" x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}"/>')
LABEL = Markup('<text class="{kind} {anchor}" x="{x}%" y="{y}">{words}</text>')


def _label(at: float, y: int, words: str, kind: str, *, middle: bool = False) -> Markup:
    """Words at a place, running towards the middle of the picture: in half its width they always fit."""
    anchor = "middle" if middle and 0 < at < 100 else "start" if at < 50 else "end"
    return LABEL.format(kind=kind, anchor=anchor, x=short(at), y=y, words=words)
