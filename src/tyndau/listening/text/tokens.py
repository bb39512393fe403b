"""Words of a whole column at once: one array of code points, one 64-bit hash a word, no string a word.

A word is spelt out only when somebody asks for it: of a million posts a few hundred thousand words are distinct.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

LAST = 0x3000  # the scripts that the tables speak of lie below; what lies above is looked up one by one
MULTIPLIER, GOLDEN = np.uint64(0x100000001B3), np.uint64(0x9E3779B97F4A7C15)  # FNV's prime; 2^64 over the golden ratio
LONGEST_WORD = 1 << 12  # a power of two: the powers that are made ahead; longer words start over

EXACT = "="


class Words(NamedTuple):
    """The words of all texts, in order. `texts` row of each, `positions` from 1 inside its text, `hashes` uint64."""

    texts: Any
    positions: Any
    hashes: Any
    codes: Any
    starts: Any
    ends: Any

    def spelt(self, index: int) -> str:
        return bytes(self.codes[self.starts[index] : self.ends[index]]).decode("utf-32-le")


def exactly(word: str) -> str:
    """The key of a word that must stand as it is written; no stem looks like it."""
    return EXACT + word


def words(texts: Sequence[str]) -> Words:
    """Cut normal forms into words of letters and digits; a hyphen parts words, in texts and phrases alike.

    Two different words share a hash with a chance of 5e-20 a pair.
    """
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le"), np.uint32)
    inside = _is_word(codes)
    edges = np.flatnonzero(np.diff(inside.view(np.int8), prepend=np.int8(0), append=np.int8(0)))
    starts, ends = edges[::2], edges[1::2]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    owners = np.searchsorted(np.cumsum(lengths + 1), starts, side="right")
    first = np.searchsorted(owners, np.arange(len(texts)))
    positions = np.arange(len(starts)) - first[owners] + 1 if len(starts) else np.zeros(0, np.int64)
    return Words(owners, positions, _hashes(codes, starts, ends), codes, starts, ends)


def _hashes(codes: Any, starts: Any, ends: Any) -> Any:
    """A polynomial over the code points of each word, mixed."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    lengths = ends - starts
    letters = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
    place = letters - np.repeat(starts, lengths)
    with np.errstate(over="ignore"):
        terms = (codes[letters].astype(np.uint64) + np.uint64(1)) * _powers()[place & (LONGEST_WORD - 1)]
        begins = np.cumsum(lengths) - lengths
        found = np.add.reduceat(terms, begins) * GOLDEN
    mixed: Any = found ^ (found >> np.uint64(29)) ^ lengths.astype(np.uint64)
    return mixed


@cache
def _powers() -> Any:
    with np.errstate(over="ignore"):
        return np.cumprod(np.full(LONGEST_WORD, MULTIPLIER, np.uint64))


def _is_word(codes: Any) -> Any:
    """Which code points are letters or digits of any script."""
    inside = _table()[np.minimum(codes, LAST)]
    far = np.flatnonzero(codes >= LAST)
    if len(far):
        which, back = np.unique(codes[far], return_inverse=True)
        inside[far] = np.array([_letter_or_digit(int(code)) for code in which])[back]
    return inside


@cache
def _table() -> Any:
    return np.array([_letter_or_digit(code) for code in range(LAST + 1)])


def _letter_or_digit(code: int) -> bool:
    return unicodedata.category(chr(code))[0] in "LN"
