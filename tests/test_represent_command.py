"""`tyndau represent`: what stands before any share, which figures are used, and what is written."""

import csv
from datetime import UTC, date, datetime

import pytest

from tests.conftest import KEY
from tyndau import jurisdictions
from tyndau.demo.posts import write
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.runner import Nobody
from tyndau.listening.sources.source import Options


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """A run over demo posts, made once."""
    folder = tmp_path_factory.mktemp("represent")
    write(folder / "input", 400, 1, date(2026, 10, 31), replace=False)
    request = Request((folder / "input" / "posts",), folder / "run", Options(), Parameters("kz"))
    run(request, KEY, jurisdictions.load("kz"), Nobody(), datetime(2026, 11, 1, tzinfo=UTC))
    return folder / "run"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_first_sentence_says_that_it_is_not_representative_and_coverage_and_n_eff_follow(tyndau, heard):
    result = tyndau("represent", heard)
    assert result.exit_code == 0, result.output
    told = result.stdout.splitlines()
    assert told[0].startswith("NOT REPRESENTATIVE")
    assert "Coverage: 0.00" in told[1]
    assert "n_eff" in told[2]
    assert "example table" in result.stdout
    assert "Nothing assumed of the silent: 0.00 %" in result.stdout


def test_the_files_hold_no_topic_and_no_cell_of_few_accounts(tyndau, heard, tmp_path):
    out = tmp_path / "out"
    assert tyndau("represent", heard, "--out", out).exit_code == 0
    topics = rows(out / "topics.csv")
    assert topics
    assert all(int(row["accounts"]) >= 5 for row in topics)
    assert {row["weighted_by"] for row in topics} == {"territory"}
    assert all(not 0 < int(row[name]) < 5 for row in rows(out / "coverage.csv") for name in ("n", "accounts"))
    assert {row["margin"] for row in rows(out / "margins.csv")} == {"territory"}
    again = tyndau("represent", heard, "--out", out)
    assert (again.exit_code, "output.exists" in again.stderr) == (2, True)
    assert tyndau("represent", heard, "--out", out, "--replace").exit_code == 0


def test_figures_of_one_s_own_take_the_place_of_the_example(tyndau, heard, tmp_path):
    people, users = tmp_path / "people.csv", tmp_path / "users.csv"
    people.write_text("territory,people,source,date\n000000000,1000,bureau,2026\n750000000,1000,bureau,2026\n")
    users.write_text(
        "platform,territory,audience,source,date\nvk,000000000,300,panel,2026\ntelegram,000000000,700,panel,2026\n"
    )
    out = tmp_path / "out"
    result = tyndau("represent", heard, "--population", people, "--audience", users, "--out", out, "--trim", 20)
    assert result.exit_code == 0, result.output
    assert "example" not in result.stdout
    assert "beside 1,000 people" in result.stdout
    vk = next(row for row in rows(out / "coverage.csv") if (row["platform"], row["territory"]) == ("vk", "000000000"))
    assert (vk["audience"], vk["reach"]) == ("300", "0.3")


def test_a_bad_table_is_refused_with_its_row(tyndau, heard, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("territory,people,source,date\n750000000,lots,bureau,2026\n")
    result = tyndau("represent", heard, "--population", people)
    assert (result.exit_code, "row 2: lots" in result.stderr) == (2, True)
    assert tyndau("represent", tmp_path).exit_code == 2


def test_a_country_without_figures_of_people_is_heard_but_not_weighed(tyndau, heard, tmp_path):
    copy = tmp_path / "mine"
    assert tyndau("country", "start", "kz", copy).exit_code == 0
    (copy / "population.csv").unlink()
    (copy / "audience.csv").unlink()
    result = tyndau("represent", heard, "--jurisdiction", copy, "--odds", 3)
    assert result.exit_code == 0
    assert "No weighted share: the number of people by region is not known" in result.stdout
    assert "odds 3.0 times" in result.stdout
    assert jurisdictions.load(str(copy)).sha256 != jurisdictions.load("kz").sha256
    (copy / "population.csv").write_text("territory,people,source,date\n1,1,b,2025\n")
    assert "population.csv, row 2" in tyndau("country", "check", copy).stderr
    assert "population.csv, row 2" in tyndau("represent", heard, "--jurisdiction", copy).stderr
