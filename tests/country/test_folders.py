"""A deployer copies a country, edits it, and runs with it."""

import json

import pyarrow.parquet as pq
import pytest

from tyndau import jurisdictions
from tyndau.jurisdictions.folders import BadSettings, FolderExists, NoSuchJurisdiction, start
from tyndau.listening.errors import BadCountryTable


def post(number: int) -> str:
    told = {"author": f"a{number}", "created_at": "2026-03-02T09:00:00Z", "text": f"Алматы: нет воды {number}"}
    return json.dumps({"id": str(number), **told})


def test_a_folder_is_loaded_like_an_installed_country(small):
    country = jurisdictions.load(str(small))
    assert (country.code, country.topics.num_rows) == ("xx", 1)
    assert sorted(country.competence["body"].to_pylist()) == ["akimat-11", "akimat-75", "ministry-water"]


def test_a_country_without_a_code_is_called_by_its_folder(small, monkeypatch):
    (small / "jurisdiction.toml").write_text('zone = "Asia/Almaty"\n')
    assert jurisdictions.load(str(small)).code == "small"
    monkeypatch.chdir(small)
    assert jurisdictions.load(".").code == "small"


def test_neither_a_code_nor_a_folder_is_refused():
    with pytest.raises(NoSuchJurisdiction) as refused:
        jurisdictions.load("atlantis")
    assert refused.value.facts == {"jurisdiction": "atlantis", "jurisdictions": "kz"}


def test_a_folder_that_is_no_country_is_refused(tmp_path, small):
    with pytest.raises(BadSettings):
        jurisdictions.load(str(tmp_path))
    (small / "topics.csv").unlink()
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.load(str(small))
    assert refused.value.facts == {"table": "topics", "row": "-", "value": "topics.csv"}


def test_the_copy_of_a_country_counts_as_the_same_country(tyndau, tmp_path):
    copy = tmp_path / "mine"
    assert tyndau("country", "start", "kz", copy).exit_code == 0
    assert jurisdictions.load(str(copy)).sha256 == jurisdictions.load("kz").sha256
    assert (copy / "README.md").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_copied_over_a_folder_or_from_an_unknown_country(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FolderExists):
        start("kz", tmp_path)
    with pytest.raises(NoSuchJurisdiction):
        start("atlantis", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_run_hears_with_the_tables_of_a_folder(tyndau, small, tmp_path):
    posts = tmp_path / "posts.ndjson"
    posts.write_text("\n".join(post(number) for number in range(6)))
    heard = tyndau("listen", posts, "--out", tmp_path / "run", "--jurisdiction", small)
    assert heard.exit_code == 0, heard.stderr
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (run["jurisdiction"]["code"], run["parameters"]["jurisdiction"]) == ("xx", "xx")
    assert "Akimat of Almaty" in (tmp_path / "run" / "report.html").read_text()


def test_moving_the_folder_does_not_rename_the_demands(tyndau, small, tmp_path):
    """A demand is named by the code of the country, not by where its tables lie."""
    posts = tmp_path / "posts.ndjson"
    posts.write_text(post(1))
    small.rename(tmp_path / "moved")
    tyndau("listen", posts, "--out", tmp_path / "one", "--jurisdiction", tmp_path / "moved")
    (tmp_path / "moved").rename(small)
    tyndau("listen", posts, "--out", tmp_path / "two", "--jurisdiction", small)
    ids = [pq.read_table(tmp_path / run / "demands.parquet")["demand_id"].to_pylist() for run in ("one", "two")]
    assert ids[0] == ids[1] != []


def test_the_legal_term_of_an_appeal_is_the_country_s_or_not_known(small):
    assert jurisdictions.load("kz").appeal_term_days == 28
    assert jurisdictions.load(str(small)).appeal_term_days is None


@pytest.mark.parametrize("term", ["0", "true", "2.5", '"15"'])
def test_a_term_that_is_no_number_of_days_is_refused(small, term):
    settings = small / "jurisdiction.toml"
    settings.write_text(settings.read_text() + f"[appeal]\nterm_days_at_most = {term}\n")
    with pytest.raises(BadSettings) as refused:
        jurisdictions.load(str(small))
    assert "term_days_at_most" in refused.value.facts["reason"]
