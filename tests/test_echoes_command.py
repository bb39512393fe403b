"""`tyndau echoes`: files in, files out, and what is refused."""

import csv
import json
from xml.etree import ElementTree

import pytest

ROWS = [
    ("o1", "a", "p1", 10),
    ("o1", "b", "p2", 30),
    ("o2", "a", "p3", 100),
    ("o2", "b", "p4", 160),
    ("o2", "c", "p5", 161),
]


@pytest.fixture
def shares(tmp_path):
    path = tmp_path / "shares.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("object_id", "account_id", "content_id", "timestamp_share"))
        rows.writerows(ROWS)
    return path


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_together_writes_pairs_edges_accounts_objects_and_a_summary(tyndau, tmp_path, shares):
    out = tmp_path / "out"
    done = tyndau(
        "echoes",
        "together",
        shares,
        "--min-participation",
        1,
        "--out",
        out,
        "--format",
        "ndjson",
        "--format",
        "graphml",
    )
    assert done.exit_code == 0, done.output
    assert [(row["account_id"], row["account_id_y"]) for row in rows(out / "pairs.csv")] == [
        ("a", "b"),
        ("a", "b"),
        ("b", "c"),
    ]
    assert [(row["from"], row["to"], row["weight"]) for row in rows(out / "edges.csv")] == [
        ("a", "b", "2"),
        ("b", "c", "1"),
    ]
    assert {row["account_id"] for row in rows(out / "accounts.csv")} == {"a", "b", "c"}
    assert {row["object_id"] for row in rows(out / "objects.csv")} == {"o1", "o2"}
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["pairs"], summary["edges"], summary["max_weight"], summary["sum_time_delta"]) == (3, 2, 2, 81)
    assert len((out / "edges.ndjson").read_text().splitlines()) == 2
    assert len(ElementTree.parse(out / "edges.graphml").findall(".//{*}edge")) == 2  # noqa: S314 - our own file


def test_the_corrected_mode_tells_p_and_q(tyndau, tmp_path, shares):
    done = tyndau("echoes", "together", shares, "--mode", "corrected", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    (edge,) = rows(tmp_path / "out" / "edges.csv")
    assert 0 < float(edge["p"]) <= float(edge["q"]) <= 1


def test_rows_that_cannot_be_read_are_counted_and_kept(tyndau, tmp_path, shares):
    with shares.open("a", encoding="utf-8") as file:
        file.write("o1,c,p9,yesterday\no1,c,p9,-5\no1,c,p9,nan\no1,,p9,7\no1,c\n")
    done = tyndau("echoes", "together", shares, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    kept = [(row["row"], row["reason"]) for row in rows(tmp_path / "out" / "rejected.csv")]
    assert kept == [
        ("6", "row.bad-time"),
        ("7", "row.bad-time"),
        ("8", "row.bad-time"),
        ("9", "row.no-id"),
        ("10", "row.wrong-width"),
    ]
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["rejected"] == 5


def test_nothing_together_still_gives_whole_files(tyndau, tmp_path, shares):
    done = tyndau("echoes", "together", shares, "--window", 0, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    for name in ("pairs", "edges", "accounts", "objects"):
        assert rows(tmp_path / "out" / f"{name}.csv") == []
    assert (tmp_path / "out" / "pairs.csv").read_text().startswith('"object_id"')


@pytest.mark.parametrize(
    ("content", "said"),
    [("a,b\n1,2\n", "no column"), ("", "empty"), (None, "no such file")],
    ids=["columns", "empty", "none"],
)
def test_what_cannot_be_used_is_refused(tyndau, tmp_path, content, said):
    path = tmp_path / "s.csv"
    if content is not None:
        path.write_text(content)
    done = tyndau("echoes", "together", path, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("given", [("--window", -1), ("--edge-weight", 2), ("--min-participation", 0)])
def test_settings_out_of_range_are_refused(tyndau, tmp_path, shares, given):
    assert tyndau("echoes", "together", shares, "--out", tmp_path / "out", *given).exit_code == 2


def test_an_existing_folder_is_replaced_only_when_asked_and_only_if_it_is_ours(tyndau, tmp_path, shares):
    out = tmp_path / "out"
    assert tyndau("echoes", "together", shares, "--out", out).exit_code == 0
    assert tyndau("echoes", "together", shares, "--out", out).exit_code == 2
    assert tyndau("echoes", "together", shares, "--out", out, "--replace").exit_code == 0
    (out / "summary.json").unlink()
    assert tyndau("echoes", "together", shares, "--out", out, "--replace").exit_code == 2


def test_near_tells_families_and_what_changed_from_copy_to_copy(tyndau, tmp_path):
    call = "Срочно! Завтра в 15 часов отключат воду во всём посёлке, передайте всем соседям и знакомым"
    texts = [
        call,
        call,
        call.replace("15", "17") + " 🔥",
        call.replace("соседям", "друзьям"),
        "Совсем другой длинный текст про дорогу и автобус",
    ]
    path = tmp_path / "texts.txt"
    path.write_text("\n".join(texts), encoding="utf-8")
    done = tyndau("echoes", "near", path, "--threshold", 0.6, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    (family,) = rows(tmp_path / "out" / "families.csv")
    assert [family[name] for name in ("texts", "same", "digits_emoji_or_script", "words", "first_row")] == list("41111")
    assert [row["row"] for row in rows(tmp_path / "out" / "members.csv")] == list("1234")
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["texts"] == 5
