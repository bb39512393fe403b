"""Boundaries made ready to draw, once: projected, put on a grid of whole numbers, simplified, written as SVG paths.

What comes out depends on the file alone and can be kept in a cache; a page only shades it (boundaries.py).
"""

import json
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tyndau.charts.albers import Albers
from tyndau.charts.arcs import Point, simplified
from tyndau.charts.geojson import Ring, Skipped, polygons
from tyndau.charts.refusals import BoundariesTooLarge, BoundariesUnusable

MOST_MB = 16  # read in about three seconds and 300 MB of memory; all districts of Kazakhstan in full detail are 1.3
WIDTH, MARGIN = 1000, 8  # units of the picture; drawn up to 800 pixels wide, a unit is less than a pixel
TOLERANCE = 0.6  # units: under half a pixel
SMALL = 900.0  # square units: a region of less is marked by a dot as well, or nobody finds a city on a phone


@dataclass(frozen=True)
class Outline:
    """`path` is the `d` of an SVG path, empty where nothing is left of a region; x and y lie in its middle."""

    code: str
    path: str
    x: int
    y: int
    small: bool


@dataclass(frozen=True)
class Outlines:
    """Regions in the order in which they are drawn: small ones last, so that none is covered."""

    width: int
    height: int
    regions: tuple[Outline, ...]
    skipped: tuple[Skipped, ...]


def read(
    content: bytes,
    known: Container[str] | None = None,
    code_property: str = "kato",
    *,
    file: str = "boundaries.geojson",
) -> Outlines:
    """Outlines from the bytes of a GeoJSON file; `known` and `code_property` as in `prepare`.

    file      how the message names it
    Refuses   BoundariesTooLarge, BoundariesUnusable (no GeoJSON, or not one feature of it can be drawn; the message
              counts the reasons)
    """
    if len(content) > MOST_MB * 1_000_000:
        raise BoundariesTooLarge(file=file, megabytes=-(-len(content) // 1_000_000), most=MOST_MB)
    try:
        geojson = json.loads(content)
    except json.JSONDecodeError as error:
        raise BoundariesUnusable(file=file, reason=f"{error.lineno}:{error.colno} {error.msg}") from None
    except UnicodeDecodeError:
        raise BoundariesUnusable(file=file, reason="not-utf8") from None
    except RecursionError:
        raise BoundariesUnusable(file=file, reason="too-deep") from None
    found = prepare(geojson, known, code_property)
    if not found.regions:
        reasons = Counter(one.reason for one in found.skipped)
        told = ", ".join(f"{reason}: {n}" for reason, n in sorted(reasons.items())) or "no-features"
        raise BoundariesUnusable(file=file, reason=told)
    return found


def prepare(geojson: Any, known: Container[str] | None = None, code_property: str = "kato") -> Outlines:
    """Outlines from a GeoJSON FeatureCollection of polygons in WGS84, as json.loads gives it.

    known          the codes to draw (boundaries.geojson may hold regions and districts); None: all
    code_property  the property that holds the code
    Returns outlines, none where nothing can be drawn, and every feature that was skipped with its reason: not-geojson,
    not-a-feature, no-code, unknown-code, repeated, empty-geometry, not-a-polygon, bad-position, short-ring,
    out-of-range, open-ring, antimeridian
    """
    found, skipped = polygons(geojson, code_property, known)
    if not found:
        return Outlines(WIDTH, 1, (), tuple(skipped))
    owners = [code for code, rings in found.items() for _ in rings]
    grid, height = _on_grid([ring for rings in found.values() for ring in rings])
    by_code: dict[str, list[list[Point]]] = {code: [] for code in found}
    for code, ring in zip(owners, simplified(grid, TOLERANCE), strict=True):
        by_code[code].append(ring)
    centres: dict[str, Point] = {}
    for code, ring in zip(owners, grid, strict=True):
        centres.setdefault(code, _middle(ring))
    regions = [_outline(code, rings, centres[code]) for code, rings in by_code.items()]
    regions.sort(key=lambda one: (one.small, one.code))
    return Outlines(WIDTH, height, tuple(regions), tuple(skipped))


def _on_grid(rings: Sequence[Ring]) -> tuple[list[list[Point]], int]:
    """Projected, scaled to the width, rounded; points that fall together are one. Returns the rings and the height.

    Two neighbours that give the same place get the same grid point: what they share stays shared.
    """
    every = np.concatenate([np.asarray(ring) for ring in rings])
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    plane = Albers.fitted(float(west), float(south), float(east), float(north)).project(every) * (1, -1)
    least, greatest = plane.min(axis=0), plane.max(axis=0)
    # A narrow country is fitted by its height: the picture is never higher than wide.
    scale = (WIDTH - 2 * MARGIN) / max(float((greatest - least).max()), 1e-9)
    shift = np.array([(WIDTH - 2 * MARGIN - scale * float(greatest[0] - least[0])) / 2, 0])
    whole = np.rint((plane - least) * scale + shift + MARGIN).astype(int)
    height = round(scale * float(greatest[1] - least[1])) + 2 * MARGIN
    grid = []
    for part in np.split(whole, np.cumsum([len(ring) for ring in rings])[:-1]):
        moved = (part != np.roll(part, 1, axis=0)).any(axis=1)
        places = part[moved] if moved.any() else part[:1]
        grid.append([(int(x), int(y)) for x, y in places])
    return grid, height


def _outline(code: str, rings: list[list[Point]], centre: Point) -> Outline:
    drawn = [ring for ring in rings if len(ring) >= 3]
    areas = [abs(_area(ring)) for ring in drawn]
    small = max(areas, default=0.0) < SMALL
    if areas:
        centre = _middle(drawn[areas.index(max(areas))])
    return Outline(code, "".join(_path(ring) for ring in drawn), centre[0], centre[1], small)


def _area(ring: Sequence[Point]) -> float:
    """Signed, in square units: the shoelace sum."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """The middle of the box."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def _path(ring: Sequence[Point]) -> str:
    """Relative steps, and a minus sign in place of a space: half the letters of absolute places."""
    (x, y), *rest = ring
    steps, before = [], (x, y)
    for point in rest:
        dx, dy = point[0] - before[0], point[1] - before[1]
        steps.append(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}")
        before = point
    joined = steps[0] + "".join(step if step.startswith("-") else f" {step}" for step in steps[1:])
    return f"M{x} {y}l{joined}z"
