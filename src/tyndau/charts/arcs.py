"""Rings of neighbours made simpler together: a border that two regions share is simplified once, so no gap opens.

Rings are cut where borders meet into arcs; each arc is simplified in one direction by Douglas and Peucker (1973) and
put back. Rings are arrays of whole numbers of shape (n, 2), closed without repeating the first point.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

Point = tuple[int, int]
Arc = tuple[Point, ...]


def simplified(rings: Sequence[Sequence[Point]], tolerance: float) -> list[list[Point]]:
    """Leave out points that lie nearer than `tolerance` to the line that is left; a ring may come back short.

    Returns the rings in their order; what is left of a ring of no area may be one or two points
    """
    ends = _junctions(rings)
    known: dict[Arc, Arc] = {}
    found = []
    for ring in rings:
        line: list[Point] = []
        for arc in _arcs(ring, ends):
            line.extend(_once(arc, tolerance, known)[:-1])
        found.append(line)
    return found


def _junctions(rings: Sequence[Sequence[Point]]) -> set[Point]:
    """Points at which borders meet or part: not every ring through them has the same two neighbours."""
    beside: dict[Point, frozenset[Point]] = {}
    ends = set()
    for ring in rings:
        for before, point, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
            pair = frozenset((before, after))
            if beside.setdefault(point, pair) != pair:
                ends.add(point)
    return ends


def _arcs(ring: Sequence[Point], ends: set[Point]) -> list[Arc]:
    """The ring cut at the ends; where it has none, at its least and its farthest point, wherever it was begun."""
    cuts = [number for number, point in enumerate(ring) if point in ends]
    if len(cuts) < 2:
        first = cuts[0] if cuts else min(range(len(ring)), key=ring.__getitem__)
        x, y = ring[first]
        # The point itself as the second key: of two that are equally far, every ring takes the same.
        far = max(range(len(ring)), key=lambda n: ((ring[n][0] - x) ** 2 + (ring[n][1] - y) ** 2, ring[n]))
        cuts = sorted({first, far})
    turned = [*ring, *ring]
    return [tuple(turned[start : stop + 1]) for start, stop in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True)]


def _once(arc: Arc, tolerance: float, known: dict[Arc, Arc]) -> Arc:
    """The arc, simpler; both directions give the same points."""
    back = arc[::-1]
    key = min(arc, back)
    if key not in known:
        known[key] = _peucker(key, tolerance)
    line = known[key]
    return line if key == arc else line[::-1]


def _peucker(arc: Arc, tolerance: float) -> Arc:
    points = np.asarray(arc, np.float64)
    keep = np.zeros(len(arc), bool)
    keep[[0, -1]] = True
    spans = [(0, len(arc) - 1)]
    while spans:
        start, stop = spans.pop()
        if stop - start < 2:
            continue
        away = _distances(points[start + 1 : stop], points[start], points[stop])
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            middle = start + 1 + farthest
            keep[middle] = True
            spans += [(start, middle), (middle, stop)]
    return tuple(arc[number] for number in np.flatnonzero(keep))


def _distances(points: Any, start: Any, stop: Any) -> Any:
    """From each point to the segment, not to its line: a loop that comes back is not flattened."""
    along = stop - start
    length = float(along @ along)
    if not length:
        return np.hypot(*(points - start).T)
    share = np.clip((points - start) @ along / length, 0, 1)
    return np.hypot(*(points - start - share[:, None] * along).T)
