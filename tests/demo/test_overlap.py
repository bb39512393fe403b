"""No rule and no seed phrase stands in the demo texts: otherwise the check would measure the rules against themselves.

Run with -s to see the shares.
"""

import re

import pyarrow as pa
import pytest

from tyndau.demo.tables import SLOT, table
from tyndau.listening.text.normalise import normalise

TEXTS = ("phrasings.csv", "details.csv", "frames.csv", "echoes.csv")
LONG = 3  # words: shorter phrases are the common words of a matter, which nobody can help using
COPIED = 0.02  # of the long seed phrases may stand in a text: set expressions
FORMULAS = 0.1  # of the long cues of kinds: thanks and requests are made of formulas


def normal(texts):
    """Only letters and digits, one blank between words, spelt as the engine's normal form spells them."""
    plain = pa.array([text.replace(SLOT, " ") for text in texts], pa.string())
    posts = pa.table({"post": pa.array([""] * len(plain)), "text": plain})
    return [" ".join(re.findall(r"\w+", one)) for one in normalise(posts)["normal"].to_pylist()]


@pytest.fixture(scope="module")
def texts():
    return {name: normal([row["text"] for row in table(name)]) for name in TEXTS}


@pytest.fixture(scope="module")
def phrases(country):
    return set(normal(country.phrases["phrase"].to_pylist()))


@pytest.fixture(scope="module")
def cues(country):
    return set(normal(country.kinds["phrase"].to_pylist()))


def copied(phrases, texts):
    """The long ones of the phrases, those of them that stand in a text word by word, and how many texts hold one."""
    long = {phrase for phrase in phrases if len(phrase.split()) >= LONG}
    joined = "\n".join(f" {text} " for text in texts)
    found = sorted(phrase for phrase in long if f" {phrase} " in joined)
    return long, found, sum(any(f" {phrase} " in f" {text} " for phrase in found) for text in texts)


def test_no_demo_text_is_a_seed_phrase(texts, phrases):
    assert {text for some in texts.values() for text in some} & phrases == set()


def test_no_demo_text_is_a_cue_of_a_kind_but_for_greetings_and_thanks(texts, cues):
    assert {text for name, some in texts.items() if name != "frames.csv" for text in some} & cues == set()


@pytest.mark.parametrize("name", TEXTS)
def test_long_seed_phrases_hardly_occur_in_demo_texts(texts, phrases, name):
    long, found, holding = copied(phrases, texts[name])
    print(f"{name}: {len(found)} of {len(long)} long seed phrases, in {holding} of {len(texts[name])} texts")
    assert len(found) <= len(long) * COPIED, found
    assert holding <= len(texts[name]) * COPIED, found


@pytest.mark.parametrize("name", TEXTS)
def test_long_cues_of_kinds_occur_in_few_demo_texts(texts, cues, name):
    long, found, holding = copied(cues, texts[name])
    print(f"{name}: {len(found)} of {len(long)} long cues of kinds, in {holding} of {len(texts[name])} texts")
    assert len(found) <= len(long) * FORMULAS, found


def test_no_demo_text_is_another_one_over_again(texts):
    """A text that stands twice would be a copy that the truth does not know of."""
    for name in ("phrasings.csv", "details.csv"):
        assert sorted(texts[name]) == sorted(set(texts[name])), name


def test_demo_texts_hold_no_phone_and_no_iin():
    for name in TEXTS:
        for row in table(name):
            assert not re.search(r"\d{6,}", row["text"]), row["text"]
