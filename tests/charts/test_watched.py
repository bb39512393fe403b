"""A watched series: days of an alarm stand out, the bound is drawn where there is one, the table says all of it."""

import re
from datetime import date, timedelta

from tyndau.charts import Day, Wording, watched

SAY = Wording(
    period=lambda span: f"{span.first:%d.%m}", number=str, month=lambda day: f"{day:%b}", day=lambda day: f"{day:%d}",
    incomplete="",
)  # fmt: skip
START = date(2026, 9, 1)


def drawn(*days: tuple[int, float | None, bool]):
    told = [Day(START + timedelta(days=n), count, bound, bound, alarm) for n, (count, bound, alarm) in enumerate(days)]
    header = ("day", "count", "expected", "bound", "note")
    return watched(told, "T", "D", header, SAY, "{:.1f}".format, ("loud", "usual", "bound"))


def test_the_tallest_day_fills_the_plot_and_loud_days_have_a_colour_of_their_own() -> None:
    svg = drawn((2, None, False), (8, 4.0, True)).svg
    assert re.findall(r'class="(bar(?: loud)?)"[^>]* height="([\d.]+)"', svg) == [("bar", "37.5"), ("bar loud", "150")]


def test_a_bound_above_all_days_is_still_inside_the_plot() -> None:
    (y,) = re.findall(r'class="bound"[^>]* y1="([\d.]+)"', drawn((2, 10.0, False)).svg)
    assert float(y) == 8


def test_days_without_a_bound_have_no_line_and_empty_cells() -> None:
    figure = drawn((2, None, False), (3, 1.25, True))
    assert figure.svg.count('class="bound"') == 1
    assert figure.rows == [("01.09", "2", "", "", ""), ("02.09", "3", "1.2", "1.2", "loud")]


def test_no_days_is_still_a_picture() -> None:
    assert drawn().rows == []
