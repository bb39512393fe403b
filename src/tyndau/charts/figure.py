"""A picture and its table twin."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Figure:
    """`svg` is labelled by `title` and `description`; `header` and `rows` say the same in words and numbers."""

    title: str
    svg: Markup
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def svg(width: int, height: int, title: str, description: str, body: Markup, kind: str, role: str = "img") -> Markup:
    """An SVG that scales with its box and names itself to a screen reader.

    role   `group` where it holds links: inside an `img` a screen reader would not find them
    """
    return Markup(
        '<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="{role}" aria-label="{label}"'
        ' preserveAspectRatio="xMidYMid meet">{body}</svg>'
    ).format(kind=kind, role=role, width=width, height=height, label=f"{title}. {description}", body=body)


def joined(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)
