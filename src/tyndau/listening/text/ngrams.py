"""Character n-grams of a whole column at once: one array of code points, rolling hashes, one gather per length.

An n-gram never crosses a word: a word is looked at with one space on either side, so sums over words are sums over
texts, and a column gives what each text alone gives. Weights are whole numbers, so the order of addition is all one.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

LONGEST = 4
BUCKETS = 1 << 16
NOTHING = BUCKETS  # the row of weights that is zero
SPACE, APOSTROPHE = 32, 39
STEP, SPREAD = np.uint32(0x01000193), np.uint32(0x9E3779B1)  # FNV-1a's prime; 2^32 over the golden ratio
MIXER = np.uint64(0x9E3779B97F4A7C15)
LONGEST_WORD = 1 << 17  # no text is longer
LAST = 0x2000  # Latin, Cyrillic and their supplements lie below; whatever lies above is no letter here


def _table() -> Any:
    """What each code point counts as: itself if it is a Latin or Cyrillic letter, an apostrophe, else a space."""
    table = np.full(LAST + 1, SPACE, np.uint32)
    for first, end in ((0x41, 0x250), (0x400, 0x530), (0x1E00, 0x1F00)):
        letters = [code for code in range(first, end) if chr(code).isalpha()]
        table[letters] = letters
    table[[0x27, 0x60, 0xB4, 0x2BB, 0x2BC]] = APOSTROPHE
    return table


TABLE = _table()
CYRILLIC_FROM, CYRILLIC_TO = 0x400, 0x530


class Words(NamedTuple):
    """Words of all texts in one row: `codes` begins and ends with a space, one space between two words."""

    codes: Any
    starts: Any  # where the space before each word lies
    texts: Any  # the text of each word
    letters: Any  # letters of each word


def words(texts: Sequence[str]) -> Words:
    """Cut texts into words of Latin and Cyrillic letters; runs of one letter are cut to two."""
    codes = np.frombuffer(" ".join(texts).join("  ").encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    quotes = (codes == 0x2018) | (codes == 0x2019)
    codes = TABLE[np.minimum(codes, LAST)]
    codes[quotes] = APOSTROPHE
    # An apostrophe is a letter between two letters only: o'zbek, don't.
    marks = np.flatnonzero(codes == APOSTROPHE)
    inside = (codes[marks - 1] > APOSTROPHE) & (codes[np.minimum(marks + 1, len(codes) - 1)] > APOSTROPHE)
    codes[marks[~inside]] = SPACE
    same = codes[1:] == codes[:-1]
    keep = np.ones(len(codes), bool)
    keep[1:] = ~same | (codes[1:] != SPACE)
    keep[2:] &= ~(same[1:] & same[:-1])
    kept = codes[keep]
    starts = np.flatnonzero(kept[:-1] == SPACE) if len(kept) > 1 else np.zeros(0, np.int64)
    # The text of a word is that of its first letter: text number i begins behind its separator.
    places = np.flatnonzero(keep)[starts + 1]
    begins = np.cumsum(lengths + 1)
    owners = np.searchsorted(begins, places, side="right")
    ends = np.append(starts[1:], len(kept) - 1)
    return Words(kept, starts, owners, ends - starts - 1)


def buckets(codes: Any) -> list[Any]:
    """The bucket of the n-gram that begins at each place but the last, for n = 1 to 4; NOTHING where there is none."""
    places = len(codes) - 1
    ahead = np.append(codes, np.full(LONGEST, SPACE, np.uint32))
    letter = ahead != SPACE
    found, rolled, valid = [], np.zeros(places, np.uint32), np.ones(places, bool)
    for n in range(LONGEST):
        rolled = (rolled ^ ahead[n : n + places]) * STEP + np.uint32(n)
        bucket = ((rolled * SPREAD) >> np.uint32(16)).astype(np.int32)
        if n == 0:
            bucket[~letter[:places]] = NOTHING
        elif n > 1:
            valid &= letter[n - 1 : n - 1 + places]
            bucket[~valid] = NOTHING
        found.append(bucket)
    return found


def sums(cut: Words, weights: Any) -> Any:
    """The sum of the weights of each word's n-grams, int64; `weights` has BUCKETS + 1 rows, the last one zero.

    Few words are distinct: each is summed once.
    """
    if not len(cut.starts):
        return np.zeros((0, weights.shape[1]), np.int64)
    which, word_of = _distinct(cut)
    lengths = cut.letters[which] + 1  # with the space before it
    starts = np.cumsum(lengths) - lengths
    inside = np.arange(lengths.sum()) - np.repeat(starts, lengths)
    codes = np.append(cut.codes[np.repeat(cut.starts[which], lengths) + inside], np.uint32(SPACE))
    total: Any = 0
    for bucket in buckets(codes):
        total = total + weights[bucket]
    return np.add.reduceat(total, starts, axis=0, dtype=np.int64)[word_of]


def _distinct(cut: Words) -> tuple[Any, Any]:
    """The first of each distinct word, and which of these each word is; two words share a hash once in 2^64 pairs."""
    with np.errstate(over="ignore"):
        place = np.arange(len(cut.codes) - 1) - np.repeat(cut.starts, np.diff(cut.starts, append=len(cut.codes) - 1))
        terms = cut.codes[:-1].astype(np.uint64) * _powers()[np.minimum(place, LONGEST_WORD - 1)]
        found = np.add.reduceat(terms, cut.starts) * MIXER
        found ^= (found >> np.uint64(31)) ^ cut.letters.astype(np.uint64)
    _, first, back = np.unique(found, return_index=True, return_inverse=True)
    return first, back


@cache
def _powers() -> Any:
    with np.errstate(over="ignore"):
        return np.cumprod(np.full(LONGEST_WORD, np.uint64(STEP), np.uint64))
