"""Which texts people read: a random sample, by strata or from all, with each text's chance to be in it.

Small cells are not left out. Their suppression protects what is published; a sample is read inside, and a share from a
sample that lacks the rare would be wrong.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.coding.refusals import NothingToSample, SampleTooSmall

STRATA = ("language", "platform", "territory", "topic", "kind")
ALLOCATIONS = ("proportional", "equal")
UNKNOWN = "unknown"
HALVINGS = 100  # of a multiplier: below what a double can tell
SAMPLE = pa.schema([("post", pa.string()), ("stratum", pa.string()), ("probability", pa.float64())])


def frame(posts: Any, by: str | None, voices: Any = None, topic: str | None = None) -> pa.Table:
    """The posts that may be drawn: post, stratum; `by` names a column of the posts, None puts all into one stratum.

    voices   where given, only posts that ask for something and are voices of a demand
    topic    where given, only posts of which the run says that it is their topic
    """
    if topic is not None:
        posts = posts.filter(pc.equal(posts["topic"], topic))
    if voices is not None:
        posts = posts.filter(pc.is_in(posts["post"], pc.unique(voices["post"])))
    stratum = pa.repeat(pa.scalar("all"), posts.num_rows) if by is None else pc.fill_null(posts[by], UNKNOWN)
    return pa.table({"post": posts["post"], "stratum": stratum})


def sample(population: Any, n: int, seed: int, allocation: str = "proportional") -> pa.Table:
    """Draw n posts without replacement, at least one of each stratum.

    population  post, stratum; any order: the same seed draws the same posts
    n           posts to draw; all of them where there are no more
    Returns     SAMPLE in the random order in which they are read; probability is drawn / size of its stratum, so that
                a share weighs each post by its reciprocal
    Raises      NothingToSample, SampleTooSmall (fewer posts than strata: some would have no chance at all)
    """
    if population.num_rows == 0:
        raise NothingToSample()
    population = population.select(["stratum", "post"]).sort_by([("stratum", "ascending"), ("post", "ascending")])
    strata, sizes = np.unique(
        population["stratum"].to_numpy(zero_copy_only=False).astype(str), return_counts=True
    )  # fmt: skip
    if n < len(strata) and n < population.num_rows:
        raise SampleTooSmall(n=n, strata=len(strata))
    drawn = allocate(sizes, min(n, population.num_rows), allocation)
    generator, starts = np.random.default_rng(seed), np.cumsum(sizes) - sizes
    rows = np.concatenate(
        [start + generator.choice(size, take, replace=False)
         for start, size, take in zip(starts, sizes, drawn, strict=True)]
    )  # fmt: skip
    chance = np.repeat(drawn / sizes, drawn)
    order = generator.permutation(len(rows))
    taken = population.take(pa.array(rows[order]))
    return pa.table([taken["post"], taken["stratum"], pa.array(chance[order])], schema=SAMPLE)


def allocate(sizes: Any, n: int, allocation: str) -> Any:
    """How many to draw of each stratum: n in all, one at least, never more than there are.

    Source  largest remainders; what a small stratum cannot give, the others do
    """
    if allocation not in ALLOCATIONS:
        raise ValueError(f"no allocation {allocation}")
    sizes = np.asarray(sizes)
    due = sizes.astype(float) if allocation == "proportional" else np.ones(len(sizes))

    def taken(multiplier: float) -> Any:
        return np.clip(np.floor(multiplier * due).astype(np.int64), np.minimum(1, sizes), sizes)

    low, high = 0.0, float((sizes / due).max()) + 1
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if taken(middle).sum() <= n else (low, middle)
    drawn = taken(low)
    remainder = np.where(drawn < sizes, low * due - drawn, -np.inf)
    drawn[np.argsort(-remainder, kind="stable")[: max(n - int(drawn.sum()), 0)]] += 1
    return drawn
