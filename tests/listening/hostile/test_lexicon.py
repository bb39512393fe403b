"""A deployer's own terms are read strictly, and each term counts once."""

import pyarrow as pa
import pytest

from tyndau.listening.errors import CannotRead, NoSuchInput
from tyndau.listening.hostile.lexicon import CODES, BadLexicon, lexical, parsed, read, shipped

HEAD = "term,language,code,weight\n"


def post(normal: str, language: str = "ru") -> pa.Table:
    return pa.table({"post": ["p"], "normal": [normal], "language": [language]})


def score(rows: str, normal: str) -> list[float]:
    return lexical(post(normal), parsed(HEAD + rows, "own.csv"))[0].round(6).tolist()


def test_terms_of_a_code_add_up_as_independent_signs():
    assert score("дубина,ru,insult,0.5\nбревно,ru,insult,0.4\n", "ты дубина и бревно") == [0, 0, 0.7]


def test_a_term_said_twice_has_said_it_once():
    assert score("дубина,ru,insult,0.5\n", "дубина дубина дубиной погоняет") == [0, 0, 0.5]


def test_a_sign_of_a_mere_report_takes_its_part_off_every_code():
    rows = "дубина,ru,insult,0.5\nпобью,ru,threat,0.8\nпрошу,ru,none,0.25\n"
    assert score(rows, "прошу проверить: сказал дубина и побью") == [0.6, 0, 0.375]


def test_an_exact_term_is_matched_as_it_is_written():
    rows = "=побью,ru,threat,0.8\n"
    assert (score(rows, "побью тебя"), score(rows, "побьют тебя")) == ([0.8, 0, 0], [0, 0, 0])


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("дубина,ru,insult,0.5\nдубина,ru,insult,0.6\n", 3),  # said twice
        ("дубина,de,insult,0.5\n", 2),
        ("дубина,ru,rude,0.5\n", 2),
        ("=,ru,insult,0.5\n", 2),
        ("дубина,ru,insult,1\n", 2),
        ("дубина,ru,insult,0\n", 2),
        ("дубина,ru,insult,nan\n", 2),
        ("дубина,ru,insult,much\n", 2),
        ("дубина,ru,insult\n", 2),
        ("дубина,ru,insult,0.5,more\n", 2),
    ],
)
def test_a_broken_row_is_refused_by_its_number(rows, row):
    with pytest.raises(BadLexicon) as refused:
        parsed(HEAD + rows, "own.csv")
    assert (refused.value.facts["row"], refused.value.facts["file"]) == (row, "own.csv")


def test_a_file_without_the_four_columns_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("word,code\nдубина,insult\n")
    with pytest.raises(BadLexicon):
        read(path)


def test_a_file_that_is_not_there_no_file_or_no_utf8_is_refused(tmp_path):
    with pytest.raises(NoSuchInput):
        read(tmp_path / "none.csv")
    with pytest.raises(CannotRead):
        read(tmp_path)
    (tmp_path / "old.csv").write_bytes((HEAD + "дубина,ru,insult,0.5\n").encode("cp1251"))
    with pytest.raises(BadLexicon):
        read(tmp_path / "old.csv")


def test_the_shipped_lexicon_has_terms_of_each_code_in_both_languages():
    told = shipped()
    spoken = told.terms["language"].to_pylist()
    assert {(spoken[number], code) for number, code in enumerate(told.codes.tolist())} == {
        (language, code) for language in ("kk", "ru") for code in range(len(CODES) + 1)
    }
