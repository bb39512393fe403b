"""A tile map: one square a region, so that a small dense city is seen as well as a wide steppe."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from tyndau.charts.figure import Figure, hatching, joined, svg
from tyndau.charts.shades import FEW, legend, step_of

SIDE, GAP, ROUND = 100, 6, 8
LONG, LONGER = 7, 9  # letters: beyond these a short name is set smaller in the larger type of a phone


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
    """Written in one go: of a page with twenty tiles, formatting piece by piece was a fifth."""
    x, y = tile.column * (SIDE + GAP), tile.row * (SIDE + GAP)
    step, label = step_of(tile.value, greatest), escape(f"{tile.name}: {tile.shown}")
    parts = [f'<title>{label}</title><rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="{ROUND}"/>']
    if step == FEW:
        parts.append(_cover("hatched", x, y, hatch))
    if not small:
        parts.append(_words(tile, x + SIDE // 2, y))
    if tile.current:
        parts.append(_cover("current-edge", x, y, "none"))
    return marked(Markup("".join(parts)), f"tile step-{step}", label, tile.link, tile.current)  # noqa: S704 - escaped


def _cover(kind: str, x: int, y: int, fill: str) -> str:
    """A path and not a rect: style sheets colour the rect of a step, and a rule is stronger than the attribute."""
    return f'<path class="{kind}" fill="{escape(fill)}" d="M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z"/>'


def _words(tile: Tile, middle: int, y: int) -> str:
    """Name above value; a long name of several words in two lines."""
    first, _, rest = tile.short.partition(" ") if len(tile.short) > LONGER else (tile.short, "", "")
    kind = _fit(max(len(first), len(rest)))
    lines = [(y + 26, first), (y + 45, rest)] if rest else [(y + 40, first)]
    name = "".join(f'<text x="{middle}" y="{at}" class="tile-name{kind}">{escape(words)}</text>' for at, words in lines)
    below = y + (78 if rest else 72)
    return f'{name}<text x="{middle}" y="{below}" class="tile-value">{escape(tile.shown)}</text>'


def _fit(letters: int) -> str:
    return " tile-name-longer" if letters > LONGER else " tile-name-long" if letters > LONG else ""


def marked(body: Markup, kind: str, label: str, link: str, current: bool) -> Markup:
    """A region of a map as a group, inside a link when it has an address; the current one is named so."""
    told = f' aria-current="{"page" if link else "true"}"' if current else ""
    group = f'<g class="{escape(kind)}{" current" if current else ""}"{"" if link else told}>{escape(body)}</g>'
    if not link:
        return Markup(group)  # noqa: S704 - each part is escaped where it is put in
    return Markup(f'<a href="{escape(link)}" aria-label="{escape(label)}"{told}>{group}</a>')  # noqa: S704 - the same
