"""Intervals of shares and counts, for whole columns at once.

SciPy is loaded when one is asked for: it takes a while.
"""

from typing import Any

import numpy as np

LEVEL = 0.95


def wilson(right: Any, n: Any, level: float = LEVEL) -> tuple[Any, Any]:
    """The Wilson score interval of right / n, elementwise; 0..1 where n is 0 (nothing is known).

    Source  Wilson 1927
    """
    from scipy.special import ndtri

    right, n = np.asarray(right, float), np.asarray(n, float)
    z = ndtri((1 + level) / 2)
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
    from scipy.special import gammaincinv

    count, tail = np.asarray(count, float), (1 - level) / 2
    low = np.where(count > 0, gammaincinv(np.maximum(count, 1), tail), 0.0)
    return low, gammaincinv(count + 1, 1 - tail)
