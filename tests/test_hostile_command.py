"""`tyndau hostile`: one answer a line, worded for a moderator."""

import json

import pytest


@pytest.fixture
def ask(tyndau, tmp_path):
    def call(content: str, *options: str):
        path = tmp_path / "texts.txt"
        path.write_text(content, encoding="utf-8")
        result = tyndau("hostile", path, *options)
        return [json.loads(line) for line in result.stdout.splitlines()], result

    return call


def test_each_line_gets_its_answer_in_order(ask):
    answers, result = ask("нет воды третий день\nПриезжих надо выгнать из города, они не люди\nI will find you\n")
    assert result.exit_code == 0
    assert [one["code"] for one in answers] == [None, "incitement", None]
    assert [one["score"] is None for one in answers] == [False, False, True]


def test_a_flag_is_worded_as_a_question_to_a_moderator_and_the_standing_is_told(ask):
    (answer,), result = ask("Сен ақымақсың, аузыңды жап\n")
    assert answer["note"] == "May contain an insult; for a moderator."
    assert "exploratory" in result.stderr


def test_a_lexicon_of_one_s_own_takes_the_place_of_the_shipped_one(ask, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("term,language,code,weight\nтабурет,ru,insult,0.9\n", encoding="utf-8")
    (answer,), _ = ask("ты табурет\n", "--lexicon", str(own))
    assert (answer["code"], answer["score"]) == ("insult", 0.9)


def test_a_broken_lexicon_is_refused_with_its_row(ask, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("term,language,code,weight\nтабурет,ru,rude,0.9\n", encoding="utf-8")
    _, result = ask("вода\n", "--lexicon", str(own))
    assert (result.exit_code, "row 2" in result.stderr, "[hostile.bad-lexicon]" in result.stderr) == (2, True, True)


def test_a_lower_threshold_flags_more(ask):
    lines = "Эта дорога убивает наши машины и нервы\n"
    assert [ask(lines, "--threshold", least)[0][0]["code"] is None for least in ("0.6", "0.01")] == [True, False]
