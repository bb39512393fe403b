"""What is told of a day: an alarm, a signal, something unusual, or nothing."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.listening.alarms.worlds import MONDAY, drawn, series

from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.refusals import BadCount, RepeatedDay
from tyndau.listening.alarms.watch import alarms
from tyndau.listening.errors import MissingColumns

RULE = AlarmParameters()


def quiet(days=120, seed=1):
    return np.minimum(drawn(3, days, 1, seed)[0], 6)


def told(*rows, **given):
    found = alarms(
        series(*rows), given.get("active"), given.get("holidays"), RULE, given.get("places"), given.get("unheard")
    )
    return [(row["topic"], row["territory"], (row["day"] - MONDAY).days, row["state"]) for row in found.to_pylist()]


def test_a_rise_of_days_is_an_alarm_from_its_second_day_on():
    counts = quiet()
    counts[110:114] = 20
    assert told(("heating", "71", counts)) == [
        ("heating", "71", 110, "signal"), *(("heating", "71", day, "alarm") for day in (111, 112, 113)),
    ]  # fmt: skip


def test_a_single_loud_day_is_a_signal_and_never_an_alarm():
    counts = quiet()
    counts[110] = 200
    assert told(("heating", "71", counts)) == [("heating", "71", 110, "signal")]


def test_a_short_past_is_compared_with_other_territories_and_only_ever_unusual():
    counts = np.full(30, 2)
    counts[20:24] = 30
    found = told(("heating", "71", counts), ("heating", "75", np.full(30, 2)), ("heating", "79", np.full(30, 2)))
    assert {state for *_, state in found} == {"unusual"}
    assert {(territory, day) for _, territory, day, _ in found} >= {("71", 20), ("71", 21)}
    assert {territory for _, territory, *_ in found} == {"71"}


def test_less_than_five_accounts_in_three_days_are_not_told_however_rare():
    counts = np.zeros(120, int)
    counts[0], counts[110:112] = 1, 2
    assert told(("heating", "71", counts)) == []
    counts[110:112] = 3
    assert [row[2:] for row in told(("heating", "71", counts))] == [(111, "alarm")]


def test_the_same_accounts_on_three_days_are_not_a_larger_cell():
    counts = np.zeros(120, int)
    counts[0], counts[110:113] = 1, 4
    table = series(("heating", "71", counts))
    same = table.set_column(5, "lately", pc.min_element_wise(table["lately"], 4))
    assert alarms(table, None, None, RULE).num_rows > 0
    assert alarms(same, None, None, RULE).num_rows == 0


def test_many_other_series_make_the_same_rise_prove_itself_more():
    """A pair at p near .015 is an alarm when it is alone, and one of many chances when two hundred are watched."""
    counts = np.array([3, 4, 5, 4, 3] * 24)
    counts[110:112] = 9
    alone = told(("heating", "71", counts))
    assert ("heating", "71", 111, "alarm") in alone
    others = [("roads", f"{number:03}", np.tile([1, 2, 3, 2], 30)) for number in range(200)]
    crowded = [row for row in told(("heating", "71", counts), *others) if row[0] == "heating"]
    assert ("heating", "71", 111, "signal") in crowded


def test_neighbours_that_rise_together_bear_the_name_of_one_cluster_and_a_far_one_does_not():
    rows, lonely = [], ("71", "75", "79", "11", "15", "19", "23", "27")
    for number, territory in enumerate(lonely):
        counts = quiet(seed=number)
        if territory in ("71", "75"):
            counts[108:112] = 25
        rows.append(("heating", territory, counts))
    places = pa.table(
        {"territory": lonely, "lat": [50, 50.5, 43, 44, 45, 46, 47, 42.0], "lon": [70, 70.5, 60, 62, 64, 66, 52, 55.0]}
    )
    found = alarms(series(*rows), None, None, RULE, places).to_pylist()
    day = [row for row in found if (row["day"] - MONDAY).days == 111]
    assert {(row["territory"], row["cluster"]) for row in day if row["cluster"]} == {
        ("71", "2026-04-26/heating/71"), ("75", "2026-04-26/heating/71"),
    }  # fmt: skip


def test_a_later_day_and_the_order_of_rows_change_nothing_of_what_was_told():
    counts = quiet(130)
    counts[100:103] = 15
    table = series(("heating", "71", counts), ("roads", "75", quiet(130, 7)), ("roads", None, quiet(130, 8)))
    before, whole = table.to_pylist(), alarms(table, None, None, RULE)
    order = np.random.default_rng(1).permutation(table.num_rows)
    assert alarms(table.take(order), None, None, RULE).equals(whole)
    assert table.to_pylist() == before
    until = MONDAY + timedelta(days=102)
    early = alarms(table.filter(pc.less_equal(table["day"], until)), None, None, RULE)
    assert early.equals(whole.filter(pc.less_equal(whole["day"], until)))
    assert early.num_rows


def test_a_pause_of_the_collection_is_not_a_quiet_time_before_a_rise():
    counts = np.full(120, 10)
    counts[60:100] = 0
    pause = pa.table({"day": pa.array([MONDAY + timedelta(days=day) for day in range(60, 100)], pa.date32())})
    assert told(("heating", "71", counts), unheard=pause) == []
    # Without knowing of the pause, the first days after it look like a rise.
    assert ("heating", "71", 101, "alarm") in told(("heating", "71", counts))
    counts[110:113] = 26
    found = told(("heating", "71", counts), unheard=pause)
    assert [row[2:] for row in found] == [(110, "signal"), (111, "alarm"), (112, "alarm")]


def test_a_holiday_is_as_loud_as_a_sunday_may_be():
    counts = np.tile([3, 3, 3, 3, 3, 3, 30], 18)[:120]
    counts[114], counts[115] = 30, 30  # Wednesday and Thursday
    off = pa.table({"day": pa.array([MONDAY + timedelta(days=day) for day in (114, 115)], pa.date32())})
    assert ("heating", "71", 115, "alarm") in told(("heating", "71", counts))
    assert {day for _, _, day, state in told(("heating", "71", counts), holidays=off) if state != "unusual"} == set()


def test_no_number_of_the_table_is_a_nan_and_the_severity_holds_its_ratio():
    counts = quiet()
    counts[20:23], counts[110:114] = 20, 20
    for row in alarms(series(("heating", "71", counts), ("heating", "75", quiet())), None, None, RULE).to_pylist():
        assert all(value == value for value in row.values())
        assert row["severity"] == pytest.approx(row["count"] / row["expected"], rel=1e-5)
        assert row["severity_low"] <= row["severity"] <= row["severity_high"]
        assert row["count"] > row["upper_bound"] or row["state"] == "unusual"
        assert (row["q"] is None) == (row["state"] == "unusual")


def test_broken_tables_are_refused_with_what_is_wrong():
    table = series(("heating", "71", [1, 2, 3]))
    with pytest.raises(MissingColumns):
        alarms(table.drop_columns(["lately"]), None, None, RULE)
    with pytest.raises(MissingColumns):
        alarms(table, None, pa.table({"date": [date(2026, 1, 1)]}), RULE)
    with pytest.raises(RepeatedDay):
        alarms(pa.concat_tables([table, table]), None, None, RULE)
    for bad in ([1, -2, 3], [1, None, 3]):
        with pytest.raises(BadCount) as refused:
            alarms(table.set_column(3, "count", pa.array(bad, pa.int64())), None, None, RULE)
        assert refused.value.facts["row"] == 2


@pytest.mark.parametrize("counts", [[], [5], [0, 0, 0], [7] * 130], ids=["none", "one", "zeros", "equal"])
def test_series_that_tell_little_are_told_nothing_of(counts):
    assert told(("heating", "71", counts)) == []


def test_where_the_active_accounts_doubled_twice_the_voices_are_nothing_unusual():
    counts = np.full(120, 6)
    counts[110:] = 12
    days = [MONDAY + timedelta(days=day) for day in range(120)]
    active = pa.table(
        {
            "territory": ["71"] * 120,
            "day": pa.array(days, pa.date32()),
            "accounts": [100] * 110 + [200] * 10,
        }
    )
    assert told(("heating", "71", counts), active=active) == []
    assert "alarm" in {state for *_, state in told(("heating", "71", counts))}
