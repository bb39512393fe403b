"""A whole run as a user sees it: files in, run folder out, exit codes, a folder that appears only when whole."""

import csv
import errno
import json
import os
import re
from datetime import date

import pyarrow.parquet as pq
import pytest
from tests.conftest import KEY

from tyndau.demo.posts import write
from tyndau.keys import key_id
from tyndau.listening import runfolder


@pytest.fixture(scope="session")
def demo_posts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "input"
    write(folder, 900, seed=1, last=date(2026, 10, 31), replace=False)
    return folder / "posts"


@pytest.fixture
def heard(tyndau, demo_posts, tmp_path):
    """One finished run over the demo posts."""
    out = tmp_path / "heard"
    result = tyndau("listen", demo_posts, "--out", out)
    assert result.exit_code == 0, result.stderr
    return out


def test_a_run_leaves_exactly_the_files_that_run_json_lists(heard):
    run = json.loads((heard / "run.json").read_text())
    assert sorted(path.name for path in heard.iterdir()) == run["files"]
    assert [path.name for path in heard.parent.iterdir() if "partial" in path.name] == []


def test_tables_keep_the_contract(heard):
    for name, schema in runfolder.TABLES.items():
        assert pq.read_schema(heard / name).equals(schema), name


def test_demands_of_fewer_than_five_accounts_carry_no_quotes(heard):
    rows = pq.read_table(heard / "demands.parquet").to_pylist()
    assert any(row["quotes"] for row in rows)
    assert all(row["accounts_max"] >= 5 for row in rows if row["quotes"])
    assert any(row["accounts_max"] < 5 for row in rows)
    with (heard / "demands.csv").open(encoding="utf-8-sig", newline="") as file:
        published = list(csv.DictReader(file))
    assert len(published) == sum(row["accounts_max"] >= 5 for row in rows)
    assert "quotes" not in published[0]


def test_key_phrases_are_said_by_three_accounts_of_a_demand_of_five(heard):
    rows = pq.read_table(heard / "demands.parquet").to_pylist()
    said = [phrase for row in rows for phrase in row["key_phrases"]]
    assert len(said) > 20
    assert all(phrase["accounts"] >= 3 for phrase in said)
    assert not any("demo" in phrase["phrase"] or "@" in phrase["phrase"] for phrase in said)
    assert all(row["accounts_max"] >= 5 for row in rows if row["key_phrases"])
    named = [row for row in rows if any(one["language"] == row["title_language"] for one in row["key_phrases"])]
    assert all(row["key_phrases"][0]["phrase"] in row["title"] for row in named)
    with (heard / "demands.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["key_phrases"] for row in csv.DictReader(file)} >= {
            "; ".join(one["phrase"] for one in row["key_phrases"]) for row in named
        }


def test_run_json_accounts_for_every_row(heard, demo_posts):
    run = json.loads((heard / "run.json").read_text())
    stages = {stage["stage"]: stage for stage in run["stages"]}
    posts = pq.read_table(heard / "posts.parquet")
    assert stages["read"]["rows_in"] == stages["read"]["rows_out"] + run["counts"]["rejected"]
    assert stages["read"]["rows_out"] == posts.num_rows + run["counts"]["duplicates"] + run["counts"]["outside_window"]
    assert run["counts"]["rejected"] == 1  # the service message of the Telegram export
    assert {one["file"] for one in run["inputs"]} == {f"posts/{path.name}" for path in demo_posts.iterdir()}
    assert all(re.fullmatch("[0-9a-f]{64}", one["sha256"]) for one in run["inputs"])
    assert run["key_id"] == key_id(KEY)
    assert set(run["shares"]) >= {"posts_without_place", "posts_without_topic", "demands_without_body"}
    assert all(0 <= share["share"] <= 1 and share["n"] for share in run["shares"].values())


def test_the_same_input_gives_the_same_bytes(tyndau, demo_posts, heard, tmp_path):
    again = tmp_path / "again"
    assert tyndau("listen", demo_posts, "--out", again).exit_code == 0
    for name in runfolder.TABLES:
        assert (heard / name).read_bytes() == (again / name).read_bytes(), name


def test_no_handle_of_the_input_is_left_anywhere_in_the_folder(heard):
    for path in heard.iterdir():
        assert b"demo-vk-" not in path.read_bytes(), path.name
    tables = [pq.read_table(heard / name) for name in runfolder.TABLES]
    assert not any("demo-" in str(value) for table in tables for value in table.to_pydict().values())


def test_a_later_run_says_what_is_new_and_what_goes_on(tyndau, demo_posts, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    assert tyndau("listen", demo_posts, "--out", first, "--to", "2026-08-31").exit_code == 0
    assert tyndau("listen", demo_posts, "--out", second, "--previous", first).exit_code == 0
    before = set(pq.read_table(first / "demands.parquet")["demand_id"].to_pylist())
    for row in pq.read_table(second / "demands.parquet").to_pylist():
        assert row["status"] == ("continuing" if row["demand_id"] in before else "new")
        assert (row["previous_accounts_min"] is None) == (row["status"] == "new")


def test_two_runs_are_shown_side_by_side_with_their_periods(tyndau, demo_posts, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    assert tyndau("listen", demo_posts, "--out", first, "--to", "2026-08-31").exit_code == 0
    assert tyndau("listen", demo_posts, "--out", second, "--from", "2026-09-01").exit_code == 0
    result = tyndau("compare", first, second)
    assert result.exit_code == 0
    assert "Before: 4 June 2026 to 31 August 2026" in result.stdout
    assert "After: 1 September 2026 to 31 October 2026" in result.stdout
    new, gone, going_on = map(int, re.search(r"(\d+) new, (\d+) gone, (\d+) going on", result.stdout).groups())
    sides = [
        {row["demand_id"]: row["accounts_max"] for row in pq.read_table(path / "demands.parquet").to_pylist()}
        for path in (first, second)
    ]
    large = {one for side in sides for one, accounts in side.items() if accounts >= 5}
    assert new == len(large - sides[0].keys())
    assert gone == len(large - sides[1].keys())
    assert going_on == len(large) - new - gone
    assert tyndau("compare", first, tmp_path).exit_code == 2


def test_another_key_is_told_about_because_accounts_cannot_be_compared(tyndau, demo_posts, tmp_path, key_file):
    assert tyndau("listen", demo_posts, "--out", tmp_path / "a").exit_code == 0
    key_file.write_text("ff" * 32)
    result = tyndau("listen", demo_posts, "--out", tmp_path / "b", "--previous", tmp_path / "a")
    assert result.exit_code == 0
    assert "another pseudonym key" in result.stderr


def test_days_from_and_to_are_local_days_and_both_included(tyndau, tmp_path):
    posts = tmp_path / "p.ndjson"
    instants = ("2026-02-28T18:59:59Z", "2026-02-28T19:00:00Z", "2026-03-01T18:59:59Z", "2026-03-01T19:00:00Z")
    posts.write_text("".join(json.dumps({"created_at": at, "text": "нет воды " + at}) + "\n" for at in instants))
    out = tmp_path / "out"
    assert tyndau("listen", posts, "--out", out, "--from", "2026-03-01", "--to", "2026-03-01").exit_code == 0
    run = json.loads((out / "run.json").read_text())
    assert (run["counts"]["posts"], run["counts"]["outside_window"]) == (2, 2)


def test_an_existing_folder_is_replaced_only_when_allowed_and_only_if_it_is_a_run(tyndau, demo_posts, heard, tmp_path):
    refused = tyndau("listen", demo_posts, "--out", heard)
    assert (refused.exit_code, "exists already" in refused.stderr) == (2, True)
    assert tyndau("listen", demo_posts, "--out", heard, "--replace").exit_code == 0
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    refused = tyndau("listen", demo_posts, "--out", mine, "--replace")
    assert refused.exit_code == 2
    assert (mine / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_fails_in_the_middle_leaves_nothing_behind(tyndau, demo_posts, tmp_path, monkeypatch, number):
    out = tmp_path / "heard"
    real, written = pq.ParquetWriter, []

    def failing(where, schema, **options):
        if len(written) == 2:
            raise OSError(number, os.strerror(number))
        written.append(where)
        return real(where, schema, **options)

    monkeypatch.setattr(runfolder.pq, "ParquetWriter", failing)
    result = tyndau("listen", demo_posts, "--out", out)
    assert result.exit_code == 2
    assert ("disk is full" in result.stderr) == (number != errno.EIO)
    assert not out.exists()
    assert [path.name for path in tmp_path.iterdir() if "heard" in path.name] == []
    assert written[0].parent.name.startswith(".heard.partial-")
