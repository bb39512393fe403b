"""Intervals for rates and for differences of paired rates that hold their promise also near 0 and 1.

All take arrays and numbers alike. Counts may be fractions: weighted samples come as effective counts.
"""

from typing import Any

import numpy as np

CONFIDENCE = 0.95
HALVINGS = 60  # of an interval of length 2: below what a double can tell
Bounds = tuple[Any, Any]


def z_of(confidence: float) -> float:
    """The standard normal quantile of a two-sided interval: 1.96 for 0.95."""
    from scipy.special import ndtri  # when an interval is asked for: SciPy takes a while to load

    return float(ndtri((1 + confidence) / 2))


def clopper(hits: Any, n: Any, confidence: float = CONFIDENCE) -> Bounds:
    """Exact interval of a rate, never short of its confidence; 0..1 where n is 0. Source: Clopper, Pearson 1934."""
    from scipy.special import betaincinv

    hits, n, tail = np.asarray(hits, float), np.asarray(n, float), (1 - confidence) / 2
    low = betaincinv(np.maximum(hits, 1e-300), n - hits + 1, tail)
    high = betaincinv(hits + 1, np.maximum(n - hits, 1e-300), 1 - tail)
    return np.where(hits > 0, low, 0.0), np.where(hits < n, high, 1.0)


def paired_difference(gained: Any, lost: Any, n: Any, confidence: float = CONFIDENCE) -> Bounds:
    """Score interval of (gained - lost) / n for n units that each gain, lose or keep.

    It stays honest where nothing was gained or lost, when a variance from the data would be nought; -1..1 where n is 0.
    Source: Tango 1998, Statistics in Medicine 17: zeros of the score with the nuisance rate at its restricted maximum.
    """
    gained, lost, n = np.broadcast_arrays(*(np.asarray(one, float) for one in (gained, lost, n)))
    some = np.maximum(n, 1e-300)
    middle = np.clip((gained - lost) / some, -1, 1)
    bounds = []
    for edge in (-1.0, 1.0):
        outer, inner = np.full(middle.shape, edge), middle.copy()
        for _ in range(HALVINGS):
            tried = (outer + inner) / 2
            rejected = _score(gained, lost, some, tried) > z_of(confidence) ** 2
            outer, inner = np.where(rejected, tried, outer), np.where(rejected, inner, tried)
        bounds.append(np.where(n > 0, inner, edge))
    return bounds[0], bounds[1]


def _score(gained: Any, lost: Any, n: Any, difference: Any) -> Any:
    """The squared score of a supposed difference."""
    b = -gained - lost + (2 * n - gained + lost) * difference
    c = -lost * difference * (1 - difference)
    losing = (np.sqrt(np.maximum(b * b - 8 * n * c, 0)) - b) / (4 * n)
    variance = n * (2 * losing + difference * (1 - difference))
    return (gained - lost - n * difference) ** 2 / np.maximum(variance, 1e-300)


def joined(estimate: Any, *parts: tuple[Any, Any, Any, Any]) -> Bounds:
    """Interval of a sum of uncorrelated parts from their own intervals, clipped to 0..1.

    parts    (value, low, high, factor): the factor scales the part's variance
    Source   Zou, Donner 2008, Statistics in Medicine 27 (MOVER)
    """
    down = sum(factor * (value - low) ** 2 for value, low, _, factor in parts)
    up = sum(factor * (high - value) ** 2 for value, _, high, factor in parts)
    return np.clip(estimate - np.sqrt(down), 0, 1), np.clip(estimate + np.sqrt(up), 0, 1)
