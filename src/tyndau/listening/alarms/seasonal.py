"""The quasi-Poisson fit under Farrington's and Noufaily's bounds: season, trend where it holds, outbreaks damped."""

from typing import NamedTuple

import numpy as np
from scipy import special

from tyndau.listening.alarms import glm
from tyndau.listening.alarms.baseline import Past, groups

YEARS_FOR_A_TREND = 3
NO_SLOPE = 1e-9  # over the whole baseline, on the log scale


class Prediction(NamedTuple):
    """Expected count, dispersion (1 at least), and the standard error of the expected count."""

    expected: float
    dispersion: float
    error: float


def predicted(counts: glm.Array, k: int, past: Past) -> Prediction:
    """What the past of value k (0-based) lets expect of it.

    counts   [n], of which those before k are used
    Source   Farrington et al. 1996; Noufaily et al. 2013, steps of docs/method/alarms.md
    """
    member = groups(k, past)
    rows = np.flatnonzero(member)
    y = counts[rows].astype(float)
    time = (rows - k) / max(k - rows[0], 1)  # only the scale differs from the number of the week
    today = np.zeros(past.periods + 1)
    today[0] = 1.0
    seasons = (
        np.stack([member[rows] == season for season in range(1, past.periods)], 1).astype(float)
        if (past.periods > 1)
        else np.zeros((len(rows), 0))
    )
    ones = np.ones((len(rows), 1))
    if past.years >= YEARS_FOR_A_TREND:
        found, chance = _fitted(np.hstack([ones, time[:, None], seasons]), y, past)
        # Time is counted from k: there the trend adds nothing, and the intercept is the prediction of group `periods`.
        if chance < past.trend_level and found.expected <= y.max():
            return found
    return _fitted(np.hstack([ones, seasons]), y, past, trend=False)[0]


def _fitted(design: glm.Array, y: glm.Array, past: Past, trend: bool = True) -> tuple[Prediction, float]:
    weights = np.ones((1, len(y)))
    first = glm.fit(design, y[None], weights)
    second = glm.fit(design, y[None], glm.reweighted(first, y[None], weights, past.residual_limit))
    dispersion = float(second.dispersion[0])
    expected = float(np.exp(second.coefficients[0, 0]))
    error = expected * float(np.sqrt(dispersion * second.covariance[0, 0, 0]))
    return Prediction(expected, dispersion, error), _chance_of_trend(second) if trend else 1.0


def _chance_of_trend(fitted: glm.Fit) -> float:
    """Two-sided p of the second column, by Student's t on the residual degrees of freedom."""
    spread = float(np.sqrt(fitted.pearson[0] * fitted.covariance[0, 1, 1]))
    slope = abs(float(fitted.coefficients[0, 1]))
    if slope < NO_SLOPE:
        return 1.0  # rounding: a constant past has no trend, however exact its fit
    if spread == 0:
        return 0.0
    return float(2 * special.stdtr(fitted.freedom[0], -slope / spread))
