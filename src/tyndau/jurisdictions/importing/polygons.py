"""Polygons of a GeoJSON geometry: checked, rounded, and their centre of area.

Source: RFC 7946, 3.1.1 (positions, longitude first) and 3.1.6 (closed rings of four positions or more); the centre is
the usual shoelace sum over planar degrees, holes taken away: good enough to put a label, not to measure.
"""

from typing import Any

import numpy as np

DIGITS = 5  # of a degree: about a metre
Ring = list[list[float]]
Box = tuple[float, float, float, float]  # west, south, east, north


class BadGeometry(Exception):
    """A geometry that cannot be used; `reason` is one of the importers' reasons."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def polygons_of(geometry: Any) -> list[list[Ring]]:
    """The polygons of a Polygon or MultiPolygon, positions rounded and without height. Raises BadGeometry.

    A hole or a further part that rounding makes nothing of is left out; where nothing is left, the geometry is refused.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry.get("coordinates"), list):
        raise BadGeometry("not-a-polygon")
    parts = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    kept = []
    for part in parts:
        if not isinstance(part, list) or not part:
            raise BadGeometry("not-a-polygon")
        rings = [_ring(one) for one in part]
        if rings[0]:
            kept.append([ring for ring in rings if ring])
    if not kept:
        raise BadGeometry("short-ring")
    return kept


def _ring(ring: Any) -> Ring:
    """A ring, rounded and without repeated positions; empty where fewer than four are left of a sound one."""
    if not isinstance(ring, list) or not all(isinstance(one, list) and len(one) >= 2 for one in ring):
        raise BadGeometry("bad-position")
    numbers = [one[:2] for one in ring]
    if not all(type(number) in (int, float) for one in numbers for number in one):
        raise BadGeometry("bad-position")
    if len(numbers) < 4:
        raise BadGeometry("short-ring")
    if numbers[0] != numbers[-1]:
        raise BadGeometry("open-ring")
    # 180 for both: whether latitude stands first is asked later, and is the better thing to be told.
    if not all(abs(number) <= 180 for one in numbers for number in one):
        raise BadGeometry("out-of-range")
    places = np.round(np.asarray(numbers, np.float64), DIGITS)
    moved = np.concatenate(([True], (places[1:] != places[:-1]).any(axis=1)))
    kept: Ring = places[moved].tolist()
    return kept if len(kept) >= 4 else []


def box(polygons: list[list[Ring]]) -> Box:
    """West, south, east, north of all positions."""
    every = np.concatenate([np.asarray(ring) for part in polygons for ring in part])
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return float(west), float(south), float(east), float(north)


def centre(polygons: list[list[Ring]]) -> tuple[float, float]:
    """Longitude and latitude of the centre of area of all parts together; of a shape without area, of its box."""
    total, moment = 0.0, np.zeros(2)
    for part in polygons:
        for place, ring in enumerate(part):
            area, weighted = _moments(np.asarray(ring))
            # Whichever way they wind, the first ring is land and the others are holes.
            sign = 1.0 if place == 0 else -1.0
            total += sign * abs(area)
            moment += sign * np.sign(area) * weighted
    if abs(total) < 1e-12:
        west, south, east, north = box(polygons)
        return (west + east) / 2, (south + north) / 2
    longitude, latitude = moment / total
    return float(longitude), float(latitude)


def _moments(ring: Any) -> tuple[float, Any]:
    """Signed area and its first moments, taken from the first position so that small shapes lose no digits."""
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = float(cross.sum() / 2)
    first = np.array([((x[:-1] + x[1:]) * cross).sum(), ((y[:-1] + y[1:]) * cross).sum()]) / 6
    return area, first + area * origin
