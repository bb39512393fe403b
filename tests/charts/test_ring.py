"""Groups on a ring: areas follow sizes, lines follow what joins them, and the table says both."""

import re
from math import isclose

from tyndau.charts.ring import LARGEST, Link, Node, ring

NODES = [Node("c1", "1", 400, "400"), Node("c2", "2", 100, "100"), Node("c3", "3", 1, "one")]


def radii(svg: str) -> list[float]:
    return [float(one) for one in re.findall(r' r="([\d.]+)"', svg)]


def test_areas_follow_sizes_and_the_smallest_is_still_seen() -> None:
    large, middle, small = radii(ring(NODES, [], "T", "D", ("a", "b")).svg)
    assert large == LARGEST
    assert isclose(large**2 / middle**2, 4, rel_tol=0.01)
    assert small >= 9


def test_lines_are_as_thick_as_what_joins_and_unknown_ends_are_left_out() -> None:
    links = [Link("c1", "c2", 100, "1 and 2", "many"), Link("c1", "c3", 50, "1 and 3", "half"),
             Link("c1", "gone", 500, "1 and gone", "none")]  # fmt: skip
    figure = ring(NODES, links, "T", "D", ("a", "b"))
    assert [float(one) for one in re.findall(r'stroke-width="([\d.]+)"', figure.svg)] == [12, 6]
    assert figure.rows == [("1", "400"), ("2", "100"), ("3", "one"), ("1 and 2", "many"), ("1 and 3", "half")]


def test_names_do_nothing_in_the_markup() -> None:
    assert "<b>" not in ring([Node("c1", "<b>", 1, "<i>")], [], "T", "D", ("a", "b")).svg


def test_nobody_is_still_a_picture() -> None:
    assert ring([], [], "T", "D", ("a", "b")).rows == []
