"""Whether a group of accounts differs from all other accounts more than a random group of its size would.

SciPy is loaded when a test is asked for: it takes a while.
"""

import hashlib
from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.intervals import wilson

DRAWS = 999


class Compared(NamedTuple):
    """A row a group; NaN where fewer than the least number of accounts could be measured in it or outside it."""

    n: Any  # accounts of the group that could be measured
    value: Any
    low: Any
    high: Any
    others: Any  # the same of all other accounts
    others_n: Any
    p: Any  # one-sided: as much or more in a random group


class Members(NamedTuple):
    """Which account (row of the measures) is in which group; each pair once."""

    account: Any
    group: Any
    groups: int

    def sums(self, values: Any) -> Any:
        return np.bincount(self.group, values[self.account], self.groups)


def shares(flag: Any, members: Members, least: int) -> Compared:
    """Share of accounts with a mark (1; 0 without, NaN unmeasured): Wilson interval, Fisher's exact test."""
    from scipy.stats import hypergeom

    able, marked = ~np.isnan(flag), np.nan_to_num(flag)
    n, hits = members.sums(able.astype(float)), members.sums(marked)
    others_n, others = able.sum() - n, marked.sum() - hits
    low, high = wilson(hits, n)
    p = hypergeom.sf(hits - 1, int(able.sum()), int(marked.sum()), n.astype(np.int64))
    found = (hits / np.maximum(n, 1), low, high, others / np.maximum(others_n, 1), p)
    return _enough(n, others_n, found, least)


def means(value: Any, members: Members, least: int) -> Compared:
    """Mean of a measure 0..1 over accounts, with a rank-sum test (normal, with ties; Mann & Whitney 1947).

    The interval is Wilson's: no measure between 0 and 1 spreads more than a mark that is either, and it keeps a width
    where all accounts are alike.
    """
    from scipy.special import ndtr
    from scipy.stats import rankdata

    able = ~np.isnan(value)
    total, whole = int(able.sum()), np.nan_to_num(value)
    n, summed = members.sums(able.astype(float)), members.sums(whole)
    safe, others_n = np.maximum(n, 1), total - n
    mean = summed / safe
    low, high = wilson(summed, n)
    ranks = np.zeros(len(value))
    ranks[able] = rankdata(value[able])
    tied = np.unique(value[able], return_counts=True)[1].astype(float)
    scale = total + 1 - (tied**3 - tied).sum() / max(total * (total - 1), 1)
    deviation = np.sqrt(np.maximum(n * others_n * scale / 12, 0))
    ahead = members.sums(ranks) - n * (total + 1) / 2 - 0.5
    p = ndtr(-np.divide(ahead, deviation, out=np.full(len(n), -np.inf), where=deviation > 0))
    others = (whole.sum() - summed) / np.maximum(others_n, 1)
    found = (mean, low, high, others, p)
    return _enough(n, others_n, found, least)


def bursts(first: Any, names: list[str], members: Members, window: float, least: int, seed: int) -> Compared:
    """The greatest share of a group's new accounts that first posted within one window, and what chance would give.

    first  [s] of each account's first post, NaN where the account may be older than the corpus
    names  of the groups: each has its own random draws, so that one group's answer hangs on no other
    Source scan statistic (Naus 1965); its null draws as many first posts out of those of all accounts, so that days
           on which everybody came count for nobody. `others` is the mean of the draws; a maximum has no interval here
    """
    able = ~np.isnan(first)
    n = members.sums(able.astype(float))
    pool = np.sort(first[able])
    value, expected, p = (np.full(members.groups, np.nan) for _ in range(3))
    others_n = len(pool) - n
    for group in np.flatnonzero((n >= least) & (others_n >= least)):
        own = np.sort(first[members.account[members.group == group]])[: int(n[group])]  # NaN stand last
        within = _densest(own[None, :], window)[0]
        digest = hashlib.blake2b(names[group].encode(), digest_size=8).digest()
        drawn = np.random.default_rng([seed, int.from_bytes(digest, "big")]).integers(len(pool), size=(DRAWS, len(own)))
        by_chance = _densest(np.sort(pool[drawn], axis=1), window)
        value[group], expected[group] = within / len(own), by_chance.mean() / len(own)
        p[group] = (1 + (by_chance >= within).sum()) / (DRAWS + 1)
    none = np.full(members.groups, np.nan)
    return _enough(n, others_n, (value, none, none, expected, p), least)


def _densest(times: Any, window: float) -> Any:
    """The most points of a row (ascending) within one window."""
    best = np.zeros(len(times), np.int64)
    begin = np.zeros(len(times), np.int64)
    rows = np.arange(len(times))
    for end in range(times.shape[1]):
        while (late := times[rows, end] - times[rows, begin] > window).any():
            begin += late
        np.maximum(best, end - begin + 1, out=best)
    return best


def _enough(n: Any, others_n: Any, found: tuple[Any, ...], least: int) -> Compared:
    few, alone = n < least, others_n < least
    value, low, high, others, p = (column.astype(np.float64) for column in found)
    for column in (value, low, high):
        column[few] = np.nan
    others[alone] = np.nan
    p[few | alone] = np.nan
    return Compared(n.astype(np.int64), value, low, high, others, others_n.astype(np.int64), p)


def benjamini_hochberg(p: Any) -> Any:
    """q of each test: the least share of false finds at which it is found; NaN is no test. Source: 1995."""
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q = np.full(len(p), np.nan)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return q
