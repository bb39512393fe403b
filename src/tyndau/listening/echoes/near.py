"""Near-duplicate groups: candidates by MinHash, verified exactly, attached to the group's leader.

Attachment to a leader and not to any member keeps a group from drifting from text to text as a corpus grows.
"""

import hashlib
from itertools import pairwise, starmap
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tyndau.listening.arrow import Rows
from tyndau.listening.echoes.folding import fold
from tyndau.listening.echoes.minhash import BANDS, PERMUTATIONS, band_keys, candidate_pairs, signatures, sorted_once
from tyndau.listening.echoes.similar import similarities
from tyndau.listening.errors import require_columns
from tyndau.listening.runner import Each

PAIRS_AT_ONCE = 200_000
MARGIN = 0.2  # three standard errors of a similarity estimated from 64 permutations
SIGNED = pa.schema(
    [
        ("post", pa.string()),
        ("normal", pa.string()),
        ("copy", pa.uint64()),
        ("bands", pa.list_(pa.uint32(), BANDS)),
        ("sketch", pa.list_(pa.uint8(), PERMUTATIONS)),
    ]
)
ECHOES = pa.schema(
    [("post", pa.string()), ("echo", pa.string()), ("leader", pa.string()), ("similarity", pa.float64())]
)


def sign(texts: Any, least_characters: int, seed: int) -> Any:
    """Sign each text, row by row, so that a batch shows how far the work is.

    texts             post string, normal string
    least_characters  shorter keys (echoes.folding) are not signed: greetings coincide by chance
    seed              of the hash permutations; stored in run.json
    Returns           SIGNED: post, normal [the folded key from here on], copy uint64 [its hash], bands 16 x uint32
                      [keys of the bands], sketch 64 x uint8 [lowest bits of the signature; scheme minhash.SCHEME];
                      same rows, same order, the last three null for short texts
    Raises            MissingColumns
    Source            Broder 1997 (MinHash); Li & König 2010 (b-bit)
    """
    require_columns("texts", texts, ("post", "normal"))
    keys = fold(texts["normal"].to_pylist())
    short = np.fromiter((len(key) < least_characters for key in keys), bool, len(keys))
    kept = [key for key, left_out in zip(keys, short.tolist(), strict=True) if not left_out]
    signed = signatures(kept, seed)
    copies = np.zeros(len(short), np.uint64)
    copies[~short] = [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") for text in kept]
    lists = {
        "bands": _spread(band_keys(signed), pa.uint32(), short),
        "sketch": _spread(signed.astype(np.uint8), pa.uint8(), short),
    }
    columns = {
        "post": texts["post"],
        "normal": pa.array(keys, pa.string()),
        "copy": pa.array(copies, pa.uint64(), mask=short),
        **lists,
    }
    return pa.table(columns, schema=SIGNED)


def _spread(values: NDArray[Any], kind: Any, short: NDArray[Any]) -> Any:
    """Rows of a matrix as a column of lists, null where the text was short."""
    whole = np.zeros((len(short), values.shape[1]), values.dtype)
    whole[~short] = values
    lists = pa.list_(kind, values.shape[1])
    return pa.FixedSizeListArray.from_arrays(pa.array(whole.ravel(), kind), type=lists, mask=pa.array(short))


def near_duplicates(signed: Any, jaccard: float, each: Each = starmap, partitions: int = 1) -> Any:
    """Group posts whose texts are the same but for small changes.

    signed    SIGNED as `sign` gives it, in order of time: the earliest text of a group leads it
    jaccard   least exact Jaccard similarity of the sets of character 5-grams to the leader, 0..1
    each, partitions  how the pairs of a partition are found and compared (minhash.candidate_pairs); the answer is
              the same for any
    Returns   post, echo string (id of the group), leader string (post), similarity float64; one row for each post in a
              group of at least two posts, sorted by post. Two texts count as equal when a 64-bit hash is: among a
              million texts that is wrong once in a chance of 3e-8
    Raises    MissingColumns
    Source    Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3 (LSH); exact verification ours
    """
    require_columns("signed", signed, SIGNED.names)
    rows = np.flatnonzero(signed["copy"].is_valid().to_numpy())
    if not len(rows):
        return ECHOES.empty_table()
    _, first, copy = np.unique(signed["copy"].drop_null().to_numpy(), return_index=True, return_inverse=True)
    # Distinct texts in order of time, and the text of each row.
    ranks = np.argsort(np.argsort(first))
    texts, text_of = rows[np.sort(first)], ranks[copy]
    leaders, similarity = _leaders(signed, texts, np.sort(first), jaccard, (each, partitions))
    leader, close = leaders[text_of], similarity[text_of]
    members = np.bincount(leader, minlength=len(texts))
    grouped = np.flatnonzero(members[leader] > 1)
    used, which = np.unique(leader[grouped], return_inverse=True)
    firsts = signed["post"].take(pa.array(texts[used])).combine_chunks()
    names = pa.array(["e" + hashlib.blake2b(post.encode(), digest_size=6).hexdigest() for post in firsts.to_pylist()])
    found = pa.table(
        {
            "post": signed["post"].take(pa.array(rows[grouped])),
            "echo": names.take(pa.array(which)),
            "leader": firsts.take(pa.array(which)),
            "similarity": pa.array(close[grouped].round(4), pa.float64()),
        },
        schema=ECHOES,
    )
    return found.sort_by("post")


def _leaders(
    signed: Any, texts: NDArray[np.int64], signed_rows: NDArray[np.int64], jaccard: float, spread: tuple[Each, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each distinct text the number of its leader (itself where it leads or stands alone) and its similarity.

    A text joins the nearest leader of its candidates. Who leads an earlier text must be known before a later one asks,
    so texts are decided in waves: a wave holds those whose candidates were all decided in waves before.
    """
    leaders, similarity = np.arange(len(texts)), np.ones(len(texts))
    pairs = candidate_pairs(_lists(signed["bands"], BANDS)[signed_rows], *spread)
    pairs = candidates(pairs, signed["sketch"], signed_rows, jaccard)
    normal, sizes = Rows(signed["normal"]), pc.utf8_length(signed["normal"]).to_numpy().astype(np.int64)
    for later, earlier in _waves(pairs, len(texts)):
        # Each text is asked for each leader once.
        codes = sorted_once(later * len(texts) + leaders[earlier])
        asked = np.stack([codes // len(texts), codes % len(texts)], axis=1)
        close = similarities(normal, sizes, texts[asked], spread[0])
        near = close >= jaccard
        asked, close = asked[near], close[near]
        order = np.lexsort((asked[:, 1], -close, asked[:, 0]))
        best = order[np.append(True, asked[order][1:, 0] != asked[order][:-1, 0])[: len(order)]]
        leaders[asked[best, 0]], similarity[asked[best, 0]] = asked[best, 1], close[best]
    return leaders, similarity


def _lists(column: Any, size: int) -> Any:
    """The rows of a fixed-size list column that are no nulls, as a matrix."""
    return np.concatenate([chunk.flatten().to_numpy() for chunk in column.chunks]).reshape(-1, size)


def candidates(pairs: NDArray[np.int64], sketch: Any, rows: NDArray[np.int64], jaccard: float) -> NDArray[np.int64]:
    """Those of the pairs (later, earlier) whose signatures do not rule out the wanted similarity."""
    if not len(pairs):
        return pairs
    signs = _lists(sketch, PERMUTATIONS)[rows]
    kept = []
    for begin in range(0, len(pairs), PAIRS_AT_ONCE):
        block = pairs[begin : begin + PAIRS_AT_ONCE]
        same = (signs[block[:, 0]] == signs[block[:, 1]]).mean(axis=1)
        estimate = (same - 1 / 256) / (1 - 1 / 256)  # one byte coincides by chance
        kept.append(block[estimate >= jaccard - MARGIN])
    return np.concatenate(kept)


def _waves(pairs: NDArray[np.int64], count: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """The pairs parted so that every earlier text stands in a wave before its later one."""
    waves = [0] * count
    for begin in range(0, len(pairs), PAIRS_AT_ONCE):
        for later, earlier in pairs[begin : begin + PAIRS_AT_ONCE].tolist():
            if waves[earlier] >= waves[later]:
                waves[later] = waves[earlier] + 1
    wave = np.array(waves, np.int64)[pairs[:, 0]]
    order = np.argsort(wave, kind="stable")
    edges = np.flatnonzero(np.diff(wave[order], prepend=-1, append=-1))
    return [(pairs[order[begin:end], 0], pairs[order[begin:end], 1]) for begin, end in pairwise(edges)]
