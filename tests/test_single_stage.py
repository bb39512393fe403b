"""`tyndau language` and `tyndau places`: one answer a line, in the order of the lines."""

import json

import pytest


@pytest.fixture
def ask(tyndau, tmp_path):
    def call(verb: str, content: str | bytes) -> tuple[list[dict], object]:
        path = tmp_path / "texts.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        result = tyndau(verb, path)
        return [json.loads(line) for line in result.stdout.splitlines()], result

    return call


def test_each_line_of_text_gets_its_language_in_order(ask):
    answers, result = ask(
        "language", "Бізде су жоқ, қашан береді?\n\nУ нас нет воды третий день\nNo water here for three days\n"
    )
    assert result.exit_code == 0
    assert [one["language"] for one in answers] == ["kk", "other", "ru", "en"]
    assert all(set(one) == {"language", "probability", "script"} and 0 <= one["probability"] <= 1 for one in answers)


def test_ndjson_lines_keep_their_places_even_when_one_is_broken(ask):
    content = '{"text": "в Караганде нет воды"}\n{"text": 5}\n{broken\n{"text": "Ақтөбеде су жоқ"}\n'
    answers, result = ask("places", content)
    assert [place["kato"][:2] for one in answers for place in one.get("places", [])] == ["35", "15"]
    assert answers[1:3] == [{"error": "row.no-text"}, {"error": "row.broken-json"}]
    assert "2 lines could not be read" in result.stderr


def test_offsets_are_characters_of_the_text_that_was_given(ask):
    text = "😡😡 Ну что, в Усть-Каменогорске опять?"
    ((answer,), _) = ask("places", text + "\n")
    (place,) = answer["places"]
    assert text[place["start"] : place["end"]] == "Усть-Каменогорске"
    assert set(place) == {"start", "end", "kato", "level", "confidence", "candidates"}


@pytest.mark.parametrize(("content", "said"), [(b"", "is empty"), ("вода".encode("cp1251"), "not UTF-8")])
def test_an_unusable_file_is_refused(ask, content, said):
    _, result = ask("language", content)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_standard_input_is_read_for_a_dash(key_file):
    import subprocess
    import sys
    from pathlib import Path

    command = Path(sys.executable).with_name("tyndau")
    told = subprocess.run([command, "language", "-"], input="Су жоқ".encode(), capture_output=True, check=True)
    assert json.loads(told.stdout)["language"] == "kk"
