"""Intervals of shares and counts, for whole columns at once."""

from typing import Any

import numpy as np
from scipy.stats import chi2, norm

LEVEL = 0.95


def wilson(right: Any, n: Any, level: float = LEVEL) -> tuple[Any, Any]:
    """The Wilson score interval of right / n, elementwise; 0..1 where n is 0 (nothing is known).

    Source  Wilson 1927
    """
    right, n = np.asarray(right, float), np.asarray(n, float)
    z = norm.ppf((1 + level) / 2)
    safe = np.maximum(n, 1)
    share = right / safe
    middle = (share + z * z / (2 * safe)) / (1 + z * z / safe)
    half = z * np.sqrt(share * (1 - share) / safe + z * z / (4 * safe * safe)) / (1 + z * z / safe)
    low, high = np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def poisson(count: Any, level: float = LEVEL) -> tuple[Any, Any]:
    """The exact interval of the mean of a Poisson count, elementwise.

    Source  Garwood 1936
    """
    count, tail = np.asarray(count, float), (1 - level) / 2
    low = np.where(count > 0, chi2.ppf(tail, 2 * np.maximum(count, 1)) / 2, 0.0)
    return low, chi2.ppf(1 - tail, 2 * count + 2) / 2
