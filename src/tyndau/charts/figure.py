"""A picture and its table twin."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from markupsafe import Markup

NOTHING = Markup("")


@dataclass(frozen=True)
class Figure:
    """`svg` is labelled by `title` and `description`; `header` and `rows` say the same in words and numbers.

    legend   a list in HTML that says what the shades mean; empty where nothing is shaded
    """

    title: str
    svg: Markup
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    legend: Markup = NOTHING


def svg(width: int, height: int, title: str, description: str, body: Markup, kind: str, role: str = "img") -> Markup:
    """An SVG that scales with its box and names itself to a screen reader.

    role   `group` where it holds links: inside an `img` a screen reader would not find them
    """
    return Markup(
        '<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="{role}" aria-label="{label}"'
        ' preserveAspectRatio="xMidYMid meet">{body}</svg>'
    ).format(kind=kind, role=role, width=width, height=height, label=f"{title}. {description}", body=body)


def fluid_svg(height: int, title: str, description: str, body: Markup, kind: str) -> Markup:
    """An SVG as wide as its box, `height` CSS pixels high: x in per cent, y in pixels, so that letters keep their size.

    It has no viewBox: a phone gets narrower columns, not smaller words.
    """
    return Markup(
        '<svg class="fluid {kind}" width="100%" height="{height}" role="img" aria-label="{label}">{body}</svg>'
    ).format(kind=kind, height=height, label=f"{title}. {description}", body=body)


def joined(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)


def short(per_cent: float) -> str:
    """Two decimals at most: a hundredth of a per cent is less than a pixel."""
    return f"{per_cent:.2f}".rstrip("0").rstrip(".")


def hatching(kind: str, title: str, *, ground: bool = False) -> tuple[str, Markup]:
    """The address and the definition of a pattern of slanting lines, coloured by the classes `hatch`, `hatch-ground`.

    The name is made from the picture's title: two pictures on a page do not share a pattern that one of them may hide.

    ground   the pattern has a ground of its own; without, it is laid over a shape
    """
    name = f"hatch-{kind}-{crc32(title.encode()):08x}"
    pattern = Markup(
        '<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '{below}<line class="hatch" y2="7"/></pattern></defs>'
    ).format(name=name, below=Markup('<rect class="hatch-ground" width="7" height="7"/>') if ground else "")
    return f"url(#{name})", pattern
