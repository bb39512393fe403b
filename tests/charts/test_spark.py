"""A sparkline shows the course of counts on a card."""

from hypothesis import given
from hypothesis import strategies as st

from tests.charts.markup import of_class
from tyndau.charts import spark
from tyndau.charts.spark import EDGE, HEIGHT, WIDTH


def points(values):
    (line,) = of_class(spark(values), "line")
    return [tuple(float(n) for n in place.split()) for place in line.get("d")[1:].split("L")]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=400))
def test_line_and_dot_stay_inside(values):
    places = points(values)
    assert len(places) == len(values)
    assert all(EDGE <= x <= WIDTH - EDGE and EDGE <= y <= HEIGHT - EDGE for x, y in places)


def test_zero_lies_on_the_ground_and_the_greatest_on_top():
    assert [y for _, y in points([0, 5, 10])] == [HEIGHT - EDGE, HEIGHT / 2, EDGE]


def test_nothing_heard_draws_the_ground_alone():
    assert not of_class(spark([]), "line")
    assert [y for _, y in points([0, 0])] == [HEIGHT - EDGE] * 2


def test_a_screen_reader_is_spared():
    assert 'aria-hidden="true"' in spark([1, 2])
