"""A map of real boundaries, shaded like the tile map: for deployers who have imported boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tyndau.charts.figure import Figure, hatching, joined, svg
from tyndau.charts.outlines import Outline, Outlines, prepare, read
from tyndau.charts.shades import FEW, legend, step_of
from tyndau.charts.tilemap import marked

__all__ = ["Outlines", "Region", "boundary_map", "prepare", "read"]

DOT = 13  # units: the radius of the dot that marks a small region


@dataclass(frozen=True)
class Region:
    """`value` None: suppressed or unknown, drawn hatched; `shown` the value in words; `link` an address or empty.

    current   the region that the page is about
    """

    code: str
    name: str
    value: int | None
    shown: str
    link: str = ""
    current: bool = False


def boundary_map(
    outlines: Outlines,
    regions: Sequence[Region],
    title: str,
    description: str,
    header: Sequence[str],
    *,
    entries: Sequence[tuple[str, str]] = (),
) -> Figure:
    """Shade each region by its value, in the steps of the tile map.

    regions  a region without an outline stands in the table only; an outline without a region is not drawn
    header   two words: the column of names, the column of values
    entries  of the legend: step and its words (shades.ranges tells what each step stands for)
    Returns a Figure whose table holds every region, greatest value first
    """
    greatest = max((region.value or 0 for region in regions), default=0)
    by_code = {region.code: region for region in regions}
    address, pattern = hatching("map", title, ground=True)
    drawn = [(one, by_code[one.code]) for one in outlines.regions if one.code in by_code]
    # The current region is drawn last: its outline lies over its neighbours.
    drawn.sort(key=lambda pair: pair[1].current)
    body = [_region(outline, region, greatest, address) for outline, region in drawn]
    if any(region.value is None for _, region in drawn):
        body.insert(0, pattern)
    ordered = sorted(regions, key=lambda one: (-(one.value if one.value is not None else -1), one.name))
    role = "group" if any(region.link for region in regions) else "img"
    picture = svg(outlines.width, outlines.height, title, description, joined(body), "map", role)
    return Figure(title, picture, header, [(one.name, one.shown) for one in ordered], legend(entries))


SHAPE = Markup('<path class="region"{fill} d="{d}"/>')
SPOT = Markup('<circle class="region"{fill} cx="{x}" cy="{y}" r="{r}"/>')


def _region(outline: Outline, region: Region, greatest: int, hatch: str) -> Markup:
    step = step_of(region.value, greatest)
    fill = Markup(' fill="{hatch}"').format(hatch=hatch) if step == FEW else ""
    parts = [Markup("<title>{name}: {shown}</title>").format(name=region.name, shown=region.shown)]
    if outline.path:
        parts.append(SHAPE.format(fill=fill, d=outline.path))
    if outline.small or not outline.path:
        parts.append(SPOT.format(fill=fill, x=outline.x, y=outline.y, r=DOT))
    return marked(joined(parts), f"step-{step}", f"{region.name}: {region.shown}", region.link, region.current)
