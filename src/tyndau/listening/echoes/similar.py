"""Exact similarity of many pairs of texts at once: sets of character 5-grams, compared row by row in one array.

A 5-gram is a number of 32 bits here: two different ones of a pair of posts coincide once in 50,000 pairs, and then the
similarity is too high by half a point in a hundred. Longer numbers take six times as long to sort.
"""

from collections.abc import Iterator
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from tyndau.listening.arrow import Rows
from tyndau.listening.echoes.minhash import gram_hashes
from tyndau.listening.runner import Each

CELLS = 2_000_000  # hashes compared at a time; bounds the memory, whatever the texts
NONE = np.uint32(2**32 - 1)


def similarities(
    texts: Rows, sizes: NDArray[np.int64], pairs: NDArray[np.int64], each: Each = starmap
) -> NDArray[np.float64]:
    """The Jaccard similarity of the sets of character 5-grams of pairs of texts, 0..1.

    texts  a string column; sizes  lengths of its texts in characters; pairs  rows of two texts, shape (pairs, 2)
    each   calls `compared` for each block of pairs
    """
    found = np.zeros(len(pairs))
    blocks = list(_blocks(sizes[pairs].max(axis=1, initial=0)))
    calls = (_told(texts, pairs[chosen]) for chosen in blocks)
    for chosen, close in zip(blocks, each(compared, calls), strict=True):
        found[chosen] = close
    return found


def _blocks(lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Rows of pairs that are compared at a time."""
    order = np.argsort(lengths, kind="stable")  # pairs of one length fill their rows
    begin = 0
    while begin < len(order):
        end = begin + max(1, min(len(order) - begin, CELLS // max(int(lengths[order[begin]]), 1)))
        while end > begin + 1 and (end - begin) * lengths[order[end - 1]] > CELLS:
            end = begin + max(1, (end - begin) // 2)
        yield order[begin:end]
        begin = end


def _told(texts: Rows, pairs: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    rows, place = np.unique(pairs.ravel(), return_inverse=True)
    return texts.values(rows), place.reshape(-1, 2)


def compared(texts: list[str], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The similarity of each pair; pairs hold numbers of two of these texts, shape (pairs, 2)."""
    sets, sizes = _sets(texts)
    left, right = pairs.T
    both = np.sort(np.concatenate([sets[left], sets[right]], axis=1), axis=1)
    common = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] != NONE)).sum(axis=1)
    return np.asarray(common / (sizes[left] + sizes[right] - common))


def _sets(texts: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The distinct hashes of each text in a row of its own, filled up with NONE, and how many they are."""
    hashes, starts = gram_hashes(texts)
    counts = np.diff(starts, append=len(hashes))
    wide = np.full((len(texts), counts.max(initial=1)), NONE)
    wide[np.arange(wide.shape[1]) < counts[:, None]] = np.minimum(hashes >> np.uint64(32), NONE - 1)
    wide.sort(axis=1)
    wide[:, 1:][wide[:, 1:] == wide[:, :-1]] = NONE
    return wide, (wide != NONE).sum(axis=1)
