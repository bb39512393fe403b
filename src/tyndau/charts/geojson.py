"""The polygons of a GeoJSON file, or why a feature has none: whatever a file holds, a picture must not crash.

Source: RFC 7946, 3.1.1 (longitude first), 3.1.6 (closed rings of four positions or more), 3.1.9 (antimeridian). What a
deployer imports was checked before; this reads also what somebody else put in its place.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

Ring = list[tuple[float, float]]  # degrees, closed without repeating the first position


@dataclass(frozen=True)
class Skipped:
    """A feature that is not drawn: its number from 1 (0: the whole file), its code if it has one, and the reason."""

    number: int
    code: str
    reason: str


class Unusable(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def polygons(
    collection: Any, code_property: str, known: Container[str] | None
) -> tuple[dict[str, list[Ring]], list[Skipped]]:
    """Code to rings, outer ones and holes alike (they are filled by the even-odd rule); and what was skipped.

    known    codes that shall be drawn; None: all
    """
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        return {}, [Skipped(0, "", "not-geojson")]
    found: dict[str, list[Ring]] = {}
    skipped = []
    for number, feature in enumerate(features, start=1):
        code = ""
        try:
            code = _code(feature, code_property)
            if known is not None and code not in known:
                raise Unusable("unknown-code")
            if code in found:
                raise Unusable("repeated")
            found[code] = _rings(feature.get("geometry"))
        except Unusable as bad:
            skipped.append(Skipped(number, code, bad.reason))
    return found, skipped


def _code(feature: Any, code_property: str) -> str:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise Unusable("not-a-feature")
    properties = feature.get("properties")
    value = properties.get(code_property) if isinstance(properties, dict) else None
    if not isinstance(value, str | int) or not str(value).strip():
        raise Unusable("no-code")
    return str(value).strip()


def _rings(geometry: Any) -> list[Ring]:
    if geometry is None:
        raise Unusable("empty-geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry.get("coordinates"), list):
        raise Unusable("not-a-polygon")
    parts = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    if not all(isinstance(part, list) for part in parts):
        raise Unusable("not-a-polygon")
    rings = [_ring(ring) for part in parts for ring in part]
    if not rings:
        raise Unusable("empty-geometry")
    return rings


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or not all(isinstance(one, list) and len(one) >= 2 for one in ring):
        raise Unusable("bad-position")
    if not all(type(one[0]) in (int, float) and type(one[1]) in (int, float) for one in ring):
        raise Unusable("bad-position")
    if len(ring) < 4:
        raise Unusable("short-ring")
    # Not-a-number is not within these bounds either.
    if not all(-180 <= one[0] <= 180 and -90 <= one[1] <= 90 for one in ring):
        raise Unusable("out-of-range")
    if ring[0][:2] != ring[-1][:2]:
        raise Unusable("open-ring")
    places = [(float(one[0]), float(one[1])) for one in ring[:-1]]
    if any(abs(one[0] - after[0]) > 180 for one, after in zip(places, [*places[1:], places[0]], strict=True)):
        raise Unusable("antimeridian")
    return places
