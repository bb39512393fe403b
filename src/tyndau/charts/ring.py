"""Groups on a ring, larger with more members, joined by lines that are thicker with more between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from markupsafe import Markup

from tyndau.charts.figure import Figure, joined, svg

SIZE, RING = 360, 128  # units of the drawing: about pixels of a phone
LARGEST, SMALLEST = 30.0, 9.0  # radius
THICKEST = 12.0


@dataclass(frozen=True)
class Node:
    """`short` is written in its circle, `said` tells its size."""

    code: str
    short: str
    size: int
    said: str


@dataclass(frozen=True)
class Link:
    """Joins two nodes by their codes; `name` and `said` are its row in the table."""

    a: str
    b: str
    weight: int
    name: str
    said: str


def ring(nodes: Sequence[Node], links: Sequence[Link], title: str, description: str, header: Sequence[str]) -> Figure:
    """Draw nodes in the given order, the first on top; areas follow sizes. Links between unknown nodes are left out.

    header   two words: the column of names, the column of what is known
    """
    at = {node.code: _place(number, len(nodes)) for number, node in enumerate(nodes)}
    greatest = max((node.size for node in nodes), default=1) or 1
    known = [link for link in links if link.a in at and link.b in at]
    heaviest = max((link.weight for link in known), default=1) or 1
    parts = [_link(at[link.a], at[link.b], THICKEST * link.weight / heaviest) for link in known]
    parts += [_node(at[node.code], node, max(SMALLEST, LARGEST * sqrt(node.size / greatest))) for node in nodes]
    drawn = svg(SIZE, SIZE, title, description, joined(parts), "ring")
    rows = [(node.short, node.said) for node in nodes] + [(link.name, link.said) for link in known]
    return Figure(title, drawn, header, rows)


def _place(number: int, count: int) -> tuple[float, float]:
    turn = 2 * pi * number / max(count, 1) - pi / 2
    return round(SIZE / 2 + RING * cos(turn), 1), round(SIZE / 2 + RING * sin(turn), 1)


def _link(a: tuple[float, float], b: tuple[float, float], width: float) -> Markup:
    """A curve through the middle, so that lines between neighbours are seen apart from the ring."""
    middle = SIZE / 2
    return Markup('<path class="tie" d="M{ax} {ay}Q{m} {m} {bx} {by}" stroke-width="{w}"/>').format(
        ax=a[0], ay=a[1], bx=b[0], by=b[1], m=middle, w=round(max(1, width), 1)
    )


def _node(at: tuple[float, float], node: Node, radius: float) -> Markup:
    return Markup(
        '<g><title>{short}: {said}</title><circle cx="{x}" cy="{y}" r="{r}"/>'
        '<text x="{x}" y="{text_y}">{short}</text></g>'
    ).format(short=node.short, said=node.said, x=at[0], y=at[1], r=round(radius, 1), text_y=round(at[1] + 5, 1))
