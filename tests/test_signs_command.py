"""`tyndau listen --declared` and `tyndau echoes signs`: what a run tells of groups, and whom it names."""

import csv
import io
import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pyarrow.parquet as pq
import pytest

from tests.conftest import KEY
from tyndau.demo.posts import write
from tyndau.listening.echoes.shares import shares
from tyndau.listening.echoes.together.corrected import corrected
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.runner import Nobody
from tyndau.listening.sources.source import Options

SEED = 1


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A demo corpus with the four channels of a publisher; declared with them a body that wrote nothing in it."""
    folder = tmp_path_factory.mktemp("signs") / "input"
    write(folder, 5000, seed=SEED, last=date(2026, 10, 31), replace=False)
    with (folder / "declared.csv").open("a", encoding="utf-8") as file:
        file.write("vk,club1,Әкімдік,Акимат,Silent akimat,official\n")
    return folder


@pytest.fixture(scope="module")
def cast(corpus):
    """Posts of the channels."""
    with (corpus / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {row["post"] for row in csv.DictReader(file) if row["staged"] == "media-1"}


@pytest.fixture(scope="module")
def heard(corpus, country):
    """A run with the declared list, under the key that the `tyndau` of the tests holds."""
    request = Request(
        (corpus / "posts",), corpus.parent / "run", Options(), Parameters("kz"), declared=corpus / "declared.csv"
    )
    run(request, KEY, country, Nobody(), datetime(2026, 11, 1, tzinfo=UTC))
    return request.out


def test_declared_channels_are_shown_by_name_and_are_in_no_group(heard, cast):
    posts, echoes = (pq.read_table(heard / f"{name}.parquet") for name in ("posts", "echoes"))
    author = dict(zip(posts["post"].to_pylist(), posts["author"].to_pylist(), strict=True))
    channels = {author[post] for post in cast}
    named = pq.read_table(heard / "declared.parquet").to_pylist()
    told = {row["account"]: (row["posts"], row["partners"]) for row in named}
    assert {account for account, (written, _) in told.items() if written} == channels
    assert sorted(told.values()) == [(0, 0), *[(30, 3)] * 4]
    assert not channels & set(pq.read_table(heard / "synchronised.parquet")["account"].to_pylist())
    undeclared = corrected(shares(posts, echoes), 60, 2, 0.5, 0.01)
    assert channels <= set(undeclared.groups["account"].to_pylist())


def test_the_command_takes_the_list_and_without_one_names_nobody(tyndau, tmp_path):
    write(tmp_path / "input", 200, seed=SEED, last=date(2026, 10, 31), replace=False)
    listed = tmp_path / "input" / "declared.csv"
    listed.write_text(listed.read_text() + "telegram,channel1,А,Б,C,official\n")
    for name, options in (("with", ("--declared", listed)), ("without", ())):
        told = tyndau("listen", tmp_path / "input" / "posts", "--out", tmp_path / name, *options)
        assert told.exit_code == 0, told.stderr
    named = pq.read_table(tmp_path / "with" / "declared.parquet").to_pylist()
    assert [(row["name_en"], row["kind"], row["posts"], row["partners"]) for row in named] == [("C", "official", 0, 0)]
    assert pq.read_table(tmp_path / "without" / "declared.parquet").num_rows == 0
    assert json.loads((tmp_path / "without" / "run.json").read_text())["parameters"]["declared"] is None


def test_run_json_keeps_the_hash_and_the_rows_of_the_list(heard, corpus):
    told = json.loads((heard / "run.json").read_text())["parameters"]["declared"]
    assert told == {"sha256": sha256((corpus / "declared.csv").read_bytes()).hexdigest(), "rows": 5}


def test_the_report_names_who_shares_together_openly_in_its_language_and_no_handle(heard):
    page = (heard / "report.html").read_text()
    assert "Names: Invented channel 1, Invented channel 2, Invented channel 3, Invented channel 4." in page
    assert "Вымышленный канал 4" in page
    assert "Silent akimat" not in page
    assert "demo-instagram" not in page


def test_a_list_that_cannot_be_used_ends_the_run_before_it_begins(tyndau, corpus, tmp_path):
    broken = tmp_path / "declared.csv"
    broken.write_text("platform,account\n")
    told = tyndau("listen", corpus / "posts", "--declared", broken, "--out", tmp_path / "run")
    assert (told.exit_code, "[declared.no-columns]" in told.stderr) == (2, True)
    assert not (tmp_path / "run").exists()


def test_signs_are_printed_as_csv_with_six_rows_a_group_and_no_account(tyndau, heard):
    told = tyndau("echoes", "signs", heard)
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert told.exit_code == 0
    groups = {row["group"] for row in rows}
    assert len(rows) == 6 * len(groups) > 0
    assert all(int(row["accounts"]) >= 5 for row in rows)
    accounts = pq.read_table(heard / "posts.parquet", columns=["author"])["author"].to_pylist()
    assert not any(account and account in told.stdout for account in accounts)
    assert f"{len(groups)} groups of five accounts or more." in told.stderr
    assert "no verdict" in told.stderr


def test_signs_are_written_into_a_file_as_they_are_printed(tyndau, heard, tmp_path):
    out = tmp_path / "signs.csv"
    told = tyndau("echoes", "signs", heard, "--out", out)
    assert (told.exit_code, told.stdout) == (0, "")
    assert out.read_text() == tyndau("echoes", "signs", heard).stdout


def test_no_run_and_no_place_to_write_are_refused(tyndau, heard, tmp_path):
    for run_folder, code in ((tmp_path / "nowhere", "run.unreadable"), (heard, "output.cannot-write")):
        told = tyndau("echoes", "signs", run_folder, "--out", tmp_path / "no" / "folder.csv")
        assert (told.exit_code, f"[{code}]" in told.stderr) == (2, True)
