"""`tyndau country import boundaries`: polygons of territories from GeoJSON, checked and kept beside the tables.

Written into a deployer's folder as boundaries.geojson (a feature a line, sorted by code), never into the package: what
licence a boundary file has is the deployer's to know. Further imports add to it and replace single territories.
"""

import json
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tyndau.jurisdictions.importing.outcome import Change, Outcome, Rejected, finish
from tyndau.jurisdictions.importing.polygons import BadGeometry, Box, Ring, box, centre, polygons_of
from tyndau.jurisdictions.importing.source import content_of
from tyndau.jurisdictions.rules.territories import KATO
from tyndau.jurisdictions.tables import Cells, Sheet, need_sheet, written
from tyndau.listening.errors import BrokenJson, NotUtf8
from tyndau.refusals import Refused

NAME = "boundaries.geojson"
MARGIN = 5.0  # degrees around the known points of a country; a district's point lies inside it, its border may not
WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


class NotGeoJson(Refused):
    code = "country.not-geojson"


class NotWgs84(Refused):
    code = "country.not-wgs84"


class NoCodeProperty(Refused):
    code = "country.no-code-property"


@dataclass(frozen=True)
class Boundary:
    code: str
    polygons: list[list[Ring]]
    source: str

    def line(self) -> str:
        single = len(self.polygons) == 1
        shape: Any = self.polygons[0] if single else self.polygons
        geometry = {"type": "Polygon" if single else "MultiPolygon", "coordinates": shape}
        properties = {"kato": self.code, "source": self.source}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def import_boundaries(path: Path, folder: Path, code_property: str) -> Outcome:
    """Add and replace boundaries; fill in the points (lat, lon) of territories that have none.

    code_property  the property of each feature that holds the nine-digit code
    Refuses        NoSuchInput, CannotRead, EmptyInput, NotUtf8, BrokenJson, NotGeoJson, NotWgs84, NoCodeProperty,
                   BadCountryTable, NothingImported, CannotWrite
    """
    sheet = need_sheet(folder, "territories")
    known = {row.cells["kato"]: row.cells["name_ru"] for row in sheet.rows}
    around = _around(sheet)
    features = _features(path)
    _need_property(path, features, code_property)
    kept = _kept(folder / NAME)
    before = dict(kept)
    taken: dict[str, Boundary] = {}
    rejected: list[Rejected] = []
    for number, feature in enumerate(features, start=1):
        code = _code(feature, code_property)
        try:
            _check_code(feature, code, known, taken)
            polygons = polygons_of(feature["geometry"])
            _check_place(box(polygons), around)
        except BadGeometry as bad:
            rejected.append(Rejected(number, bad.reason, code))
        else:
            taken[code] = Boundary(code, polygons, path.name)
    counts = {"added": len(taken.keys() - before.keys()), "changed": len(taken.keys() & before.keys())}
    changes = [Change("~" if code in before else "+", code, known[code]) for code in sorted(taken)]
    kept |= {code: boundary.line() for code, boundary in taken.items()}
    contents = {folder / NAME: _collection(kept)}
    rows = [_with_point(row.cells, taken) for row in sheet.rows]
    counts["centres"] = sum(row is not old.cells for row, old in zip(rows, sheet.rows, strict=True))
    if counts["centres"]:
        contents[folder / "territories.csv"] = written(sheet.columns, rows)
    return finish(path, folder / NAME, contents, len(taken), counts, changes, rejected)


def _features(path: Path) -> list[Any]:
    content = content_of(path)
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotUtf8(file=path, guess="windows-1251") from None
    except json.JSONDecodeError as error:
        raise BrokenJson(file=path, line=error.lineno, column=error.colno, reason=error.msg) from None
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise NotGeoJson(file=path, found=str(found.get("type")) if isinstance(found, dict) else type(found).__name__)
    if not isinstance(found.get("features"), list):
        raise NotGeoJson(file=path, found="features")
    system = json.dumps(found.get("crs"))
    if system != "null" and not any(name in system for name in WGS84):
        raise NotWgs84(file=path, found=system[:120])
    features: list[Any] = found["features"]
    return features


def _need_property(path: Path, features: list[Any], code_property: str) -> None:
    """A property that no feature has is a slip of the command, not a fault of every feature."""
    told = [one.get("properties") for one in features if isinstance(one, dict)]
    there = {name for properties in told if isinstance(properties, dict) for name in properties}
    if code_property not in there:
        raise NoCodeProperty(file=path, property=code_property, properties=", ".join(sorted(there)) or "-")


def _code(feature: Any, code_property: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(code_property) if isinstance(properties, dict) else None
    return "" if value is None else str(value).strip()


def _check_code(feature: Any, code: str, known: Container[str], taken: Container[str]) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or "geometry" not in feature:
        raise BadGeometry("not-a-feature")
    if not code:
        raise BadGeometry("no-code")
    if not KATO.fullmatch(code):
        raise BadGeometry("bad-kato")
    if code not in known:
        raise BadGeometry("unknown-code")
    if code in taken:
        raise BadGeometry("repeated")


def _around(sheet: Sheet) -> Box | None:
    """The box of the country's known points, widened; None where the table has none."""
    points = [point for row in sheet.rows if (point := _point(row.cells))]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes) - MARGIN, min(latitudes) - MARGIN, max(longitudes) + MARGIN, max(latitudes) + MARGIN


def _point(cells: Cells) -> tuple[float, float] | None:
    try:
        return float(cells.get("lon", "")), float(cells.get("lat", ""))
    except ValueError:
        return None


def _check_place(shape: Box, around: Box | None) -> None:
    """On the globe, and near the country; latitude before longitude is the usual reason why not."""

    def within(west: float, south: float, east: float, north: float, outer: Box) -> bool:
        return outer[0] <= west and outer[1] <= south and east <= outer[2] and north <= outer[3]

    west, south, east, north = shape
    if around and not within(*shape, around) and within(south, west, north, east, around):
        raise BadGeometry("swapped")
    if south < -90 or north > 90:
        raise BadGeometry("out-of-range")
    if around and not within(*shape, around):
        raise BadGeometry("outside-country")


def _with_point(cells: Cells, taken: dict[str, Boundary]) -> Cells:
    boundary = taken.get(cells["kato"])
    if boundary is None or "lat" not in cells or "lon" not in cells or cells["lat"] or cells["lon"]:
        return cells
    longitude, latitude = centre(boundary.polygons)
    return cells | {"lat": f"{latitude:.4f}", "lon": f"{longitude:.4f}"}


def _kept(path: Path) -> dict[str, str]:
    """The features that earlier imports wrote, a line each. Refuses BrokenJson: somebody else wrote that file."""
    if not path.exists():
        return {}
    kept = {}
    for feature in _features(path):
        code = _code(feature, "kato")
        kept[code] = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
    return kept


def _collection(features: dict[str, str]) -> bytes:
    lines = ",\n".join(features[code] for code in sorted(features))
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()
