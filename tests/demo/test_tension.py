"""Planted rises, read from a corpus and held against the alarms of a run."""

from datetime import date

import pyarrow as pa
import pytest

from tyndau.demo.check import NoTruth
from tyndau.demo.posts import write
from tyndau.demo.rises import planted_rises
from tyndau.demo.tension import tension
from tyndau.listening.alarms.against import EVENTS
from tyndau.listening.alarms.told import WATCHED
from tyndau.listening.arrow import table_of

LAST = date(2026, 10, 31)


def test_a_corpus_says_when_its_tension_rose(tmp_path):
    write(tmp_path / "input", 3000, seed=1, last=LAST, replace=False)
    told = planted_rises(tmp_path / "input")
    assert told.equals(planted_rises(tmp_path / "input" / "demands.csv"))
    rises = [row for row in told.to_pylist() if row["rises"]]
    assert {(row["peaks"] - row["rises"]).days for row in rises} == {6}
    assert [row["peaks"] for row in rises].count(LAST) == 1
    assert all(row["begins"] is not None for row in told.to_pylist() if not row["rises"])


@pytest.mark.parametrize("content", [None, "demand,topic\n", "topic,kato,rises,peaks,begins\nroads,71,soon,,\n"])
def test_a_file_that_is_no_truth_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "demands.csv").write_text(content, encoding="utf-8")
    with pytest.raises(NoTruth):
        planted_rises(tmp_path)


def test_found_rises_true_episodes_and_days_are_counted():
    days = [date(2026, 7, 1), date(2026, 10, 31)]
    series = table_of([("heating", "71", day, 1, 1, None, None) for day in days], WATCHED)
    events = table_of(
        [
            ("heating", "71", date(2026, 9, 1), date(2026, 9, 7), None),
            ("water", "75", date(2026, 9, 1), date(2026, 9, 7), None),
            ("roads", "75", date(2026, 7, 3), date(2026, 7, 9), None),  # before a watch could judge
        ],
        EVENTS,
    )
    called = [("heating", "71", date(2026, 9, 3)), ("heating", "71", date(2026, 10, 3))]
    alarms = pa.table(
        {
            "topic": [one[0] for one in called],
            "territory": [one[1] for one in called],
            "day": pa.array([one[2] for one in called], pa.date32()),
            "state": ["alarm"] * 2,
        }
    )
    found = {one.name: (one.right, one.n, one.value) for one in tension(events, alarms, series)}
    assert found["recall"] == (1, 2, 0.5)
    assert found["ppv"] == found["ppv-of-the-place"] == (1, 2, 0.5)
    assert found["delay"] == (None, 1, 2.0)


def test_a_run_without_any_series_has_no_figures():
    assert tension(EVENTS.empty_table(), pa.table({}), WATCHED.empty_table()) == []
