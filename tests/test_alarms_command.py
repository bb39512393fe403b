"""`tyndau alarms`: a series in, verdicts out, and what is refused."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from tyndau.listening import runfolder


def written(tmp_path, rows, header="t,obs"):
    path = tmp_path / "series.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def series(tmp_path):
    return written(tmp_path, [f"{t},{3 + t % 4}" for t in range(1, 313)])


@pytest.mark.parametrize("method", ["noufaily", "farrington", "ears-c1", "ears-c2", "ears-c3"])
def test_every_method_judges_the_last_values(tyndau, series, method):
    done = tyndau("alarms", series, "--method", method, "--last", 80)
    assert done.exit_code == 0, done.output
    rows = rows_of(done.stdout)
    assert [int(row["t"]) for row in rows] == list(range(233, 313))
    assert {row["alarm"] for row in rows} == {"0"}
    assert all(float(row["upper_bound"]) > 0 for row in rows)
    assert ("expected" in rows[0]) == (method != "ears-c3")
    assert ("p" in rows[0]) == (method in ("noufaily", "farrington"))


def test_the_word_detect_may_be_said_and_a_file_be_written(tyndau, series, tmp_path):
    out = tmp_path / "verdicts.csv"
    assert tyndau("alarms", "detect", series, "--out", out, "--last", 5).exit_code == 0
    assert len(rows_of(out.read_text())) == 5


def test_a_series_too_short_gets_empty_bounds_and_no_alarm(tyndau, tmp_path):
    done = tyndau("alarms", written(tmp_path, ["1,4"]))
    assert done.exit_code == 0
    (row,) = rows_of(done.stdout)
    assert (row["upper_bound"], row["alarm"]) == ("", "0")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1,4", "3,4"], "between t = 1 and t = 3"),
        (["1,4", "1,5"], "row 2"),
        (["1,-4"], "no count"),
        (["1,2.5"], "no count"),
        (["1,nan"], "no count"),
        (["monday,4"], "whole number"),
        ([], "empty"),
    ],
)
def test_what_is_no_series_of_counts_is_refused_with_its_place(tyndau, tmp_path, rows, said):
    done = tyndau("alarms", written(tmp_path, rows))
    assert done.exit_code == 2
    assert said in done.output


def test_a_missing_column_and_a_missing_file_are_told(tyndau, tmp_path):
    assert "no column obs" in tyndau("alarms", written(tmp_path, ["1,2"], "t,count")).output
    assert tyndau("alarms", tmp_path / "none.csv").exit_code == 2


def test_the_daily_method_tells_a_rise_on_its_second_day(tyndau, tmp_path):
    counts = [2 + t % 3 for t in range(100)]
    counts[90:93] = [20, 20, 20]
    path = written(tmp_path, [f"{t},{count}" for t, count in enumerate(counts)])
    done = tyndau("alarms", path, "--method", "daily", "--last", 12)
    assert done.exit_code == 0, done.output
    rows = rows_of(done.stdout)
    assert [int(row["t"]) for row in rows if row["alarm"] == "1"] == [91, 92]
    assert all(float(row["upper_bound"]) > float(row["expected"]) > 0 for row in rows)


FIRST = datetime(2026, 3, 1, 6, tzinfo=UTC)
RISE = "topic,kato,rises,peaks,begins\nheating,710000000,2026-06-09,2026-06-14,\n"


@pytest.fixture
def run(tmp_path):
    """A run folder of 120 days in which people of Astana ask for heat, and five times as many from day 100 to 105."""
    folder = tmp_path / "heard"
    folder.mkdir()
    rows = []
    for day in range(120):
        for number in range(15 if 100 <= day < 106 else 2 + day % 3):
            at = FIRST + timedelta(days=day, minutes=number)
            rows.append(("d1", f"p{day}-{number}", "heating", "710000000", "vk", f"a{day}-{number}", None, None, at))
    voices = pa.table(list(zip(*rows, strict=True)), schema=runfolder.VOICES)
    empty = {field.name: pa.nulls(voices.num_rows, field.type) for field in runfolder.UNDERSTOOD}
    runfolder.write_table(folder, "voices.parquet", voices)
    runfolder.write_table(folder, "posts.parquet", pa.table({**empty, "time": voices["time"]}))
    told = {"run_folder_version": runfolder.VERSION, "jurisdiction": {"code": "kz"}}
    (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_a_backtest_says_what_was_called_and_what_was_found(tyndau, run, tmp_path):
    (tmp_path / "demands.csv").write_text(RISE, encoding="utf-8")
    done = tyndau("alarms", "backtest", run, "--truth", tmp_path, "--out", tmp_path / "alarms.csv")
    assert done.exit_code == 0, done.output
    assert "Series watched: 1. Days judged: 85" in done.stdout
    assert "Planted rises found: 100%" in done.stdout
    rows = rows_of((tmp_path / "alarms.csv").read_text(encoding="utf-8"))
    assert {row["state"] for row in rows} >= {"alarm"}
    assert {row["topic"] for row in rows} == {"heating"}


def test_a_backtest_as_json_gives_each_figure_its_n(tyndau, run):
    done = tyndau("alarms", "backtest", run, "--json")
    told = json.loads(done.stdout)
    assert (told["series"], told["first"], told["last"]) == (1, "2026-04-05", "2026-06-28")
    figures = {row["figure"]: row for row in told["figures"]}
    assert figures["alarm_days"]["n"] == 85
    assert "ppv" not in figures
    assert {"quiet_alarms_a_series_day", "quiet_episodes_a_week", "quiet_days"} <= set(figures)


def test_a_backtest_of_no_run_or_without_a_truth_is_refused(tyndau, run, tmp_path):
    assert tyndau("alarms", "backtest", tmp_path / "nothing").exit_code == 2
    done = tyndau("alarms", "backtest", run, "--truth", tmp_path)
    assert done.exit_code == 2
    assert "demo.no-truth" in done.stderr
