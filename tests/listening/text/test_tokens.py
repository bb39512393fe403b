import re

from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.text.tokens import words

TEXTS = st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40))


@given(TEXTS)
def test_words_are_runs_of_letters_and_digits_counted_from_one_in_each_text(texts):
    cut = words(texts)
    expected = [
        (row, place, word)
        for row, text in enumerate(texts)
        for place, word in enumerate(re.findall(r"[^\W_]+", text), start=1)
    ]
    spelt = [cut.spelt(index) for index in range(len(cut.hashes))]
    assert list(zip(cut.texts.tolist(), cut.positions.tolist(), spelt, strict=True)) == expected


@given(TEXTS)
def test_words_share_a_hash_exactly_when_they_are_the_same_word(texts):
    cut = words(texts)
    spelt = [cut.spelt(index) for index in range(len(cut.hashes))]
    assert len(set(zip(cut.hashes.tolist(), spelt, strict=True))) == len(set(spelt)) == len(set(cut.hashes.tolist()))


def test_a_word_of_any_length_has_a_hash_of_its_own():
    cut = words(["а" * 5000, "а" * 5001, "а" * 5000 + " б"])
    assert len(set(cut.hashes.tolist())) == 3
