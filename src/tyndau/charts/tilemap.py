"""A tile map: one square a region, so that a small dense city is seen as well as a wide steppe."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tyndau.charts.figure import Figure, joined, svg

SIDE, GAP, STEPS = 100, 6, 5


@dataclass(frozen=True)
class Tile:
    """`value` None: suppressed or unknown, drawn hatched; `shown` the value in words; `link` an address or empty."""

    column: int
    row: int
    name: str
    short: str
    value: int | None
    shown: str
    link: str = ""


def tile_map(tiles: Sequence[Tile], title: str, description: str, header: Sequence[str]) -> Figure:
    """Shade each tile by its value, in five steps of equal count difference up to the greatest.

    tiles   one a region, no two on the same place
    header  two words: the column of names, the column of values
    Returns a Figure whose table holds every tile, greatest value first
    """
    greatest = max((tile.value or 0 for tile in tiles), default=0)
    width = (max((tile.column for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    height = (max((tile.row for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    body = joined([_tile(tile, greatest) for tile in tiles])
    ordered = sorted(tiles, key=lambda tile: (-(tile.value if tile.value is not None else -1), tile.name))
    role = "group" if any(tile.link for tile in tiles) else "img"
    drawn = svg(width, height, title, description, body, "tiles", role)
    return Figure(title, drawn, header, [(tile.name, tile.shown) for tile in ordered])


def _step(value: int | None, greatest: int) -> str:
    if value is None:
        return "few"
    if not value:
        return "0"
    return str(min(STEPS, 1 + value * STEPS // (greatest + 1)))


def _tile(tile: Tile, greatest: int) -> Markup:
    x, y = tile.column * (SIDE + GAP), tile.row * (SIDE + GAP)
    square = Markup(
        '<g class="tile step-{step}"><title>{name}: {shown}</title>'
        '<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="8"/>'
        '<text x="{cx}" y="{y1}" class="tile-name">{short}</text>'
        '<text x="{cx}" y="{y2}" class="tile-value">{shown}</text></g>'
    ).format(
        step=_step(tile.value, greatest), name=tile.name, shown=tile.shown, x=x, y=y, side=SIDE,
        cx=x + SIDE // 2, y1=y + 40, y2=y + 72, short=tile.short,
    )  # fmt: skip
    return Markup('<a href="{link}">{square}</a>').format(link=tile.link, square=square) if tile.link else square
