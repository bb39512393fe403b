"""How far above the expected: a ratio with its interval, because an alarm without a size is only a colour."""

from typing import Any

import numpy as np

Array = Any
COVERS = 0.95


def severity(counts: Array, expected: Array, dispersion: Array, error: Array) -> tuple[Array, Array, Array]:
    """Observed by expected, and the ends of its 95 % interval; all of one shape, NaN where expected is.

    The count is uncertain as a Poisson count of count / dispersion (exact gamma limits), the expected by `error`, the
    standard error of its log; both are joined on the log scale, end by end. A count of 0 has the ratio and low end 0.

    Source   Garwood 1936; Donner & Zou 2012 (MOVER)
    """
    from scipy.special import gammaincinv, ndtri

    counts = np.asarray(counts, float)
    some = np.where(counts > 0, counts, 1.0)
    tail = (1 - COVERS) / 2
    units = some / np.where(np.isnan(dispersion), 1.0, dispersion)
    low, high = some * gammaincinv(units, tail) / units, some * gammaincinv(units + 1, 1 - tail) / units
    uncertain = ndtri(1 - tail) * error
    ratio = counts / expected
    down = np.hypot(np.log(some / np.maximum(low, 1e-300)), uncertain)
    up = np.hypot(np.log(high / some), uncertain)
    return ratio, ratio * np.exp(-down), np.where(counts > 0, ratio, 1 / expected) * np.exp(up)
