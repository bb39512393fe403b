"""Near-duplicate groups: candidates by MinHash, verified exactly, attached to the group's leader.

Attachment to a leader and not to any member keeps a group from drifting from text to text as a corpus grows.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tyndau.listening.arrow import table_of
from tyndau.listening.echoes.minhash import BLOCK, PERMUTATIONS, candidate_pairs, gram_hashes, signatures
from tyndau.listening.errors import require_columns

PAIRS_AT_ONCE = 200_000
MARGIN = 0.2  # three standard errors of a similarity estimated from 64 permutations
ECHOES = pa.schema(
    [("post", pa.string()), ("echo", pa.string()), ("leader", pa.string()), ("similarity", pa.float64())]
)


def sign(texts: Any, least_characters: int, seed: int) -> Any:
    """Sign each text, row by row, so that a batch shows how far the work is.

    texts             post string, normal string
    least_characters  shorter normal forms are left out: greetings coincide by chance
    seed              of the hash permutations; stored in run.json
    Returns           post, normal, signature (64 x uint32; scheme minhash.SCHEME); short texts have no row
    Raises            MissingColumns
    Source            Broder 1997 (MinHash)
    """
    require_columns("texts", texts, ("post", "normal"))
    kept = texts.select(["post", "normal"])
    kept = kept.filter(pc.greater_equal(pc.utf8_length(kept["normal"]), least_characters))
    signed = signatures(kept["normal"].to_pylist(), seed)
    column = pa.FixedSizeListArray.from_arrays(pa.array(signed.ravel(), pa.uint32()), PERMUTATIONS)
    return kept.append_column("signature", column)


def near_duplicates(signed: Any, jaccard: float) -> Any:
    """Group posts whose texts are the same but for small changes.

    signed    post, normal, signature as `sign` gives them, in order of time: the earliest text of a group leads it
    jaccard   least exact Jaccard similarity of the sets of character 5-grams to the leader, 0..1
    Returns   post, echo string (id of the group), leader string (post), similarity float64; one row for each post in a
              group of at least two posts, sorted by post
    Raises    MissingColumns
    Source    Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3 (LSH); exact verification ours
    """
    require_columns("signed", signed, ("post", "normal", "signature"))
    posts_of: dict[str, list[str]] = {}
    rows_of: list[int] = []
    for row, (post, normal) in enumerate(zip(signed["post"].to_pylist(), signed["normal"].to_pylist(), strict=True)):
        if normal not in posts_of:
            rows_of.append(row)
        posts_of.setdefault(normal, []).append(post)
    distinct = list(posts_of)
    values = signed["signature"].combine_chunks().flatten().to_numpy().reshape(-1, PERMUTATIONS)
    leaders, similarity = _leaders(distinct, values[rows_of], jaccard)
    members: dict[int, list[tuple[str, float]]] = {}
    for index, normal in enumerate(distinct):
        members.setdefault(leaders[index], []).extend((post, similarity[index]) for post in posts_of[normal])
    rows = []
    for leader, posts in members.items():
        if len(posts) > 1:
            first = posts_of[distinct[leader]][0]
            echo = "e" + hashlib.blake2b(first.encode(), digest_size=6).hexdigest()
            rows += [(post, echo, first, round(close, 4)) for post, close in posts]
    return table_of(sorted(rows), ECHOES)


def _leaders(texts: Sequence[str], signed: NDArray[np.uint32], jaccard: float) -> tuple[list[int], list[float]]:
    """For each text the index of its leader (itself where it leads or stands alone) and its similarity to it."""
    leaders, similarity = list(range(len(texts))), [1.0] * len(texts)
    if len(texts) < 2:
        return leaders, similarity
    wanted = candidates(signed, jaccard)
    grams = GramSets(texts)
    for later in sorted(wanted):
        mine = grams.of(later)
        for leader in sorted({leaders[earlier] for earlier in wanted[later]}):
            theirs = grams.of(leader, keep=True)
            common = np.intersect1d(mine, theirs, assume_unique=True).size
            close = common / (mine.size + theirs.size - common)
            if close >= jaccard and (leaders[later] == later or close > similarity[later]):
                leaders[later], similarity[later] = leader, close
    return leaders, similarity


def candidates(signed: NDArray[np.uint32], jaccard: float) -> dict[int, list[int]]:
    """Candidate pairs whose signatures do not rule out the wanted similarity, by the later text."""
    pairs = candidate_pairs(signed)
    wanted: dict[int, list[int]] = {}
    for begin in range(0, len(pairs), PAIRS_AT_ONCE):
        block = pairs[begin : begin + PAIRS_AT_ONCE]
        estimate = (signed[block[:, 0]] == signed[block[:, 1]]).mean(axis=1)
        for later, earlier in block[estimate >= jaccard - MARGIN].tolist():
            wanted.setdefault(later, []).append(earlier)
    return wanted


class GramSets:
    """The distinct 5-gram hashes of texts, made by the block and kept only for leaders: memory stays bounded."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.block = -1
        self.sets: list[Any] = []
        self.kept: dict[int, Any] = {}

    def of(self, index: int, keep: bool = False) -> Any:
        """The sorted distinct hashes of one text; `later` texts are asked for in order, leaders again and again."""
        if index in self.kept:
            return self.kept[index]
        if keep and index // BLOCK != self.block:
            self.kept[index] = np.unique(gram_hashes([self.texts[index]])[0])
            return self.kept[index]
        if index // BLOCK != self.block:
            self.block = index // BLOCK
            self.sets = distinct_grams(self.texts[self.block * BLOCK : (self.block + 1) * BLOCK])
        found = self.sets[index % BLOCK]
        if keep:
            self.kept[index] = found.copy()
        return found


def distinct_grams(texts: Sequence[str]) -> list[NDArray[np.uint64]]:
    """The sorted distinct 5-gram hashes of each of many texts, sorted in one pass."""
    hashes, starts = gram_hashes(texts)
    owners = np.repeat(np.arange(len(texts)), np.diff([*starts, len(hashes)]))
    order = np.lexsort((hashes, owners))
    hashes, owners = hashes[order], owners[order]
    first = np.ones(len(hashes), bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    hashes, owners = hashes[first], owners[first]
    return np.split(hashes, np.searchsorted(owners, np.arange(1, len(texts))))
