"""A span is cut into days, weeks or months, and what is not whole is known."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.charts.periods import Period, counted, kind_of, last_weeks, month_starts, number_of, periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
SPANS = st.tuples(DAYS, st.integers(0, 4000)).map(lambda one: (one[0], one[0] + timedelta(one[1])))
KINDS = st.sampled_from([None, "day", "week", "month"])


@given(SPANS, KINDS)
def test_every_day_lies_in_just_one_period(span, kind):
    first, last = span
    cut = periods(first, last, kind)

    assert (cut[0].first, cut[-1].last) == span
    assert all(after.first - before.last == timedelta(1) for before, after in pairwise(cut))


@given(SPANS)
def test_a_picture_never_has_more_columns_than_a_phone_can_show(span):
    first, last = span
    assert len(periods(first, min(last, first + timedelta(3000)))) <= 105


@given(SPANS, KINDS)
def test_only_the_ends_of_a_span_can_be_unfinished(span, kind):
    cut = periods(*span, kind)
    assert all(one.whole for one in cut[1:-1])
    assert all(one.whole for one in cut) or kind != "day"


@given(SPANS, st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 9)), max_size=20))
def test_nothing_that_was_counted_is_lost(span, numbers):
    by_day = {day: n for back, n in numbers if (day := span[0] + timedelta(back)) <= span[1]}
    assert sum(counted(periods(*span), by_day)) == sum(by_day.values())


def test_a_day_outside_the_span_is_refused_not_dropped():
    with pytest.raises(ValueError, match="2026-11-01"):
        counted(periods(date(2026, 10, 1), date(2026, 10, 31)), {date(2026, 11, 1): 1})


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        periods(date(2026, 10, 2), date(2026, 10, 1))


def test_days_to_nine_weeks_then_weeks_to_two_years_then_months():
    first = date(2026, 1, 1)
    spans = [0, 62, 63, 727, 728, 4000]
    assert [kind_of(first, first + timedelta(days)) for days in spans] == [
        "day", "day", "week", "week", "month", "month",
    ]  # fmt: skip


def test_weeks_begin_on_monday_and_a_started_week_is_not_whole():
    assert periods(date(2026, 10, 19), date(2026, 10, 28), "week") == [
        Period(date(2026, 10, 19), date(2026, 10, 25)),
        Period(date(2026, 10, 26), date(2026, 10, 28), whole=False),
    ]


def test_a_leap_february_is_whole_with_its_last_day():
    assert [one.whole for one in periods(date(2028, 2, 1), date(2028, 2, 29), "month")] == [True]
    assert [one.whole for one in periods(date(2028, 2, 1), date(2028, 2, 28), "month")] == [False]


@given(SPANS, st.integers(1, 6))
def test_months_on_the_axis_are_few_true_and_in_order(span, most):
    starts = month_starts(periods(*span), most)
    assert len(starts) <= most
    assert all(one.day.day == 1 and span[0] <= one.day <= span[1] and 0 <= one.at <= 1 for one in starts)
    assert starts == sorted(starts, key=lambda one: one.at)


@given(SPANS, DAYS)
def test_a_day_is_found_in_its_period_or_nowhere(span, day):
    cut = periods(*span)
    number = number_of(cut, day)
    assert (number is None) == (not span[0] <= day <= span[1])
    assert number is None or cut[number].first <= day <= cut[number].last


def test_twelve_spans_of_seven_whole_days_end_on_the_last_day():
    last = date(2026, 10, 28)
    by_day = {last - timedelta(back): 1 for back in range(100)} | {last + timedelta(1): 50}
    assert last_weeks(by_day, last) == [7] * 12
    assert last_weeks({last: 3, last - timedelta(7): 2}, last) == [0] * 10 + [2, 3]
