"""Quasi-Poisson regression of many series at once, because one fit a series and day would take an hour.

All series of a call share one design matrix: what was counted differs, the calendar does not. So a step of the fit is
a few products of matrices, whatever the number of series.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import chdtri

Array = Any  # numpy.ndarray; [series, rows], [series, columns] and so on stand in the docstrings

STEPS = 60  # of iteratively reweighted least squares at most; a fit takes 5 to 8, an all-zero group some 25
STILL = 1e-9  # relative change of the deviance at which a fit stands still; the error is then far smaller (R: 1e-8)
RIDGE = 1e-9  # keeps a column without information at zero instead of breaking the fit; moves no estimate by 1e-7
LOWEST = -30.0  # of a linear predictor without offset
ABOVE = 5.0  # log of how far above its largest count a series may be expected to be on the way to its fit
FEWEST = 0.1  # added to a count to begin with, as R does


@dataclass(frozen=True)
class Fit:
    """`coefficients` [series, columns], `expected` and `leverage` [series, rows], `covariance` [series, columns,
    columns] without dispersion, `pearson` the dispersion estimate before it is held at 1 or above [series],
    `freedom` rows with weight less effective columns [series]."""

    coefficients: Array
    expected: Array
    leverage: Array
    covariance: Array
    pearson: Array
    freedom: Array

    @property
    def dispersion(self) -> Array:
        return np.maximum(self.pearson, 1.0)

    def dispersion_at_most(self, chance: float) -> Array:
        """The upper limit of the dispersion, 1 at least: the true one lies above it with this chance. [series].

        A tail that is drawn with the estimate itself is as often too thin as too thick, and a thin one calls far more
        often than a thick one spares. Source   Pearson's chi2 of `freedom` degrees; McCullagh & Nelder 1989, 4.5
        """
        return np.maximum(self.pearson * self.freedom / chdtri(self.freedom, 1 - chance), 1.0)


def fit(
    design: Array,
    counts: Array,
    weights: Array,
    offset: Array | None = None,
    penalty: Array | None = None,
    begin: Array | None = None,
) -> Fit:
    """Fit log(expected) = design @ coefficients + offset to each series by weighted quasi-likelihood.

    design   [rows, columns], shared by all series
    counts   [series, rows], none negative
    weights  [series, rows]; 0 leaves a row out
    offset   [series, rows], or None
    penalty  [columns], precision of a normal prior around zero for each coefficient, or None for none
    begin    [series, rows] expected counts of a fit that lies near, or None; it saves steps and changes no result
    Source   McCullagh & Nelder 1989, chapters 2 and 9
    """
    columns = design.shape[1]
    counts = np.asarray(counts, float)
    shift = np.zeros_like(counts) if offset is None else np.asarray(offset, float)
    precision = np.full(columns, RIDGE) if penalty is None else np.maximum(penalty, RIDGE)
    crossed = _Products(design)
    mean = counts + FEWEST if begin is None else begin.copy()
    deviance = np.full(len(counts), np.inf)
    found = np.zeros((len(counts), columns))
    going = np.arange(len(counts))
    # A step from next to nothing overshoots; without a ceiling the information then swallows the prior and is singular.
    ceiling = np.log(counts.max(1, initial=0.0, keepdims=True) + 1) + ABOVE
    for _ in range(STEPS):
        y, w, mu, off = counts[going], weights[going], mean[going], shift[going]
        working = w * mu
        response = np.log(mu) - off + (y - mu) / mu
        information = crossed.information(working, precision)
        found[going] = np.linalg.solve(information, ((working * response) @ design)[..., None])[..., 0]
        mu = np.exp(np.minimum(np.maximum(found[going] @ design.T, LOWEST) + off, ceiling[going]))
        mean[going] = mu
        now = 2 * (w * (_y_log(y, mu) - (y - mu))).sum(1) + (precision * found[going] ** 2).sum(1)
        moved = np.abs(now - deviance[going]) > STILL * (np.abs(now) + FEWEST)
        deviance[going] = now
        going = going[moved]
        if not len(going):
            break
    return _finished(crossed, counts, weights, mean, found, precision)


class _Products:
    """x x' of each row, and which of its entries are alike: of weekdays most are 0, and each is summed only once."""

    def __init__(self, design: Array) -> None:
        rows, self.columns = design.shape
        self.whole = (design[:, :, None] * design[:, None, :]).reshape(rows, -1)
        self.different, self.place = np.unique(self.whole, axis=1, return_inverse=True)

    def information(self, working: Array, precision: Array) -> Array:
        """X' W X of each series, with the precision of the prior."""
        sums = (working @ self.different)[:, self.place.ravel()]
        return sums.reshape(-1, self.columns, self.columns) + np.diag(precision)

    def spread(self, covariance: Array) -> Array:
        """x' C x of each series and row."""
        return covariance.reshape(len(covariance), -1) @ self.whole.T


def _finished(crossed: _Products, counts: Array, weights: Array, mean: Array, found: Array, precision: Array) -> Fit:
    covariance = np.linalg.inv(crossed.information(weights * mean, precision))
    spread = crossed.spread(covariance)
    leverage = np.clip(weights * mean * spread, 0.0, 1.0)
    held = (weights > 0).sum(1)
    freedom = np.maximum(held - leverage.sum(1), 1.0)  # a baseline as short as the model says nothing of its spread
    pearson = (weights * (counts - mean) ** 2 / mean).sum(1) / freedom
    return Fit(found, mean, leverage, covariance, pearson, freedom)


def _y_log(y: Array, mu: Array) -> Array:
    return np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / mu), 0.0)


def reweighted(fitted: Fit, counts: Array, weights: Array, limit: float) -> Array:
    """Weights that let outbreaks of the past count less: gamma s^-2 where the residual s is above `limit`.

    gamma makes the weights of a series sum to its number of rows. Anscombe residuals, standardised by leverage.
    Source   Farrington et al. 1996, Noufaily et al. 2013
    """
    mean = fitted.expected
    spread = np.sqrt(fitted.dispersion[:, None] * np.maximum(1 - fitted.leverage, 1e-9))
    residual = 1.5 * (np.asarray(counts, float) ** (2 / 3) * mean ** (-1 / 6) - mean**0.5) / spread
    part = np.where(residual > limit, np.maximum(residual, limit) ** -2.0, 1.0) * (weights > 0)
    rows = (weights > 0).sum(1)
    return part * (rows / np.maximum(part.sum(1), 1e-300))[:, None]
