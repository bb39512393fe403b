"""`tyndau networks`: from a run folder to figures that may be shown, and what it says where that cannot be done."""

import csv
import json
import stat

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.conftest import KEY
from tests.listening.networks.planted import blocks, speaking, whole
from tyndau.keys import key_id
from tyndau.listening.pseudonyms import pseudonym
from tyndau.networks_cli import lines
from tyndau.words import words

PUBLIC = {"communities.csv", "bridges.csv", "polarisation.csv", "spread.csv", "named.csv", "summary.json"}
DECLARED = "platform,account,name_kk,name_ru,name_en,kind\nvk,club5,Әкімдік,Акимат,Akimat,official\n"


@pytest.fixture
def run(tyndau, tmp_path):
    """Two circles of twelve who answer each other about water and roads, and all of whom name the akimat."""
    draw = np.random.default_rng(1)
    lines = []
    for number in range(200):
        circle = number % 2
        author = 12 * circle + int(draw.integers(12))
        topic = ("в доме нет воды", "на дороге яма")[circle]
        row = {
            "platform": "vk",
            "id": str(number),
            "author": f"id{author + 1}",
            "created_at": f"2026-03-{1 + number % 28:02}T09:00:00Z",
            "text": f"{topic}, номер {number}" + " [club5|Акимат]" * (number % 9 == 0),
        }
        if number > 10:
            row["parent"] = str(int(draw.integers(number // 2)) * 2 + circle)
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    (tmp_path / "posts.ndjson").write_text("".join(lines), encoding="utf-8")
    assert tyndau("listen", tmp_path / "posts.ndjson", "--out", tmp_path / "run").exit_code == 0
    return tmp_path / "run"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_gets_its_network(tyndau, run, tmp_path):
    result = tyndau("networks", run, "--out", tmp_path / "net", "--resamples", 20)
    assert result.exit_code == 0, result.stderr
    assert "five accounts or more in each, 200 at most" in result.stdout
    out = tmp_path / "net"
    assert {path.name for path in out.iterdir()} == PUBLIC
    assert {row["community"] for row in rows(out / "communities.csv")} <= {"c1", "c2", "c3", "c4", "other"}
    assert rows(out / "named.csv") == []
    assert {row["community"] for row in rows(out / "spread.csv")} <= {"c1", "c2", "c3", "c4", "other", "outside"}
    told = json.loads((out / "summary.json").read_text())
    assert told["parameters"] == {
        "resamples": 20, "seed": 20260101, "top": 20, "suppress_below": 5, "account_resamples": 20,
    }  # fmt: skip
    assert told["run"]["key_id"] == key_id(KEY)
    assert told["definitions"]["kk"].keys() == told["definitions"]["en"].keys()


def test_declared_accounts_are_named_and_nobody_else(tyndau, run, tmp_path):
    (tmp_path / "declared.csv").write_text(DECLARED, encoding="utf-8")
    out = tmp_path / "net"
    asked = ("--declared", tmp_path / "declared.csv", "--resamples", 20)
    assert tyndau("networks", run, "--out", out, *asked).exit_code == 0
    (akimat,) = rows(out / "named.csv")
    assert (akimat["name_ru"], akimat["in_strength_rank"]) == ("Акимат", "1")
    assert float(akimat["in_strength_rank_low"]) <= 1 <= float(akimat["in_strength_rank_high"])
    published = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    people = pq.read_table(run / "posts.parquet", columns=["author"])["author"].unique().to_pylist()
    assert not any(person in published for person in [*people, pseudonym(KEY, "vk", "club5")])


def test_the_working_file_is_written_only_when_asked_for_and_for_its_owner(tyndau, run, tmp_path):
    result = tyndau("networks", run, "--out", tmp_path / "net", "--working", "--resamples", 20)
    path = tmp_path / "net" / "leaders.parquet"
    assert "do not publish" in result.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    names = pq.read_table(path)["account"].to_pylist()
    assert names
    assert not any(name in result.stdout + result.stderr for name in names)


def test_the_same_run_and_seed_give_the_same_bytes(tyndau, run, tmp_path):
    for name in ("one", "two"):
        assert tyndau("networks", run, "--out", tmp_path / name, "--resamples", 20, "--seed", 3).exit_code == 0
    for name in PUBLIC - {"summary.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_folder_is_replaced_only_when_that_is_said_and_only_if_it_is_ours(tyndau, run, tmp_path):
    call = ("networks", run, "--out", tmp_path / "net", "--resamples", 20)
    assert tyndau(*call).exit_code == 0
    refused = tyndau(*call)
    assert (refused.exit_code, "[output.exists]" in refused.stderr) == (2, True)
    assert tyndau(*call, "--replace").exit_code == 0
    foreign = tyndau("networks", run, "--out", run, "--replace")
    assert (foreign.exit_code, "[output.not-a-run]" in foreign.stderr) == (2, True)


def test_what_cannot_be_used_is_refused_and_leaves_nothing(tyndau, run, tmp_path, key_file):
    (tmp_path / "declared.csv").write_text("platform\n", encoding="utf-8")
    (tmp_path / "good.csv").write_text(DECLARED, encoding="utf-8")
    out = tmp_path / "net"
    cases = [
        ((tmp_path / "no-run",), "run.unreadable"),
        ((run, "--declared", tmp_path / "declared.csv"), "declared.no-columns"),
    ]
    for call, code in cases:
        result = tyndau("networks", *call, "--out", out)
        assert (result.exit_code, f"[{code}]" in result.stderr) == (2, True), result.stderr
    key_file.write_text("11" * 32)
    result = tyndau("networks", run, "--declared", tmp_path / "good.csv", "--out", out)
    assert (result.exit_code, "[declared.other-key]" in result.stderr) == (2, True)
    assert not list(tmp_path.glob("*net*"))


def test_a_run_without_links_is_told_to_have_no_network(tyndau, tmp_path):
    line = {"platform": "vk", "id": "1", "author": "id1", "created_at": "2026-03-02T09:00:00Z", "text": "нет воды"}
    (tmp_path / "posts.ndjson").write_text(json.dumps(line) + "\n")
    tyndau("listen", tmp_path / "posts.ndjson", "--out", tmp_path / "run")
    result = tyndau("networks", tmp_path / "run", "--out", tmp_path / "net")
    assert result.exit_code == 0
    assert "there is no network" in result.stdout
    assert rows(tmp_path / "net" / "communities.csv") == []


def test_a_thin_network_is_told_to_prove_nothing():
    star = whole(speaking(*(f"{one}m" for one in "abcdefgh")))
    dense = whole(blocks((20, 20), 0.8, 6, 1)[0])
    assert "The network is thin" in "\n".join(lines(star, words("en")))
    assert "The network is thin" not in "\n".join(lines(dense, words("en")))


def test_the_run_folder_keeps_the_same_communities_as_the_command_writes(tyndau, run, tmp_path):
    assert tyndau("networks", run, "--out", tmp_path / "net", "--resamples", 20).exit_code == 0
    for name in ("communities", "bridges"):
        kept = pq.read_table(run / f"{name}.parquet")
        written = rows(tmp_path / "net" / f"{name}.csv")
        first = kept.column_names[0]
        assert kept.num_rows == len(written)
        assert kept[first].to_pylist() == [row[first] for row in written]
    told = json.loads((run / "run.json").read_text())
    assert (
        told["network"]["communities"]
        == json.loads((tmp_path / "net" / "summary.json").read_text())["shown"]["communities"]
    )
    assert told["parameters"]["network_resamples"] == told["network"]["stability"]["resamples"] == 20
    assert "networkit" in told["versions"]


def test_what_stands_in_a_bad_row_of_the_declared_table_is_not_repeated(tyndau, run, tmp_path):
    (tmp_path / "declared.csv").write_text(DECLARED + "vk,id77,Аты,,Name,media\n", encoding="utf-8")
    result = tyndau("networks", run, "--declared", tmp_path / "declared.csv", "--out", tmp_path / "net")
    assert (result.exit_code, "[declared.bad-row]" in result.stderr) == (2, True)
    assert not any(cell in result.stderr for cell in ("id77", "Аты"))
