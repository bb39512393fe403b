"""MinHash signatures of texts over character 5-grams, and candidate pairs by banding (LSH).

Scheme `poly64-affine-64x16-folded`: texts folded (echoes.folding); rolling polynomial over code points (multiplier
1000003), mixed by the golden ratio; 64 affine permutations mod 2^64, upper 32 bits, minimum; 16 bands of 4. Signatures
of another scheme do not compare.
"""

from collections.abc import Sequence
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tyndau.listening.runner import Each

SCHEME = "poly64-affine-64x16-folded"
GRAM, PERMUTATIONS, BANDS = 5, 64, 16
MULTIPLIER, GOLDEN = np.uint64(1000003), np.uint64(0x9E3779B97F4A7C15)
BLOCK = 1_000  # texts at a time: their hashes stay in the cache through 64 permutations

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


def band_keys(signed: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """One number a band, shape (texts, 16): what shares a band shares it; others do with a chance of 2^-32."""
    rows = PERMUTATIONS // BANDS
    keys = np.zeros((len(signed), BANDS), np.uint64)
    with np.errstate(over="ignore"):
        for row in range(rows):
            keys = (keys + signed[:, row::rows].astype(np.uint64)) * GOLDEN
            keys ^= keys >> np.uint64(29)
    return (keys >> np.uint64(32)).astype(np.uint32)


def candidate_pairs(bands: Any, each: Each = starmap, partitions: int = 1) -> NDArray[np.int64]:
    """Pairs (later, earlier) of texts that share a band, each once, sorted by the later one; shape (pairs, 2).

    bands       band_keys of all texts, a column a band. Inside a bucket each member is paired with the bucket's first
                member only, so that a bucket stays linear.
    each        calls `bucket_pairs` for each partition; a partition holds whole buckets, so no pair lies across two
    partitions  at least so many, by band and by the remainder of its key
    """
    size = bands.shape[0]
    parts = -(-partitions // max(bands.shape[1], 1))
    calls = ((bands[:, band], part, parts) for band in range(bands.shape[1]) for part in range(parts))
    codes = sorted_once(np.concatenate([np.zeros(0, np.int64), *each(bucket_pairs, calls)]))
    return np.stack([codes // max(size, 1), codes % max(size, 1)], axis=1)


def bucket_pairs(keys: NDArray[np.uint32], part: int, parts: int) -> NDArray[np.int64]:
    """Pairs of one band: later text * number of texts + earlier text, for keys that leave `part` divided by `parts`."""
    texts = np.flatnonzero(keys % np.uint32(parts) == part)
    order = texts[np.argsort(keys[texts], kind="stable")]
    sorted_keys = keys[order]
    begins = np.flatnonzero(np.append(True, sorted_keys[1:] != sorted_keys[:-1])[: len(order)])
    leader = np.repeat(order[begins], np.diff(begins, append=len(order)))
    later = leader != order
    # One number a pair sorts faster than two columns.
    codes: NDArray[np.int64] = order[later] * len(keys) + leader[later]
    return codes


def sorted_once(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Distinct values, sorted. np.unique of numpy 2.3 hashes, which is thirty times as slow on numbers like these."""
    ranked = np.sort(values)
    first: NDArray[np.bool_] = np.append(True, ranked[1:] != ranked[:-1])[: len(ranked)]
    return ranked[first]
