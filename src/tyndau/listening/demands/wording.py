"""The words and pairs of words of the voices, as numbers: key phrases and finer demands are both made from these.

The posts' own forms are kept beside the stems: a stem counts, a form is shown.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.text.stems import STEMMERS
from tyndau.listening.text.stopwords import empty_words, key
from tyndau.listening.text.tokens import words

BATCH = 10_000  # texts at a time
MASK = re.compile("‹[^›]*›")  # what stands for a phone, a card, a number
STEMMED_AS = {"kk": "kk", "ru": "ru", "en": "en", "mixed": "kk"}  # other languages are not read
EMPTY, PAIRED, FULL = 0, 1, 2  # a word that is left out, one that only stands in a pair, one that stands alone
LONGEST_NUMBER = 4  # digits: house and school numbers are said, longer ones belong to persons
JOINTS = ("", " ", "-", " №")  # what may stand between the words of a pair, as it is shown
BESIDE = tuple(map(ord, " -№#"))


class Wording(NamedTuple):
    """What is said in texts: one row a word in order, leaving out empty words.

    texts, stems, forms  int64: row of the text, numbers of stem and form (word as written)
    weights              uint8: PAIRED or FULL
    joints               uint8: what stands between this word and the next one of JOINTS; 0: they are no pair
    stem_names           (language, stem) of each stem; form_names, form_stems: word and stem of each form
    """

    texts: Any
    stems: Any
    forms: Any
    weights: Any
    joints: Any
    stem_names: list[tuple[str, str]]
    form_names: list[str]
    form_stems: list[int]


class _Vocabulary:
    """Words by their hash and language, with stem and weight of each."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self.names: list[str] = []
        self.stems: list[int] = []
        self.weights: list[int] = []
        self.stem_names: dict[tuple[str, str], int] = {}

    def learn(self, hashed: int, word: str, language: str) -> None:
        stem = word if word.isdecimal() else STEMMERS[language](word)
        self.known[hashed] = len(self.names)
        self.names.append(word)
        self.stems.append(self.stem_names.setdefault((language, stem), len(self.stem_names)))
        self.weights.append(_weight(word, language))


def _weight(word: str, language: str) -> int:
    if word.isdecimal():
        return PAIRED if len(word) <= LONGEST_NUMBER else EMPTY
    alone, paired = empty_words(language)
    written = key(word, language)
    if written in paired:
        return PAIRED
    return EMPTY if written in alone or len(word) == 1 else FULL


def wording(normal: Sequence[str], languages: Sequence[str]) -> Wording:
    """Cut texts (normal forms) of the given languages into stems and forms; texts of other languages say nothing."""
    vocabulary = _Vocabulary()
    spoken = [STEMMED_AS.get(language, "") for language in languages]
    batches = [
        _cut(vocabulary, normal[first : first + BATCH], spoken[first : first + BATCH], first)
        for first in range(0, max(len(normal), 1), BATCH)
    ]
    texts, forms, joints = (np.concatenate([batch[number] for batch in batches]) for number in range(3))
    stems, weights = np.array(vocabulary.stems, np.int64), np.array(vocabulary.weights, np.uint8)
    said = weights[forms] > EMPTY
    # A pair whose second word is left out is no pair.
    joints[:-1][~said[1:]] = 0
    forms = forms[said]
    stem_names, joints = list(vocabulary.stem_names), joints[said]
    return Wording(
        texts[said], stems[forms], forms, weights[forms], joints, stem_names, vocabulary.names, vocabulary.stems
    )


def _cut(vocabulary: _Vocabulary, normal: Sequence[str], spoken: Sequence[str], before: int) -> tuple[Any, Any, Any]:
    """Row of the text, form and joint of each word of a batch."""
    cut = words([MASK.sub(" ‹ ", text) if "‹" in text else text for text in normal])
    read = np.array([sorted(STEMMERS).index(language) if language else -1 for language in spoken], np.int64)
    owner = read[cut.texts]
    hashes = cut.hashes ^ (owner.astype(np.uint64) << np.uint64(61))
    told = pa.array(hashes).dictionary_encode()
    numbers, distinct = told.indices.to_numpy(), told.dictionary.to_pylist()
    first = np.empty(len(distinct), np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    for hashed, place in zip(distinct, first.tolist(), strict=True):
        if owner[place] >= 0 and hashed not in vocabulary.known:
            vocabulary.learn(hashed, cut.spelt(place), sorted(STEMMERS)[owner[place]])
    forms = np.array([vocabulary.known.get(hashed, -1) for hashed in distinct], np.int64)[numbers]
    kept = forms >= 0
    return cut.texts[kept] + before, forms[kept], _joints(cut)[kept]


def _joints(cut: Any) -> Any:
    """What stands between each word and the next: a space, a hyphen or a number sign; 0 for anything else."""
    joints = np.zeros(len(cut.starts), np.uint8)
    if len(joints) < 2:
        return joints
    gap = cut.starts[1:] - cut.ends[:-1]
    close = (cut.texts[1:] == cut.texts[:-1]) & (gap <= 3)
    signs = cut.codes[cut.ends[:-1]] == ord("-")
    numbered = np.zeros(len(gap), bool)
    for offset in range(3):
        sign = cut.codes[np.minimum(cut.ends[:-1] + offset, len(cut.codes) - 1)]
        inside = gap > offset
        close &= ~inside | np.isin(sign, BESIDE)
        numbered |= inside & ((sign == ord("№")) | (sign == ord("#")))
    joints[:-1][close] = 1
    joints[:-1][close & signs] = 2
    joints[:-1][close & numbered] = 3
    return joints
