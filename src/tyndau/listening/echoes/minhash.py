"""MinHash signatures of texts over character 5-grams, and candidate pairs by banding (LSH).

Scheme `poly64-affine-64x16`: rolling polynomial over code points (multiplier 1000003), mixed by the golden ratio; 64
affine permutations mod 2^64, upper 32 bits, minimum; 16 bands of 4. Signatures of another scheme do not compare.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCHEME = "poly64-affine-64x16"
GRAM, PERMUTATIONS, BANDS = 5, 64, 16
MULTIPLIER, GOLDEN = np.uint64(1000003), np.uint64(0x9E3779B97F4A7C15)
BLOCK = 5_000

Hashes = NDArray[np.uint64]


def gram_hashes(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """Hashes of all character 5-grams of all texts in one array, and where each text's begin (texts padded to 5)."""
    padded = [text.ljust(GRAM) for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(text) for text in padded), np.int64, len(padded))
    if not len(codes):
        return np.empty(0, np.uint64), np.zeros(0, np.int64)
    with np.errstate(over="ignore"):
        hashes = codes[: len(codes) - GRAM + 1].copy()
        for offset in range(1, GRAM):
            hashes = hashes * MULTIPLIER + codes[offset : len(codes) - GRAM + 1 + offset]
        hashes = hashes * GOLDEN
        hashes ^= hashes >> np.uint64(32)
    counts = lengths - GRAM + 1
    ends = np.cumsum(lengths)
    starts = ends - lengths
    # Grams that run over the end of one text into the next are dropped.
    keep = np.ones(len(hashes), bool)
    for offset in range(GRAM - 1):
        crossing = ends - 1 - offset
        keep[crossing[crossing < len(hashes)]] = False
    return hashes[keep], np.cumsum(counts) - counts if len(starts) else np.zeros(0, np.int64)


def permutations(seed: int) -> tuple[Hashes, Hashes]:
    """Odd multipliers and offsets of the 64 affine permutations, from a seed."""
    random = np.random.Generator(np.random.PCG64(seed))
    multipliers = random.integers(1, 2**63, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    return multipliers, random.integers(0, 2**63, PERMUTATIONS, dtype=np.uint64)


def signatures(texts: Sequence[str], seed: int) -> NDArray[np.uint32]:
    """MinHash signatures, shape (texts, 64)."""
    multipliers, offsets = permutations(seed)
    made = np.empty((len(texts), PERMUTATIONS), np.uint32)
    for begin in range(0, len(texts), BLOCK):
        block = texts[begin : begin + BLOCK]
        hashes, starts = gram_hashes(block)
        for number in range(PERMUTATIONS):
            with np.errstate(over="ignore"):
                permuted = (hashes * multipliers[number] + offsets[number]) >> np.uint64(32)
            made[begin : begin + len(block), number] = np.minimum.reduceat(permuted, starts)
    return made


def candidate_pairs(signed: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs (later, earlier) of rows that share a band, each once, sorted by the later one; shape (pairs, 2).

    Inside a bucket each member is paired with the bucket's first member only, so that a bucket stays linear.
    """
    rows = PERMUTATIONS // BANDS
    found: list[Any] = []
    for band in range(BANDS):
        keys = (
            np.ascontiguousarray(signed[:, band * rows : (band + 1) * rows]).view(np.dtype((np.void, rows * 4))).ravel()
        )
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        leader = first[inverse]
        later = np.flatnonzero(leader != np.arange(len(leader)))
        found.append(np.stack([later, leader[later]], axis=1))
    together = np.concatenate(found)
    # One number a pair sorts faster than two columns.
    codes = np.unique(together[:, 0] * len(signed) + together[:, 1])
    return np.stack([codes // len(signed), codes % len(signed)], axis=1)
