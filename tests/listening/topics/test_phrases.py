import pyarrow as pa
import pytest
from tests.conftest import told

from tyndau.listening.topics.phrases import match_phrases

COLUMNS = ("text", "phrase_number")


def matched(text: str, *phrases: str, language: str = "ru", of: str | None = None, within: int = 6) -> list[int]:
    table = pa.table({"language": [of or language] * len(phrases), "phrase": list(phrases)})
    return match_phrases(told(text, language=language), table, within)["phrase_number"].to_pylist()


def test_a_phrase_is_found_in_other_forms_and_another_order():
    assert matched("воды у нас третий день нет", "нет воды") == [0]
    assert matched("мектептің жылуы жоқ", "мектеп жылу", language="kk") == [0]


def test_its_words_must_stand_near_each_other():
    far = "нет " + "очень " * 10 + "воды"
    assert matched(far, "нет воды") == []
    assert matched(far, "нет воды", within=20) == [0]


def test_every_word_of_the_phrase_is_needed():
    assert matched("воды много", "нет воды") == []


def test_a_hyphen_parts_words_in_text_and_phrase_alike():
    assert matched("дәрі дәрмек қымбат", "дәрі-дәрмек", language="kk") == [0]


def test_an_exact_phrase_matches_its_words_only_as_they_are_written():
    assert matched("сделайте дорогу", "=сделайте") == [0]
    assert matched("всё сделано", "=сделайте") == []
    assert matched("всё сделано", "сделайте") == [0]


def test_a_phrase_said_twice_is_one_hit():
    assert matched("нет воды, нет воды!", "нет воды") == [0]


@pytest.mark.parametrize(
    ("post", "phrase", "hits"), [("kk", "ru", 1), ("ru", "kk", 0), ("en", "kk", 0), ("other", "ru", 0)]
)
def test_russian_phrases_are_tried_on_kazakh_posts_and_not_the_other_way_round(post, phrase, hits):
    text = {"ru": "яма", "kk": "ит"}[phrase]
    assert len(matched(text, text, language=post, of=phrase)) == hits


def test_rows_in_another_order_give_the_same_bytes():
    texts = told("нет воды", "нет света", "воды нет совсем")
    phrases = pa.table({"language": ["ru", "ru"], "phrase": ["нет воды", "нет света"]})
    shuffled = texts.take([2, 0, 1])
    found, again = match_phrases(texts, phrases, 6), match_phrases(shuffled, phrases, 6)
    pairs = {(texts["post"][row], phrase) for row, phrase in zip(*(found[n].to_pylist() for n in COLUMNS), strict=True)}
    assert pairs == {
        (shuffled["post"][row], phrase) for row, phrase in zip(*(again[n].to_pylist() for n in COLUMNS), strict=True)
    }
