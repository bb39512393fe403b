import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.places.gazetteer import fold
from tyndau.listening.text.stems import STEMMERS, kazakh, russian


@pytest.mark.parametrize(
    "forms",
    [
        ("мектеп", "мектебі", "мектептің", "мектепке", "мектептер"),
        ("су", "суы", "сумен", "суымыз", "судың"),
        ("жарық", "жарығы", "жарықты", "жарык"),
        ("көше", "көшеде", "көшелер", "көшенің", "коше"),
        ("аула", "ауласы", "аулада"),
    ],
)
def test_forms_of_one_kazakh_noun_share_a_stem(forms):
    assert len({kazakh(form) for form in forms}) == 1


def test_latin_kazakh_meets_cyrillic_kazakh():
    assert kazakh("mektepte") == kazakh("мектепте")
    assert kazakh("zholdar") == kazakh("жолдар")


def test_russian_forms_share_a_stem():
    assert russian("воды") == russian("воду") == russian("вода")


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_a_stem_and_folding_keeps_offsets(word):
    assert all(isinstance(stemmer(word.lower()), str) for stemmer in STEMMERS.values())
    assert len(fold(word)) == len(word)
