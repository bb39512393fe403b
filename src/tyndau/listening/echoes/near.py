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
from tyndau.listening.echoes.minhash import PERMUTATIONS, candidate_pairs, gram_hashes, signatures
from tyndau.listening.errors import require_columns

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
    grams: dict[int, Any] = {}

    def grams_of(index: int) -> Any:
        if index not in grams:
            grams[index] = np.unique(gram_hashes([texts[index]])[0])
        return grams[index]

    wanted: dict[int, list[int]] = {}
    for earlier, later in candidate_pairs(signed):
        wanted.setdefault(later, []).append(earlier)
    for later in sorted(wanted):
        mine = np.unique(gram_hashes([texts[later]])[0])
        for leader in sorted({leaders[earlier] for earlier in wanted[later]}):
            theirs = grams_of(leader)
            common = np.intersect1d(mine, theirs, assume_unique=True).size
            close = common / (mine.size + theirs.size - common)
            if close >= jaccard and (leaders[later] == later or close > similarity[later]):
                leaders[later], similarity[later] = leader, close
    return leaders, similarity
