"""Real boundaries: areas are true, neighbours keep one border, and whatever a file holds, nothing crashes."""

import json
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.markup import HOSTILE, of_class, parsed
from tyndau.charts.albers import Albers
from tyndau.charts.arcs import simplified
from tyndau.charts.boundaries import Region, boundary_map, prepare, read
from tyndau.charts.refusals import BoundariesTooLarge, BoundariesUnusable


def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code, *rings, kind="Polygon", **more):
    return {
        "type": "Feature",
        "properties": {"kato": code},
        "geometry": {"type": kind, "coordinates": [*rings]},
        **more,
    }


def collection(*features):
    return {"type": "FeatureCollection", "features": [*features]}


def draw(outlines, *regions):
    return boundary_map(outlines, regions, "Regions", "Accounts", ("Region", "Accounts"))


def test_the_projection_gives_the_numbers_of_its_source():
    """Snyder 1987, p. 291: the sphere of radius 1, parallels 29.5 and 45.5, origin 23 N 96 W; the point 35 N 75 W."""
    albers = Albers(*(math.radians(angle) for angle in (-96, 23, 29.5, 45.5)))
    x, y = albers.project([[-75, 35]])[0]
    assert (round(x, 7), round(y, 7)) == (0.2952720, 0.2416774)


@given(st.floats(-80, 75), st.floats(1, 5))
def test_areas_are_true(south, side):
    west, north, east = 50.0, south + side, 50.0 + side
    edge = [*([x, south] for x in np.linspace(west, east, 200)), *([x, north] for x in np.linspace(east, west, 200))]
    x, y = Albers.fitted(40, -80, 90, 80).project(edge).T
    drawn = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    true = math.radians(side) * (math.sin(math.radians(north)) - math.sin(math.radians(south)))
    assert drawn == pytest.approx(true, rel=1e-3)


@pytest.mark.parametrize("latitude", [43, 51])
def test_shapes_are_true_a_sixth_inside_the_northern_and_southern_edge(latitude):
    albers = Albers.fitted(46, 41, 87, 53)
    step = 1e-4
    wide = step / math.cos(math.radians(latitude))
    (x, _), (_, y) = albers.project([[66.5 + wide, latitude], [66.5, latitude + step]]) - albers.project(
        [[66.5, latitude]]
    )
    assert x / y == pytest.approx(1, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.integers(-4, 4), min_size=3, max_size=40), st.floats(0.5, 6), st.integers(0, 200))
def test_neighbours_keep_one_border_however_it_is_simplified(bends, tolerance, turn):
    border = [(100 + bend, 10 * n) for n, bend in enumerate(bends)]
    top = border[-1][1]
    left = [*border, (0, top), (0, 0)]
    right = [*reversed(border), (200, 0), (200, top)]
    right = right[turn % len(right) :] + right[: turn % len(right)]  # files begin their rings anywhere

    one, other = simplified([left, right], tolerance)

    def shared(ring):
        return [point for point in ring if point in set(border)]

    assert sorted(shared(one)) == sorted(shared(other))
    assert {border[0], border[-1]} <= set(shared(one))


def test_simplification_keeps_what_lies_farther_than_the_tolerance():
    ring = [(0, 0), (50, 1), (100, 0), (100, 40), (50, 60), (0, 40)]
    assert simplified([ring], 2)[0] == [(0, 0), (100, 0), (100, 40), (50, 60), (0, 40)]


def test_outlines_come_small_ones_last_and_inside_the_picture():
    found = prepare(collection(feature("1", box(60.1, 50.1, 60.2, 50.2)), feature("2", box(50, 45, 70, 55))))
    assert [(one.code, one.small) for one in found.regions] == [("2", False), ("1", True)]
    numbers = [int(n) for n in re.findall(r"M(\d+) (\d+)", found.regions[0].path)[0]]
    assert all(0 <= n <= found.width for n in numbers)


def test_a_tall_country_is_not_higher_than_wide():
    found = prepare(collection(feature("1", box(70, -50, 71, -20))))
    assert found.height <= found.width


def test_a_region_has_shade_name_link_and_a_row():
    outlines = prepare(collection(feature("1", box(50, 45, 60, 55)), feature("2", box(60, 45, 70, 55))))
    figure = draw(outlines, Region("1", "Left", 9, "9", "/left", current=True), Region("2", "Right", None, "<5"))

    assert [one.get("class") for one in parsed(figure.svg).iter("g")] == ["step-few", "step-5 current"]
    assert of_class(figure.svg, "region")[0].get("fill", "").startswith("url(#")
    assert next(parsed(figure.svg).iter("a")).get("aria-label") == "Left: 9"
    assert figure.rows == [("Left", "9"), ("Right", "<5")]


def test_a_region_without_an_outline_stands_in_the_table_only():
    figure = draw(
        prepare(collection(feature("1", box(50, 45, 60, 55)))), Region("1", "A", 1, "1"), Region("2", "B", 2, "2")
    )
    assert [row[0] for row in figure.rows] == ["B", "A"]
    assert len(of_class(figure.svg, "region")) == 1


def test_an_empty_set_of_outlines_still_gives_a_table():
    assert draw(prepare({}), Region("1", "A", 1, "1")).rows == [("A", "1")]


OPEN = box(0, 0, 1, 1)[:-1]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature("9", [*OPEN, [0.5, 0.5]]), "open-ring"),
        (feature("9", [[0, 0], [1, 1], [0, 0]]), "short-ring"),
        (feature("9", [[0, 0], [1, "1"], [1, 1], [0, 0]]), "bad-position"),
        (feature("9", [[0, 0], [1, math.nan], [1, 1], [0, 0]]), "out-of-range"),
        (feature("9", box(5000, 1, 5001, 2)), "out-of-range"),
        (feature("9", box(-179, 1, 179, 2)), "antimeridian"),
        (feature("9", kind="Point"), "not-a-polygon"),
        (feature("9"), "empty-geometry"),
        (feature("9", 7, kind="MultiPolygon"), "not-a-polygon"),
        (feature("", box(0, 0, 1, 1)), "no-code"),
        (feature({}, box(0, 0, 1, 1)), "no-code"),
        (feature("1", box(0, 0, 1, 1)), "repeated"),
        ({"type": "Feature", "properties": {"kato": "9"}, "geometry": None}, "empty-geometry"),
        ([], "not-a-feature"),
    ],
)
def test_a_broken_feature_is_left_out_with_its_reason_and_the_others_are_drawn(bad, reason):
    found = prepare(collection(feature("1", box(50, 45, 60, 55)), bad))
    assert [one.code for one in found.regions] == ["1"]
    assert [(one.number, one.reason) for one in found.skipped] == [(2, reason)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON, JSON)
def test_no_json_crashes_the_picture(anything, geometry):
    prepare(anything)
    prepare(collection(anything, feature("1", anything), {**feature("2"), "geometry": geometry}))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=9))
def test_rings_that_cross_or_fold_are_drawn_or_left_empty(places):
    ring = [[x, y] for x, y in [*places, places[0]]]
    draw(prepare(collection(feature("1", ring), feature("2", box(0, 0, 3, 3)))), Region("1", "A", 1, "1"))


def test_a_file_is_read_and_only_known_codes_are_drawn():
    content = json.dumps(collection(feature("1", box(50, 45, 60, 55)), feature("2", box(60, 45, 61, 46)))).encode()
    assert [one.code for one in read(content, {"2"}).regions] == ["2"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(BoundariesTooLarge, match="17 MB; at most 16 MB"):
        read(b"[" * 16_000_001)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"type": ', r"1:10 Expecting value"),
        (b"\xff\xfe\xfa", "not-utf8"),
        (b"[" * 100_000, "too-deep|1:"),
        (b"[]", "not-geojson: 1"),
        (json.dumps(collection()).encode(), "no-features"),
        (json.dumps(collection(feature("1", OPEN), feature("2", OPEN), [])).encode(), "not-a-feature: 1, open-ring: 2"),
    ],
)
def test_a_file_without_a_boundary_is_refused_with_the_reasons(content, told):
    with pytest.raises(BoundariesUnusable, match=told):
        read(content)


def test_hostile_names_stay_names():
    outlines = prepare(collection(feature(HOSTILE, box(50, 45, 60, 55))))
    svg = draw(outlines, Region(HOSTILE, HOSTILE, 1, HOSTILE, '"><script>')).svg
    assert not list(parsed(svg).iter("script"))
    assert next(parsed(svg).iter("title")).text == f"{HOSTILE}: {HOSTILE}"
