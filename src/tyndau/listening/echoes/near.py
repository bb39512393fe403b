"""Near-duplicate groups: candidates by MinHash, verified exactly, attached to the group's leader.

Attachment to a leader and not to any member keeps a group from drifting from text to text as a corpus grows.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.echoes.minhash import candidate_pairs, gram_hashes, signatures
from tyndau.listening.errors import require_columns

ECHOES = pa.schema(
    [("post", pa.string()), ("echo", pa.string()), ("leader", pa.string()), ("similarity", pa.float64())]
)


def near_duplicates(texts: Any, jaccard: float, least_characters: int, seed: int) -> Any:
    """Group posts whose texts are the same but for small changes.

    texts             post string, normal string, in order of time: the earliest text of a group leads it
    jaccard           least exact Jaccard similarity of the sets of character 5-grams to the leader, 0..1
    least_characters  shorter normal forms are left out: greetings coincide by chance
    seed              of the hash permutations; stored in run.json
    Returns           post, echo string (id of the group), leader string (post), similarity float64; one row for each
                      post in a group of at least two posts, sorted by post
    Raises            MissingColumns
    Source            Broder 1997 (MinHash), Leskovec et al. ch. 3 (LSH); exact verification ours
    """
    require_columns("texts", texts, ("post", "normal"))
    posts_of: dict[str, list[str]] = {}
    for post, normal in zip(texts["post"].to_pylist(), texts["normal"].to_pylist(), strict=True):
        if len(normal) >= least_characters:
            posts_of.setdefault(normal, []).append(post)
    distinct = list(posts_of)
    leaders, similarity = _leaders(distinct, jaccard, seed)
    members: dict[int, list[tuple[str, float]]] = {}
    for index, normal in enumerate(distinct):
        members.setdefault(leaders[index], []).extend((post, similarity[index]) for post in posts_of[normal])
    rows = []
    for leader, posts in members.items():
        if len(posts) > 1:
            first = posts_of[distinct[leader]][0]
            echo = "e" + hashlib.blake2b(first.encode(), digest_size=6).hexdigest()
            rows += [(post, echo, first, round(close, 4)) for post, close in posts]
    rows.sort()
    return table_of(rows, ECHOES)


def _leaders(texts: Sequence[str], jaccard: float, seed: int) -> tuple[list[int], list[float]]:
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
    for earlier, later in candidate_pairs(signatures(texts, seed)):
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
