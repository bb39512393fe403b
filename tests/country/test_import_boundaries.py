"""Boundaries are kept only when their code is known and their shape lies where the country lies."""

import csv
import json

import pytest

from tyndau.jurisdictions.importing.boundaries import (
    NoCodeProperty,
    NotGeoJson,
    NotWgs84,
    import_boundaries,
)
from tyndau.jurisdictions.importing.outcome import NothingImported
from tyndau.jurisdictions.importing.polygons import centre, polygons_of
from tyndau.listening.errors import BrokenJson

SQUARE = [[71.0, 52.0], [72.0, 52.0], [72.0, 53.0], [71.0, 53.0], [71.0, 52.0]]
HOLE = [[71.2, 52.2], [71.2, 52.4], [71.4, 52.4], [71.4, 52.2], [71.2, 52.2]]


def polygon(*rings) -> dict:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(code, geometry=None) -> dict:
    return {"type": "Feature", "properties": {"id": code}, "geometry": geometry or polygon(SQUARE)}


@pytest.fixture
def geojson(tmp_path):
    def write(*features, **more):
        path = tmp_path / "theirs.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}))
        return path

    return write


def kept(folder) -> dict[str, dict]:
    found = json.loads((folder / "boundaries.geojson").read_text())
    return {one["properties"]["kato"]: one["geometry"] for one in found["features"]}


def test_sound_polygons_are_kept_by_code_and_rounded(small, geojson):
    exact = [[71.0000012, 52.0, 340.5], *SQUARE[1:4], [71.0000012, 52.0, 340.5]]
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [[[x + 2, y] for x, y in SQUARE]]]}
    outcome = import_boundaries(geojson(feature("113400000", islands), feature(113200000, polygon(exact))), small, "id")
    assert outcome.counts == {"added": 2, "changed": 0, "centres": 0}
    assert list(kept(small)) == ["113200000", "113400000"]
    assert kept(small)["113200000"] == polygon(SQUARE)
    assert kept(small)["113400000"] == islands


def test_a_further_import_adds_and_replaces_single_territories(small, geojson):
    import_boundaries(geojson(feature("113200000"), feature("113400000")), small, "id")
    other = polygon([[x, y - 1] for x, y in SQUARE])
    outcome = import_boundaries(geojson(feature("113400000", other), feature("110000000")), small, "id")
    assert (outcome.counts["added"], outcome.counts["changed"]) == (1, 1)
    assert list(kept(small)) == ["110000000", "113200000", "113400000"]
    assert kept(small)["113400000"] == other
    again = (small / "boundaries.geojson").read_bytes()
    import_boundaries(geojson(feature("110000000")), small, "id")
    assert (small / "boundaries.geojson").read_bytes() == again


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (feature(None), "no-code"),
        (feature("1132"), "bad-kato"),
        (feature("999999999"), "unknown-code"),
        (feature("110000000"), "repeated"),
        ({"type": "Polygon", "coordinates": [SQUARE]}, "not-a-feature"),
        ("feature", "not-a-feature"),
        (feature("113200000", {"type": "Point", "coordinates": [71, 52]}), "not-a-polygon"),
        (feature("113200000", polygon()), "not-a-polygon"),
        (feature("113200000", polygon([["71", "52"]] * 4)), "bad-position"),
        (feature("113200000", polygon(SQUARE[1:3] * 2 + [None])), "bad-position"),
        (feature("113200000", polygon(SQUARE[:2] + SQUARE[:1])), "short-ring"),
        (feature("113200000", polygon(SQUARE[:1] * 4)), "short-ring"),
        (feature("113200000", polygon(SQUARE[:4])), "open-ring"),
        (feature("113200000", polygon([[x * 1e5, y * 1e5] for x, y in SQUARE])), "out-of-range"),
        (feature("113200000", polygon([[x, y + 40] for x, y in SQUARE])), "out-of-range"),
        (feature("113200000", polygon([[y, x] for x, y in SQUARE])), "swapped"),
        (feature("113200000", polygon([[x - 90, y] for x, y in SQUARE])), "outside-country"),
    ],
)
def test_an_unsound_feature_is_rejected_with_its_number_and_reason(small, geojson, fault, reason):
    outcome = import_boundaries(geojson(feature("110000000"), fault), small, "id")
    assert [(one.line, one.reason) for one in outcome.rejected] == [(2, reason)]
    assert list(kept(small)) == ["110000000"]
    with (small / "rejected-boundaries.csv").open(newline="") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == [reason]


def test_a_file_without_a_sound_feature_changes_nothing(small, geojson):
    with pytest.raises(NothingImported):
        import_boundaries(geojson(feature("999999999")), small, "id")
    assert not (small / "boundaries.geojson").exists()


def test_a_point_that_is_missing_is_filled_in_and_no_other(small, geojson, edit):
    edit("territories.csv", "52.1,71.5", ",")
    outcome = import_boundaries(geojson(feature("113200000"), feature("113400000")), small, "id")
    assert outcome.counts["centres"] == 1
    with (small / "territories.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kato"]: row for row in csv.DictReader(file)}
    assert (rows["113200000"]["lat"], rows["113200000"]["lon"]) == ("52.5000", "71.5000")
    assert (rows["113400000"]["lat"], rows["113400000"]["lon"]) == ("50.9", "72.2")


def test_the_centre_is_that_of_the_area_without_holes_whichever_way_rings_wind():
    alone = centre(polygons_of(polygon(SQUARE)))
    assert alone == pytest.approx((71.5, 52.5))
    assert centre(polygons_of(polygon(SQUARE[::-1]))) == pytest.approx(alone)
    # Area 1 less 0.04 around (71.3, 52.3): (71.5 - 0.04 * 71.3) / 0.96.
    holed = (71.50833333, 52.50833333)
    assert centre(polygons_of(polygon(SQUARE, HOLE))) == pytest.approx(holed)
    assert centre(polygons_of(polygon(SQUARE, HOLE[::-1]))) == pytest.approx(holed)
    twice = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 3, y] for x, y in SQUARE]]]}
    assert centre(polygons_of(twice)) == pytest.approx((73.0, 52.5))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ('{"type": "FeatureCollection", "features": [', BrokenJson),
        ('{"type": "Feature"}', NotGeoJson),
        ("[]", NotGeoJson),
        ('{"type": "FeatureCollection", "features": {}}', NotGeoJson),
    ],
)
def test_a_file_that_is_no_feature_collection_is_refused(small, tmp_path, content, refusal):
    (tmp_path / "theirs.geojson").write_text(content)
    with pytest.raises(refusal):
        import_boundaries(tmp_path / "theirs.geojson", small, "id")


def test_another_coordinate_system_is_refused_and_wgs84_is_not(small, geojson):
    def crs(name: str) -> dict:
        return {"type": "name", "properties": {"name": name}}

    with pytest.raises(NotWgs84):
        import_boundaries(geojson(feature("113200000"), crs=crs("urn:ogc:def:crs:EPSG::32642")), small, "id")
    import_boundaries(geojson(feature("113200000"), crs=crs("urn:ogc:def:crs:OGC:1.3:CRS84")), small, "id")


def test_a_mistyped_property_names_those_that_are_there(small, geojson):
    with pytest.raises(NoCodeProperty) as refused:
        import_boundaries(geojson(feature("113200000")), small, "kato")
    assert refused.value.facts["properties"] == "id"


def test_the_command_tells_what_was_kept(tyndau, small, geojson):
    path = geojson(feature("113200000"), feature("113400000", polygon([[y, x] for x, y in SQUARE])))
    done = tyndau("country", "import", "boundaries", path, "--into", small, "--code-property", "id")
    assert done.exit_code == 0
    assert "1 boundaries added, 0 replaced; centres filled in: 0." in done.output
    assert "Rejected: 1 (latitude stands before longitude: 1)." in done.stderr
