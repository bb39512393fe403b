"""How often accounts would meet by chance: a p value for each edge, and q values over all pairs that could have met.

The null hypothesis: two accounts share the same objects, but each at a time of its own. How fast an object goes round
is learned from its other shares; of an object with few shares little can be learned, so it leans on what is usual for
all objects.
"""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.common import in_common
from tyndau.listening.echoes.together.edges import Edges
from tyndau.listening.sql import connect

LEAN = 435.0  # pairs of shares that the usual speed counts for: those of an object with 30 shares
MOST_TESTED = 5_000_000  # pairs of accounts counted one by one; beyond, an upper bound of their number is taken


class Chance(NamedTuple):
    """By edge: objects that both accounts share, p, q; by table: pairs of accounts tested, whether that is exact."""

    common: Any
    p: Any
    q: Any
    tested: int
    exact: bool


def speeds(shares: Coded, paired: Any, usual: float | None = None) -> tuple[Any, float]:
    """The chance that two shares of an object by two accounts lie within the window: by object, and what is usual.

    paired  pairs of different accounts within the window, by object
    """
    objects = len(shares.names["object_id"])
    rows = np.bincount(shares.objects, minlength=objects).astype(float)
    size = len(shares.names["account_id"]) + 1
    own, times = np.unique(shares.objects * size + shares.accounts, return_counts=True)
    same = np.bincount(own // size, weights=times * (times - 1) / 2, minlength=objects)
    possible = rows * (rows - 1) / 2 - same
    raw = paired / np.maximum(possible, 1)
    if usual is None:
        # The median: a few objects that are passed around at once do not make haste usual.
        usual = float(np.median(raw[possible > 0])) if (possible > 0).any() else 0.0
        usual = max(usual, float(paired.sum() / max(possible.sum(), 1)) / 10, 1e-9)
    return (paired + LEAN * usual) / (possible + LEAN), usual


# By the engine's pow, so that a machine's own vector instructions change no digit.
LINKED = "select 1 - pow(1 - least(speed, 1), times) as chance from found"


def chance(shares: Coded, edges: Edges, speed: Any) -> Chance:
    """p and q of each edge: the chance that its accounts meet on as many objects or more.

    Source  Poisson-binomial tail by convolution (Hong 2013); Benjamini & Hochberg 1995 over all pairs of accounts with
            an object in common: a pair that never met within the window has p = 1 and needs no row
    """
    size = len(shares.names["account_id"]) + 1
    once, times = np.unique(shares.objects * size + shares.accounts, return_counts=True)
    edge, objects, times = in_common(once // size, once % size, times, edges.left, edges.right)
    with connect() as engine:
        engine.register("found", pa.table({"speed": pa.array(speed[objects]), "times": pa.array(times)}))
        chances = engine.sql(LINKED).to_arrow_table()["chance"].to_numpy()
        engine.register("held", pa.table({"object": pa.array(once // size), "account": pa.array(once % size)}))
        tested, exact = _tested(engine, once // size)
    common = np.bincount(edge, minlength=len(edges.left))
    p = tails(common, chances, edges.weight)
    return Chance(common, p, _benjamini_hochberg(p, tested), tested, exact)


def _tested(engine: Any, objects: Any) -> tuple[int, bool]:
    """How many pairs of accounts have an object in common."""
    sizes = np.unique(objects, return_counts=True)[1].astype(float)
    bound = float((sizes * (sizes - 1) / 2).sum())
    if bound > MOST_TESTED:
        return int(bound), False
    counted = engine.sql(
        "select count(*) from (select distinct a.account, b.account from held a join held b"
        " on a.object = b.object and a.account < b.account)"
    ).fetchall()
    return int(counted[0][0]), True


def tails(common: Any, chances: Any, met: Any) -> Any:
    """P(X >= met) for each edge, X the sum of its independent chances; edges of one shape at a time.

    chances  those of the first edge, then those of the second, and so on; added from the smallest on
    Only chances are added up, nothing is taken off 1: so the far tail, which matters, is as exact as the near one.
    """
    starts = np.cumsum(common) - common
    tails = np.ones(len(common))
    shape = common.astype(np.int64) * (int(met.max(initial=0)) + 1) + met
    order = np.argsort(shape, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(shape[order])) + 1) if len(order) else []:
        length, times = int(common[rows[0]]), int(met[rows[0]])
        some = np.sort(chances[starts[rows][:, None] + np.arange(length)], axis=1)
        below = np.zeros((len(rows), times))  # of having met 0 .. times - 1 times
        below[:, 0] = 1
        reached = np.zeros(len(rows))
        for step in range(length):
            one = some[:, step]
            reached += below[:, -1] * one
            below[:, 1:] = below[:, 1:] * (1 - one[:, None]) + below[:, :-1] * one[:, None]
            below[:, 0] *= 1 - one
        tails[rows] = np.minimum(reached, 1)
    return tails


def _benjamini_hochberg(p: Any, tested: int) -> Any:
    """q values; pairs that are not listed have p = 1."""
    order = np.argsort(p, kind="stable")
    scaled = p[order] * max(tested, len(p)) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return q
