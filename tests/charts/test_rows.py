"""Rows of bars: lengths follow values, what is not zero is seen, and the table says the same."""

import re

from tyndau.charts import Interval, rows_of_bars


def lengths(svg: str, kind: str) -> list[float]:
    return [float(one) for one in re.findall(rf'width="([\d.]+)%" height="10" rx="3" class="{kind}"', svg)]


def test_bars_are_as_long_as_their_share_of_the_greatest() -> None:
    figure = rows_of_bars(
        [Interval("a", 50, 200, "50–200"), Interval("b", 100, 100, "100")], "Title", "Told.", ("Name", "Value")
    )
    assert lengths(figure.svg, "bar-high") == [100, 50]
    assert lengths(figure.svg, "bar-low") == [25, 50]
    assert figure.rows == [("a", "50–200"), ("b", "100")]


def test_one_of_a_million_is_seen_and_none_is_not() -> None:
    figure = rows_of_bars(
        [Interval("many", 10**6, 10**6, ""), Interval("one", 1, 1, ""), Interval("none", 0, 0, "")], "T", "D", ("", "")
    )
    assert lengths(figure.svg, "bar-high") == [100, 0.5, 0]


def test_nothing_at_all_is_still_a_picture() -> None:
    assert 'height="60"' in rows_of_bars([], "T", "D", ("", "")).svg


def test_names_do_nothing_in_the_markup() -> None:
    figure = rows_of_bars([Interval("<b>&", 1, 1, "<i>")], "T", "D", ("", ""))
    assert "<b>" not in figure.svg
    assert "&lt;b&gt;&amp;" in figure.svg
