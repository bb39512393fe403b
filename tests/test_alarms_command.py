"""`tyndau alarms`: a series in, verdicts out, and what is refused."""

import csv
import io

import pytest


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
