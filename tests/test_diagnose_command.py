"""`tyndau diagnose`: from a run folder to spreadsheets and a short reading."""

import csv
import json

import pyarrow.parquet as pq
import pytest

from tests.conftest import KEY
from tests.listening.diagnosis.told import heard, people
from tyndau.keys import key_id
from tyndau.listening import runfolder
from tyndau.listening.diagnosis.agendas import agendas
from tyndau.listening.diagnosis.diagnose import NOBODY_DECLARED, TABLES
from tyndau.listening.diagnosis.gap import gap
from tyndau.listening.diagnosis.hashtags import HASHTAGS, hashtags
from tyndau.listening.diagnosis.persistence import PERSISTENCE
from tyndau.listening.pseudonyms import pseudonym
from tyndau.words import words

AKIMAT = pseudonym(KEY, "vk", "club5")
DECLARED = "platform,account,name_kk,name_ru,name_en,kind\nvk,public5,Әкімдік,Акимат,Akimat,official\n"


@pytest.fixture
def run(tmp_path, country):
    """A run folder as far as a diagnosis reads it: networks speak of roads, appeals of heat, the akimat of parks."""
    rows = people(40, topic="roads", hashtags=["жол"]) + people(30, begin=100, topic="heating", act="appeal")
    rows += [{"author": AKIMAT, "topic": "parks", "post": f"o{number}"} for number in range(20)]
    posts, echoes, synchronised = heard(*rows)
    folder = tmp_path / "run"
    folder.mkdir()
    told = gap(agendas(posts, echoes, synchronised, NOBODY_DECLARED), 5, draws=100)
    tags = hashtags(posts, echoes, synchronised, country.zone, 5)
    for (name, schema), table in zip(TABLES.items(), (*told, tags, PERSISTENCE.empty_table()), strict=True):
        pq.write_table(table.cast(schema), folder / name)
    schema = runfolder.TABLES["declared.parquet"]
    pq.write_table(schema.empty_table(), folder / "declared.parquet")
    for name, table in (("posts", posts), ("echoes", echoes), ("synchronised", synchronised)):
        schema = runfolder.TABLES[f"{name}.parquet"]
        rows = [{column: row.get(column) for column in schema.names} for row in table.to_pylist()]
        pq.write_table(type(table).from_pylist(rows, schema=schema), folder / f"{name}.parquet")
    runfolder.write_json(folder, "run.json", {
        "run_folder_version": runfolder.VERSION, "computed_at": "2026-11-25T10:00:00+00:00", "key_id": key_id(KEY),
        "period": {"first": "2026-03-02", "last": "2026-03-02"}, "parameters": {"suppress_below": 5},
    })  # fmt: skip
    return folder


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_without_a_list_networks_and_appeals_are_compared_and_the_lack_is_told(tyndau, run, tmp_path):
    done = tyndau("diagnose", run, "--out", tmp_path / "d")
    assert done.exit_code == 0, done.stderr
    assert "Networks and Appeals, whole country" in done.output
    assert "nothing is said of official channels" in done.output
    assert "#жол: 40 to 40 accounts, 1 day" in done.output
    assert "cannot be said" in done.output
    assert {row["against"] for row in rows_of(tmp_path / "d" / "agenda.csv")} == {"appeals"}
    names = {"agenda.csv", "agenda_distance.csv", "hashtags.csv", "persistence.csv", "survival.csv", "diagnosis.json"}
    assert {path.name for path in (tmp_path / "d").iterdir()} == names


def test_a_declared_official_account_becomes_a_channel_and_leaves_the_networks(tyndau, run, tmp_path):
    (tmp_path / "declared.csv").write_text(DECLARED, encoding="utf-8")
    done = tyndau("diagnose", run, "--out", tmp_path / "d", "--declared", tmp_path / "declared.csv")
    assert done.exit_code == 0, done.stderr
    assert "Networks and Official channels, whole country" in done.output
    told = {(row["channel"], row["against"], row["topic"]): row for row in rows_of(tmp_path / "d" / "agenda.csv")}
    assert told["networks", "official", "parks"]["against_share"] == "1"
    assert told["networks", "official", "parks"]["share"] == "0"
    assert told["networks", "appeals", "roads"]["finding"] == "more"
    kept = json.loads((tmp_path / "d" / "diagnosis.json").read_text())
    assert kept["channels"] == ["networks", "appeals", "official"]
    assert kept["official_messages"] == 20
    assert AKIMAT not in "".join(path.read_text() for path in (tmp_path / "d").iterdir())


def test_a_list_of_whom_nobody_heard_is_told(tyndau, run, tmp_path):
    (tmp_path / "declared.csv").write_text(DECLARED.replace("public5", "public6"), encoding="utf-8")
    done = tyndau("diagnose", run, "--out", tmp_path / "d", "--declared", tmp_path / "declared.csv")
    assert "fewer than five messages" in done.output


def test_a_run_of_another_key_and_a_folder_that_is_there_are_refused(tyndau, run, tmp_path):
    (tmp_path / "declared.csv").write_text(DECLARED, encoding="utf-8")
    told = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps({**told, "key_id": "other"}))
    refused = tyndau("diagnose", run, "--out", tmp_path / "d", "--declared", tmp_path / "declared.csv")
    assert refused.exit_code == 2
    assert "declared.other-key" in refused.stderr
    assert not (tmp_path / "d").exists()
    assert tyndau("diagnose", run, "--out", run).exit_code == 2
    assert "run.unreadable" in tyndau("diagnose", tmp_path / "none", "--out", tmp_path / "d").stderr


def test_a_run_that_was_heard_with_a_list_has_its_official_channel_already(tyndau, run, tmp_path):
    schema = runfolder.TABLES["declared.parquet"]
    akimat = {"account": AKIMAT, "platform": "vk", "kind": "official", "posts": 20, "partners": 0}
    table = pq.read_table(run / "posts.parquet")
    pq.write_table(type(table).from_pylist([akimat], schema=schema), run / "declared.parquet")
    assert "fewer than five messages" in tyndau("diagnose", run, "--out", tmp_path / "one").output
    empty = [pq.read_table(run / f"{name}.parquet") for name in ("echoes", "synchronised")]
    told = gap(
        agendas(table, *empty, type(table).from_pylist([{"pseudonym": AKIMAT, "kind": "official"}])), 5, draws=99
    )
    pq.write_table(told.agenda, run / "agenda.parquet")
    pq.write_table(told.distances, run / "agenda_distance.parquet")
    done = tyndau("diagnose", run, "--out", tmp_path / "two")
    assert "Networks and Official channels" in done.output
    assert "nothing is said of official" not in done.output


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_reading_is_whole_in_each_language(language, country):
    from tyndau.diagnosis_cli import Names, lines
    from tyndau.listening.diagnosis.diagnose import Diagnosis

    rows = people(40, topic="roads", territory="100000000")
    rows += people(30, begin=100, topic="heating", act="appeal", territory="100000000")
    told = gap(agendas(*heard(*rows), NOBODY_DECLARED), 5, draws=100)
    row = {
        "term_days": 28, "demands": 9, "older": 1, "voices": 7.0, "followed": 9, "continuing": 8, "share": 0.9,
        "low": 0.5, "high": 1.0, "finding": "more", "curve": [],
    }  # fmt: skip
    lasting = [{"by": "all", **row, "finding": "unclear"}, {"by": "body", "body": "agency-civil-service", **row}]
    table = type(told.agenda).from_pylist(
        [{name: one.get(name) for name in PERSISTENCE.names} for one in lasting], schema=PERSISTENCE
    )
    say = words(language)
    found = list(lines(Diagnosis(*told, HASHTAGS.empty_table(), table), None, Names(country, say), say))
    text = "\n".join(found)
    assert country.topics.filter(country.topics["topic"].to_numpy() == "roads")[f"name_{language}"][0].as_py() in text
    assert say("diagnose.country") in text
    assert "nan" not in text
    assert "None" not in text
    assert len(found) >= 9
