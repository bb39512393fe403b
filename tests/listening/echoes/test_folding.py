"""Copies that differ in what campaigns change share one key; different sentences do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.echoes.test_near import CALL, OTHER, groups

from tyndau.listening.echoes.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("в доме 15 нет воды", "в доме 7 нет воды!!! 🔥🔥"),
        ("қарағандыда жылу жоқ", "qaragandyda jylu joq"),
        ("қарағандыда жылу жоқ", "караганды" + "да жылу жок"),
        ("шымкентте су жоқ", "shymkentte su joq"),
        ("газ 25 000 теңге", "gaz 30 000 tenge"),
        ("şalqar joly", "шалқар жолы"),
    ],
)
def test_digits_emoji_and_scripts_are_folded_away(one, other):
    assert fold([one]) == fold([other]) != [""]


def test_other_words_stay_other_words():
    assert len(set(fold(["нет воды", "нет света", "есть вода", "су жоқ"]))) == 4


@given(st.lists(st.text(alphabet="абв ыёқ1२👍é!", max_size=12), max_size=6))
def test_many_texts_at_once_are_folded_as_each_alone(texts):
    texts = [" ".join(text.split()) for text in texts]
    assert fold(texts) == [fold([text])[0] for text in texts]
    assert fold(fold(texts)) == fold(texts)


def test_a_copy_with_other_numbers_in_another_script_joins_its_family():
    latin = "Srochno! Vozle goroda tayno stroyat zavod, cherez god dyshat budet nechem. Skopiruyte i otpravte vsem!"
    numbers = CALL.replace("через год", "через 20 лет")
    assert groups(CALL, OTHER, latin.lower(), numbers.replace("20", "30"), numbers) == {"p0": ["p0", "p2", "p3", "p4"]}


def test_a_text_of_emoji_is_too_short_to_be_a_copy():
    assert groups("🔥" * 60, "🔥" * 60) == {}
