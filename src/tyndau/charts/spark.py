"""Sparklines for cards: the rise and fall of a dozen spans. A screen reader skips them: the card's words say it."""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 120, 28, 3  # units, which are pixels at the usual size; the edge keeps line and dot inside


def spark(values: Sequence[int]) -> Markup:
    """A line of counts in order of time, on a scale from zero, with a dot at the last.

    values   twelve of equal length and none unfinished (periods.last_weeks) are read best; any number is drawn
    Numbers only go in, so that the text is put together without escaping: cards are drawn by the dozen.
    """
    greatest = max(values, default=0) or 1
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    foot = HEIGHT - EDGE
    points = [
        (f"{EDGE + number * step:.1f}", f"{foot - max(value, 0) * (foot - EDGE) / greatest:.1f}")
        for number, value in enumerate(values)
    ]
    line = "L".join(f"{x} {y}" for x, y in points)
    drawn = ""
    if points:
        x, y = points[-1]
        drawn = (
            f'<path class="under" d="M{points[0][0]} {foot}L{line}L{x} {foot}z"/>'
            f'<path class="line" d="M{line}"/><circle class="last" cx="{x}" cy="{y}" r="2.5"/>'
        )
    return Markup(  # noqa: S704 (numbers only)
        f'<svg class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        f'<path class="axis" d="M0 {foot + 0.5}H{WIDTH}"/>{drawn}</svg>'
    )
