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
NAME = Markup('<text x="{x}" y="{y}" class="tile-name{kind}">{words}</text>')
VALUE = Markup('<text x="{x}" y="{y}" class="tile-value">{shown}</text>')


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
        parts += _words(tile, x + SIDE // 2, y)
    if tile.current:
        parts.append(COVER.format(kind="current-edge", x=x, y=y, side=SIDE, fill="none"))
    return marked(joined(parts), f"tile step-{step}", f"{tile.name}: {tile.shown}", tile.link, tile.current)


def _words(tile: Tile, middle: int, y: int) -> list[Markup]:
    """Name above value; a long name of several words in two lines."""
    first, _, rest = tile.short.partition(" ") if len(tile.short) > LONGER else (tile.short, "", "")
    kind = _fit(max(len(first), len(rest)))
    if not rest:
        parts = [NAME.format(x=middle, y=y + 40, kind=kind, words=first)]
    else:
        parts = [
            NAME.format(x=middle, y=y + 26 + 19 * n, kind=kind, words=words) for n, words in enumerate((first, rest))
        ]
    return [*parts, VALUE.format(x=middle, y=y + (78 if rest else 72), shown=tile.shown)]


def _fit(letters: int) -> str:
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
