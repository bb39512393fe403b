"""A run watched and replayed: the same series, the same alarms, and a world in which nothing happens."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from tyndau.listening.alarms.against import EVENTS
from tyndau.listening.alarms.backtest import backtest
from tyndau.listening.alarms.of_run import series_of, watch_run
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.told import ALARMS, WATCHED
from tyndau.listening.arrow import table_of
from tyndau.listening.runfolder import VOICES

FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)
RULE = AlarmParameters()


def run_of(counts, silent=()):
    """Voices and posts of one topic in one territory, each of another account; a chatter a day but on silent days."""
    voices, times = [], []
    for day, count in enumerate(counts):
        if day in silent:
            continue
        times.append(FIRST + timedelta(days=day))
        for number in range(count):
            at = FIRST + timedelta(days=day, minutes=number)
            voices.append(("d1", f"p{day}-{number}", "heating", "710000000", "vk", f"a{day}-{number}", None, None, at))
    columns = list(zip(*voices, strict=True)) if voices else [[] for _ in VOICES]
    return pa.table(columns, schema=VOICES), pa.table({"time": pa.array(times, VOICES.field("time").type)})


@pytest.fixture
def risen():
    counts = np.random.default_rng(3).poisson(3.0, 120)
    counts[100:106] = 15
    counts[[0, -1]] = 3  # somebody speaks on the first and the last day
    return counts


def test_days_are_local_and_days_without_any_post_are_told_apart(country):
    voices, posts = run_of([1, 1, 1, 1, 1], silent=(2,))
    late = voices.slice(0, 1).set_column(
        8, "time", pa.array([datetime(2026, 3, 1, 20, tzinfo=UTC)], VOICES.field("time").type)
    )
    given = series_of(pa.concat_tables([late, voices.slice(1)]), posts, country)
    assert [row["day"].day for row in given.series.to_pylist()] == [2, 4, 5]  # 20:00 UTC is the next day in Almaty
    assert given.unheard["day"].to_pylist() == [date(2026, 3, 3)]
    assert {"day"} == set(given.holidays.column_names)


def test_a_run_keeps_its_alarms_and_every_day_of_the_series_behind_them(country, risen):
    found = watch_run(*run_of(risen), country)
    assert found.alarms.schema.equals(ALARMS)
    assert found.series.schema.equals(WATCHED)
    assert {row["state"] for row in found.alarms.to_pylist()} >= {"alarm"}
    assert found.series["count"].to_pylist() == risen.tolist()
    same = {row["day"]: row for row in found.series.to_pylist()}
    for row in found.alarms.to_pylist():
        # What is expected of a series with too little past comes from elsewhere: it is told with the day, not drawn.
        shared = [
            name for name in WATCHED.names if row["state"] != "unusual" or name not in ("expected", "upper_bound")
        ]
        assert all(row[name] == same[row["day"]][name] for name in shared)
    assert [row["expected"] is None for row in found.series.to_pylist()] == [True] * 35 + [False] * 85


def test_a_day_on_which_nothing_was_read_has_no_row(country, risen):
    found = watch_run(*run_of(risen, silent=(50,)), country)
    assert found.series.num_rows == 119


def test_a_run_in_which_nobody_asks_has_empty_tables(country):
    found = watch_run(*run_of([0, 0]), country)
    assert (found.alarms.num_rows, found.series.num_rows) == (0, 0)
    replayed = backtest(series_of(*run_of([0, 0]), country), RULE)
    assert (replayed.series, replayed.first, replayed.figures.num_rows) == (0, None, 0)


def figures(found):
    return {row["figure"]: (row["value"], row["n"]) for row in found.figures.to_pylist()}


def test_the_replay_finds_what_the_run_was_told_and_the_rise_that_was_planted(country, risen):
    voices, posts = run_of(risen)
    day = FIRST.date()
    rise = ("heating", "710000000", day + timedelta(days=100), day + timedelta(days=105), None)
    found = backtest(series_of(voices, posts, country), RULE, table_of([rise], EVENTS))
    assert found.alarms.equals(watch_run(voices, posts, country).alarms)
    told = figures(found)
    assert told["sensitivity"] == told["ppv"] == (1.0, 1)
    assert told["delay_days"] == (1.0, 1)
    assert told["alarm_days"][1] == (found.last - found.first).days + 1 == 85
    assert told["episodes_a_week"] == (pytest.approx(7 / 85), 1)


def test_a_world_in_which_nothing_happens_is_nearly_silent_and_the_same_each_time(country, risen):
    given = series_of(*run_of(risen), country)
    one, other = backtest(given, RULE), backtest(given, RULE)
    assert one.figures.equals(other.figures)
    assert figures(one)["quiet_alarms_a_series_day"][0] <= 0.03
    assert figures(one)["quiet_days"][1] == 85
    assert figures(backtest(given, RULE, seed=2))["alarm_days"] == figures(one)["alarm_days"]


def test_too_short_a_past_says_so(country):
    found = backtest(series_of(*run_of([3] * 20), country), RULE)
    assert (found.first, found.last, found.series) == (None, None, 1)
