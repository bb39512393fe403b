"""Columns over time: one a day or a week, on a scale from zero."""

from collections.abc import Sequence

from markupsafe import Markup

from tyndau.charts.figure import Figure, joined, svg


def columns(
    points: Sequence[tuple[str, int, str]],
    title: str,
    description: str,
    header: Sequence[str],
    *,
    width: int = 640,
    height: int = 160,
    edges: tuple[str, str] | None = None,
) -> Figure:
    """Draw a series.

    points   name of the day or week, value, value in words; in order of time
    header   two words: the column of days, the column of values
    edges    words for the first and last end of the axis; with them the greatest value is written above
    """
    greatest = max((value for _, value, _ in points), default=0)
    top, bottom = (26, 30) if edges else (2, 2)
    plot = height - top - bottom
    step = width / max(len(points), 1)
    parts = [
        Markup(
            '<g class="column"><title>{name}: {shown}</title><rect x="{x}" y="{y}" width="{w}" height="{h}"/></g>'
        ).format(
            name=name,
            shown=shown,
            x=round(number * step + step * 0.1, 1),
            y=round(top + plot * (1 - value / (greatest or 1)), 1),
            w=round(step * 0.8, 1),
            h=round(plot * value / (greatest or 1), 1),
        )
        for number, (name, value, shown) in enumerate(points)
    ]
    parts.append(Markup('<line x1="0" x2="{w}" y1="{y}" y2="{y}" class="axis"/>').format(w=width, y=top + plot))
    if edges and points:
        peak = next(shown for _, value, shown in points if value == greatest)
        parts.append(Markup('<text x="0" y="18" class="axis-label">{peak}</text>').format(peak=peak))
        parts.append(Markup('<text x="0" y="{y}" class="axis-label">{n}</text>').format(y=height - 6, n=edges[0]))
        parts.append(
            Markup('<text x="{w}" y="{y}" class="axis-label end">{n}</text>').format(w=width, y=height - 6, n=edges[1])
        )
    drawn = svg(width, height, title, description, joined(parts), "columns")
    return Figure(title, drawn, header, [(name, shown) for name, _, shown in points])
