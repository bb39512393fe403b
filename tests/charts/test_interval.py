"""An interval is drawn from its lower to its upper end, never as one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.markup import HOSTILE, of_class, parsed, texts
from tyndau.charts import interval_axis


def draw(low, high, scale="linear", words=("at least", "at most"), number=str):
    return interval_axis(low, high, "Strength", "An interval", ("End", "Accounts"), ends=("Least", "Most"),
                         shown=words, number=number, scale=scale)  # fmt: skip


def per_cent(element, name):
    return float(element.get(name).rstrip("%"))


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["linear", "log"]))
def test_the_ends_stand_in_order_inside_the_picture(one, other, scale):
    low, high = sorted((one, other))
    left, right = (per_cent(end, "x1") for end in of_class(draw(low, high, scale).svg, "interval-end"))
    assert 0 <= left <= right <= 100


def test_on_the_linear_scale_half_the_value_is_half_the_length():
    svg = draw(100, 200).svg
    assert per_cent(of_class(svg, "bar-low")[0], "width") * 2 == per_cent(of_class(svg, "bar-high")[0], "width")


def test_on_the_scale_of_powers_of_ten_only_the_interval_is_drawn():
    svg = draw(100, 10_000, "log").svg
    (bar,) = of_class(svg, "bar-high")
    assert (round(per_cent(bar, "x")), round(per_cent(bar, "width"))) == (33, 33)
    assert not of_class(svg, "bar-low")


def test_all_pictures_share_the_scale_of_powers_of_ten():
    assert (
        texts(draw(1, 5, "log").svg)[:4] == texts(draw(5, 999_999, "log").svg)[:4] == ["1", "100", "10000", "1000000"]
    )


@pytest.mark.parametrize(("high", "powers"), [(1_000_000, 6), (1_000_001, 7), (90_000_000, 8)])
def test_beyond_a_million_the_scale_goes_on_to_the_next_power(high, powers):
    svg = draw(1, high, "log").svg
    assert len(of_class(svg, "axis")) == powers + 1
    assert per_cent(of_class(svg, "interval-end")[1], "x1") <= 100


def test_words_run_towards_the_middle_so_that_they_fit():
    low, high = of_class(draw(1, 95).svg, "end-label")
    assert "start" in low.get("class")
    assert "end" in high.get("class").split()


def test_the_table_has_both_ends():
    assert draw(5, 7).rows == [("Least", "at least"), ("Most", "at most")]


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (4, 3)])
def test_what_is_no_interval_is_refused(low, high):
    with pytest.raises(ValueError, match="no interval"):
        draw(low, high)


def test_hostile_words_stay_words():
    svg = draw(1, 2, words=(HOSTILE, HOSTILE), number=lambda _: HOSTILE).svg
    assert not list(parsed(svg).iter("script"))
    assert HOSTILE in texts(svg)
