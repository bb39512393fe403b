"""Counts over time: a column a day, week or month, with months below, round values beside, and marks above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from tyndau.charts.axes import LEFT, grid, months
from tyndau.charts.figure import Figure, fluid_svg, hatching, joined, short
from tyndau.charts.periods import Period, number_of
from tyndau.charts.swatches import swatches

PLOT, AXIS, MARK_ROW = 150, 24, 20  # pixels: the columns, the words below, a row of words of a mark above
WIDEST = 8.0  # per cent: a single day is a column, not a wall
LINE = 8  # pixels above the plot for the topmost value


@dataclass(frozen=True)
class Wording:
    """The caller's words: no number and no date is put into letters here.

    period       a day, week or month in full, for the table
    number       a value
    month, day   a point on the axis, short (up to about ten letters)
    incomplete   says that a week or month is not whole
    """

    period: Callable[[Period], str]
    number: Callable[[int], str]
    month: Callable[[date], str]
    day: Callable[[date], str]
    incomplete: str


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day, as 'first heard'."""

    day: date
    words: str


@dataclass(frozen=True)
class Share:
    """A part of each value, as the posts that repeat others: drawn on top of the rest, in a colour of its own.

    values   as many as periods, each at most the value of the period
    name     what the part is, for the legend and the table
    rest     what the others are, for the legend
    """

    values: Sequence[int]
    name: str
    rest: str


def timeline(
    cut: Sequence[Period],
    values: Sequence[int],
    title: str,
    description: str,
    header: Sequence[str],
    say: Wording,
    marks: Sequence[Mark] = (),
    *,
    share: Share | None = None,
) -> Figure:
    """Draw one value a period, on a scale from zero.

    cut      the periods (periods.periods), in order of time; one or more
    values   as many (periods.counted)
    header   three words: the columns of periods, values, and notes (left out where there is none)
    marks    days inside the periods; a mark outside of them is not drawn and not told
    Returns a Figure whose table has a row a period; the legend tells shares, and periods that are not whole
    """
    periods = list(cut)
    told = [(number, mark) for mark in marks if (number := number_of(periods, mark.day)) is not None]
    top = LINE + MARK_ROW * len(told)
    greatest = max(values, default=0)
    address, pattern = hatching("timeline", title)
    whole = all(one.whole for one in periods)
    parts = [] if whole else [pattern]
    parts += grid(greatest, top, PLOT, say.number)
    step = (100 - LEFT) / len(periods)
    width = min(step * 0.8, WIDEST)
    of_which = share.values if share else [0] * len(periods)
    for number, (period, value, part) in enumerate(zip(periods, values, of_which, strict=True)):
        box = _Box(LEFT + step * (number + 0.5) - width / 2, width, top + PLOT, greatest)
        said = f"{say.period(period)}: {say.number(value)}"
        said += f" ({share.name}: {say.number(part)})" if share and part else ""
        parts.append(_column(said, value, part, box, "" if period.whole else address))
    parts.append(AXIS_LINE.format(left=LEFT, y=top + PLOT))
    parts += months(periods, top + PLOT, say.month, say.day)
    parts += [_mark(LEFT + step * (number + 0.5), row, top, mark) for row, (number, mark) in enumerate(told)]
    drawn = fluid_svg(top + PLOT + AXIS, title, description, joined(parts), "timeline")
    entries = [("bar", share.rest, False), ("share", share.name, False)] if share else []
    entries += [] if whole else [("bar-part", say.incomplete, True)]
    return Figure(title, drawn, *_table(periods, values, header, say, told, share), swatches(entries))


def _table(
    periods: Sequence[Period],
    values: Sequence[int],
    header: Sequence[str],
    say: Wording,
    told: Sequence[tuple[int, Mark]],
    share: Share | None,
) -> tuple[list[str], list[tuple[str, ...]]]:
    notes = [[] if period.whole else [say.incomplete] for period in periods]
    for number, mark in told:
        notes[number].append(mark.words)
    columns = [[say.period(period) for period in periods], [say.number(value) for value in values]]
    names = list(header)[:2]
    if share:
        columns.append([say.number(part) for part in share.values])
        names.append(share.name)
    if any(notes):
        columns.append(["; ".join(note) for note in notes])
        names.append(header[2])
    return names, list(zip(*columns, strict=True))


AXIS_LINE = Markup('<line class="axis" x1="{left}%" x2="100%" y1="{y}" y2="{y}"/>')
MARK = Markup(
    '<line class="mark" x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}"/>'
    '<text class="mark-label {anchor}" x="{x}%" dx="{dx}" y="{y}">{words}</text>'
)


@dataclass(frozen=True)
class _Box:
    """Where a column stands: x and width in per cent, the foot in pixels, and the value that is PLOT high."""

    left: float
    width: float
    foot: int
    greatest: int

    def high(self, value: int) -> float:
        """Pixels; whatever is not zero is seen."""
        return max(1.5, round(PLOT * value / self.greatest, 1)) if value else 0

    def rect(self, low: float, high: float) -> str:
        y, h = round(self.foot - high, 1), round(high - low, 1)
        return f'x="{short(self.left)}%" y="{y}" width="{short(self.width)}%" height="{h}"'


def _column(said: str, value: int, part: int, box: _Box, hatch: str) -> Markup:
    """Written in one go: there are a hundred of them."""
    high = box.high(value)
    middle = box.high(value - part)
    parts = [f'<rect class="bar{" bar-part" if hatch else ""}" {box.rect(0, middle)}/>']
    if part:
        parts.append(f'<rect class="share" {box.rect(min(middle, high - 1.5), high)}/>')
    if hatch and value:
        parts.append(f'<rect class="hatched" fill="{escape(hatch)}" {box.rect(0, high)}/>')
    return Markup(f"<g><title>{escape(said)}</title>{''.join(parts)}</g>")  # noqa: S704 - each part is escaped


def _mark(x: float, row: int, top: int, mark: Mark) -> Markup:
    """A line with its words, running towards the middle; each mark has its row, so none covers another."""
    y = 14 + row * MARK_ROW
    anchor, dx = ("start", 5) if x < 50 + LEFT / 2 else ("end", -5)
    return MARK.format(x=short(x), y1=y - 11, y2=top + PLOT, y=y, anchor=anchor, dx=dx, words=mark.words)
