"""The unit of the watch: accounts a day, copies and synchronised groups as one."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.alarms.counts import NEEDED, daily_series
from tyndau.listening.errors import MissingColumns

FIRST, SECOND, THIRD, FOURTH = (date(2026, 3, day) for day in (2, 3, 4, 5))


def voices(*rows):
    """(day, account, echo, synchronised) under one demand; the post is named by its place in the list."""
    columns = {name: [] for name in NEEDED}
    for number, (day, account, echo, group) in enumerate(rows):
        told = ("heating", "71", account, echo, group, f"p{number}", day)
        for name, value in zip(NEEDED, told, strict=True):
            columns[name].append(value)
    return pa.table(
        {name: pa.array(values, pa.date32() if name == "day" else pa.string()) for name, values in columns.items()}
    )


def counted(*rows):
    return [(row["day"], row["count"], row["raw"], row["lately"]) for row in daily_series(voices(*rows)).to_pylist()]


def test_an_account_that_writes_three_times_is_one():
    assert counted(*[(FIRST, "aigerim", None, None)] * 3) == [(FIRST, 1, 3, 1)]


def test_copies_of_one_text_are_one_whoever_sends_them():
    assert counted((FIRST, "a", "e1", None), (FIRST, "b", "e1", None), (FIRST, "c", None, None)) == [(FIRST, 2, 3, 2)]


def test_who_also_speaks_in_own_words_stands_for_the_echo():
    assert counted((FIRST, "a", "e1", None), (FIRST, "b", "e1", None), (FIRST, "a", None, None)) == [(FIRST, 1, 3, 1)]


def test_a_synchronised_group_is_one_whatever_it_writes():
    assert counted(*((FIRST, name, None, "g1") for name in "abcd"), (FIRST, "e", None, None)) == [(FIRST, 2, 5, 2)]
    assert counted((FIRST, "a", "e1", "g1"), (FIRST, "b", "e2", "g1")) == [(FIRST, 1, 2, 1)]


def test_posts_without_a_name_are_each_one():
    assert counted((FIRST, None, None, None), (FIRST, None, None, None)) == [(FIRST, 2, 2, 2)]


def test_lately_counts_the_accounts_of_three_days_once():
    rows = [(FIRST, "a", None, None), (SECOND, "a", None, None), (THIRD, "a", None, None), (THIRD, "b", None, None)]
    assert counted(*rows, (FOURTH, "c", None, None)) == [
        (FIRST, 1, 1, 1), (SECOND, 1, 1, 1), (THIRD, 2, 2, 2), (FOURTH, 1, 1, 3),
    ]  # fmt: skip


def test_territories_are_apart_and_the_unknown_one_comes_last():
    told = voices((FIRST, "a", None, None), (FIRST, "b", None, None))
    told = told.set_column(1, "territory", pa.array([None, "71"], pa.string()))
    assert [(row["territory"], row["count"]) for row in daily_series(told).to_pylist()] == [("71", 1), (None, 1)]


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns) as refused:
        daily_series(voices((FIRST, "a", None, None)).drop_columns(["echo"]))
    assert "echo" in str(refused.value.facts)


def test_nobody_gives_no_series():
    assert daily_series(voices()).num_rows == 0


ROWS = st.tuples(
    st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from(["a", "b", "c", None]),
    st.sampled_from([None, None, "e1", "e2"]), st.sampled_from([None, None, "g1"]),
)  # fmt: skip


@settings(max_examples=8)
@given(st.lists(ROWS, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_counts_stay_between_one_and_the_accounts_and_rows_may_come_in_any_order(rows, random):
    # One account belongs to one group or to none: the groups come by account.
    group = {name: next((row[3] for row in rows if row[1] == name), None) for name in "abc"}
    told = voices(*((day, name, echo, group.get(name)) for day, name, echo, _ in rows))
    order = list(range(len(rows)))
    random.shuffle(order)
    found, before = daily_series(told), told.to_pylist()
    assert found.equals(daily_series(told.take(order)))
    assert told.to_pylist() == before
    for row in found.to_pylist():
        there = [one for one in before if one["day"] == row["day"]]
        accounts = {one["account"] or one["post"] for one in there}
        assert 1 <= row["count"] <= len(accounts) <= row["raw"] == len(there)
        assert row["lately"] >= 1
