"""A tile map: one square a region, so that a small dense city is seen as well as a wide steppe."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tyndau.charts.figure import Figure, hatching, joined, svg
from tyndau.charts.shades import FEW, legend, step_of

SIDE, GAP, ROUND = 100, 6, 8
LONG, LONGER = 7, 9  # letters: beyond these a short name is set smaller in the larger type of a phone
SQUARE = Markup('<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="{r}"/>')
# A path and not a rect: style sheets colour the rect of a step, and a rule is stronger than the attribute.
COVER = Markup('<path class="{kind}" fill="{fill}" d="M{x} {y}h{side}v{side}h-{side}z"/>')
WORDS = Markup(
    '<text x="{cx}" y="{y1}" class="tile-name{kind}">{short}</text>'
    '<text x="{cx}" y="{y2}" class="tile-value">{shown}</text>'
)


@dataclass(frozen=True)
class Tile:
    """`value` None: suppressed or unknown, drawn hatched; `shown` the value in words; `link` an address or empty.

    current   the region that the page is about
    """

    column: int
    row: int
    name: str
    short: str
    value: int | None
    shown: str
    link: str = ""
    current: bool = False


def tile_map(
    tiles: Sequence[Tile],
    title: str,
    description: str,
    header: Sequence[str],
    *,
    entries: Sequence[tuple[str, str]] = (),
    small: bool = False,
) -> Figure:
    """Shade each tile by its value, in five steps of equal count difference up to the greatest.

    tiles    one a region, no two on the same place
    header   two words: the column of names, the column of values
    entries  of the legend: step and its words (shades.ranges tells what each step stands for)
    small    no words inside the tiles: for a corner of a page that highlights one region
    Returns a Figure whose table holds every tile, greatest value first
    """
    greatest = max((tile.value or 0 for tile in tiles), default=0)
    width = (max((tile.column for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    height = (max((tile.row for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    address, pattern = hatching("tiles", title)
    # The current tile is drawn last: its outline lies over its neighbours.
    body = [_tile(tile, greatest, address, small) for tile in sorted(tiles, key=lambda tile: tile.current)]
    if any(tile.value is None for tile in tiles):
        body.insert(0, pattern)
    ordered = sorted(tiles, key=lambda tile: (-(tile.value if tile.value is not None else -1), tile.name))
    kind = "tiles tiles-small" if small else "tiles"
    role = "group" if any(tile.link for tile in tiles) else "img"
    drawn = svg(width, height, title, description, joined(body), kind, role)
    return Figure(title, drawn, header, [(t.name, t.shown) for t in ordered], legend(entries))


def _tile(tile: Tile, greatest: int, hatch: str, small: bool) -> Markup:
    x, y = tile.column * (SIDE + GAP), tile.row * (SIDE + GAP)
    step = step_of(tile.value, greatest)
    parts = [Markup("<title>{name}: {shown}</title>").format(name=tile.name, shown=tile.shown)]
    parts.append(SQUARE.format(x=x, y=y, side=SIDE, r=ROUND))
    if step == FEW:
        parts.append(COVER.format(kind="hatched", x=x, y=y, side=SIDE, fill=hatch))
    if not small:
        parts.append(
            WORDS.format(cx=x + SIDE // 2, y1=y + 40, y2=y + 72, short=tile.short, shown=tile.shown, kind=_fit(tile))
        )
    if tile.current:
        parts.append(COVER.format(kind="current-edge", x=x, y=y, side=SIDE, fill="none"))
    return marked(joined(parts), f"tile step-{step}", f"{tile.name}: {tile.shown}", tile.link, tile.current)


def _fit(tile: Tile) -> str:
    letters = len(tile.short)
    return " tile-name-longer" if letters > LONGER else " tile-name-long" if letters > LONG else ""


def marked(body: Markup, kind: str, label: str, link: str, current: bool) -> Markup:
    """A region of a map as a group, inside a link when it has an address; the current one is named so."""
    told = Markup(' aria-current="{what}"').format(what="page" if link else "true") if current else ""
    group = Markup('<g class="{kind}{current}"{told}>{body}</g>').format(
        kind=kind, current=" current" if current else "", told="" if link else told, body=body
    )
    if not link:
        return group
    return Markup('<a href="{link}" aria-label="{label}"{told}>{group}</a>').format(
        link=link, label=label, told=told, group=group
    )
