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


def test_no_demo_text_is_a_seed_phrase(texts, phrases):
    assert {text for some in texts.values() for text in some} & phrases == set()


def test_long_seed_phrases_hardly_occur_in_demo_texts(texts, phrases):
    long = {phrase for phrase in phrases if len(phrase.split()) >= LONG}
    for name, some in texts.items():
        joined = "\n".join(f" {text} " for text in some)
        copied = sorted(phrase for phrase in long if f" {phrase} " in joined)
        holding = sum(any(f" {phrase} " in f" {text} " for phrase in copied) for text in some)
        print(f"{name}: {len(copied)} of {len(long)} long seed phrases, in {holding} of {len(some)} texts")
        assert len(copied) <= len(long) * COPIED, copied
        assert holding <= len(some) * COPIED, copied


def test_no_demo_text_is_another_one_over_again(texts):
    """A text that stands twice would be a copy that the truth does not know of."""
    for name in ("phrasings.csv", "details.csv"):
        assert sorted(texts[name]) == sorted(set(texts[name])), name


def test_demo_texts_hold_no_phone_and_no_iin():
    for name in TEXTS:
        for row in table(name):
            assert not re.search(r"\d{6,}", row["text"]), row["text"]
