"""Krippendorff's alpha for one weighting of the units or for thousands of them at once: the arithmetic alone.

A resample of units is a column of whole weights; everything that alpha needs is a product of the weights with a sparse
table of counts (units x codes), so that 2,000 resamples cost a few matrix products and no loop over units.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

LEVELS = ("nominal", "ordinal", "interval", "ratio")
BLOCK = 512  # values whose distances to all others are held at once


@dataclass(frozen=True)
class Counts:
    """How many coders gave which code to which unit; only units of two codes or more, for others pair with nothing.

    table    sparse (units, codes) of whole numbers
    values   number of each code, ascending: the scale of interval and ratio, the order of ordinal
    """

    table: Any
    values: Any

    @property
    def coded(self) -> Any:
        """Codes of each unit, at least 2."""
        return np.asarray(self.table.sum(axis=1)).ravel()

    @property
    def alike(self) -> bool:
        """Whether each unit has one code only."""
        return bool(self.table.nnz == self.table.shape[0])


def counts_of(units: Any, codes: Any, values: Any) -> Counts:
    """Counts from rows: unit number and place of the code in `values`, one row a coder and unit."""
    from scipy import sparse  # SciPy takes a while to load

    shape = (int(units.max(initial=-1)) + 1, len(values))
    table = sparse.csr_matrix((np.ones(len(units)), (units, codes)), shape=shape)
    kept = np.asarray(table.sum(axis=1)).ravel() >= 2
    return Counts(table[kept], np.asarray(values, float))


def alphas(counts: Counts, level: str, weights: Any) -> Any:
    """Alpha for each column of weights; NaN where fewer than two different codes carry weight.

    weights  (units, resamples), how often each unit was drawn
    Returns  float64 (resamples,): 1 - D_o / D_e
    Source   Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: D_o adds 1 / (m - 1) for each ordered pair
             of values within a unit of m, D_e pairs each value with all others
    """
    drawn = counts.table.T @ weights
    n = drawn.sum(axis=0)
    observed, expected = _DISAGREEMENT[level](counts, weights, drawn)
    varied = (drawn > 0).sum(axis=0) > 1
    return np.where(varied, 1 - (n - 1) * np.maximum(observed, 0) / np.where(varied, expected, 1.0), np.nan)


def widest(counts: Counts, level: str) -> float:
    """The greatest distance of two values in use, in units of the expected disagreement."""
    drawn = np.asarray(counts.table.sum(axis=0)).reshape(-1, 1)
    used, n = np.flatnonzero(drawn[:, 0]), float(drawn.sum())
    if level == "nominal":
        furthest = 1.0
    elif level == "ratio":
        low, high = counts.values[used[0]], counts.values[used[-1]]
        furthest = float(((high - low) / (high + low)) ** 2)
    else:
        points = np.cumsum(drawn[:, 0]) - drawn[:, 0] / 2 if level == "ordinal" else counts.values
        furthest = float((points[used[-1]] - points[used[0]]) ** 2)
    expected = _DISAGREEMENT[level](counts, np.ones((counts.table.shape[0], 1)), drawn)[1]
    return furthest / (float(expected[0]) / (n * (n - 1)))


def category_alphas(counts: Counts, weights: Any) -> Any:
    """Nominal alpha of each code against all others, (codes, resamples); NaN where all or none carry the code."""
    from scipy import sparse  # SciPy takes a while to load

    drawn = counts.table.T @ weights
    n = drawn.sum(axis=0)
    coded = sparse.diags(counts.coded)
    pairs = sparse.diags(2 / (counts.coded - 1)) @ (coded @ counts.table - counts.table.multiply(counts.table))
    observed, expected = pairs.T @ weights, 2 * drawn * (n - drawn)
    return np.where(expected > 0, 1 - (n - 1) * observed / np.where(expected > 0, expected, 1.0), np.nan)


def _nominal(counts: Counts, weights: Any, drawn: Any) -> tuple[Any, Any]:
    coded = counts.coded
    same = np.asarray(counts.table.multiply(counts.table).sum(axis=1)).ravel()
    return ((coded**2 - same) / (coded - 1)) @ weights, drawn.sum(axis=0) ** 2 - (drawn**2).sum(axis=0)


def _ordinal(counts: Counts, weights: Any, drawn: Any) -> tuple[Any, Any]:
    # The ordinal distance (all values from c to k, less half of both ends) is the distance of their middle ranks.
    ranks = np.cumsum(drawn, axis=0) - drawn / 2
    sums, squares = counts.table @ ranks, counts.table @ ranks**2
    coded = counts.coded[:, None]
    observed = (weights * 2 * (coded * squares - sums**2) / (coded - 1)).sum(axis=0)
    return observed, _spread(drawn, ranks)


def _interval(counts: Counts, weights: Any, drawn: Any) -> tuple[Any, Any]:
    table = counts.table.tocoo()
    # Each unit is measured from one of its own values, so that agreement is nought exactly and not but for rounding.
    origin = np.zeros(table.shape[0])
    origin[table.row] = counts.values[table.col]
    off = counts.values[table.col] - origin[table.row]
    sums, squares = (np.bincount(table.row, table.data * off**power, table.shape[0]) for power in (1, 2))
    coded = counts.coded
    return (2 * (coded * squares - sums**2) / (coded - 1)) @ weights, _spread(drawn, counts.values[:, None])


def _spread(drawn: Any, points: Any) -> Any:
    """Sum of squared distances over all ordered pairs of values, from their mean."""
    n = drawn.sum(axis=0)
    mean = (drawn * points).sum(axis=0) / np.maximum(n, 1)
    return 2 * n * (drawn * (points - mean) ** 2).sum(axis=0)


def _ratio(counts: Counts, weights: Any, drawn: Any) -> tuple[Any, Any]:
    within, expected = np.zeros(counts.table.shape[0]), np.zeros(weights.shape[1])
    table = counts.table.tocsc()
    for begin in range(0, len(counts.values), BLOCK):
        block = slice(begin, begin + BLOCK)
        some = counts.values[None, block]
        total, apart = counts.values[:, None] + some, (counts.values[:, None] - some) ** 2
        distance = np.divide(apart, total**2, out=np.zeros_like(apart), where=total != 0)
        within += np.asarray(table[:, block].multiply(counts.table @ distance).sum(axis=1)).ravel()
        expected += (drawn[block] * (distance.T @ drawn)).sum(axis=0)
    return (within / (counts.coded - 1)) @ weights, expected


_DISAGREEMENT = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio}
