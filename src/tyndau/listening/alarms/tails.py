"""Tails of the counts that a quiet day may bring: negative binomial, or Poisson where nothing is overdispersed."""

from typing import Any

import numpy as np
from scipy import special

Array = Any

NEARLY_POISSON = 1e-9  # a dispersion so close to 1 is 1: the negative binomial's size would overflow
DOUBLINGS = 70


def below(counts: Array, mean: Array, dispersion: Array) -> Array:
    """P(Y <= counts) for Y of mean `mean` and variance `dispersion * mean`; counts below 0 give 0."""
    k, mu, phi = np.broadcast_arrays(np.asarray(counts, float), mean, dispersion)
    plain = phi <= 1 + NEARLY_POISSON
    size = mu / np.where(plain, 1.0, phi - 1)
    held = np.maximum(k, 0)
    chance = np.where(plain, special.pdtr(held, mu), special.betainc(np.maximum(size, 1e-300), held + 1, 1 / phi))
    return np.where(k < 0, 0.0, chance)


def at_least(counts: Array, mean: Array, dispersion: Array) -> Array:
    """P(Y >= counts), exact far out in the tail where 1 - P(Y < counts) would be rounded to 0."""
    k, mu, phi = np.broadcast_arrays(np.asarray(counts, float), mean, dispersion)
    plain = phi <= 1 + NEARLY_POISSON
    size = mu / np.where(plain, 1.0, phi - 1)
    held = np.maximum(k, 1)
    chance = np.where(plain, special.gammainc(held, mu), special.betainc(held, np.maximum(size, 1e-300), 1 - 1 / phi))
    return np.where(k <= 0, 1.0, chance)


def mid_p(counts: Array, mean: Array, dispersion: Array) -> Array:
    """P(Y > counts) + P(Y = counts) / 2: on counts of two or three a plain tail is far from its level.

    Source   Lancaster 1961
    """
    counts = np.asarray(counts, float)
    return (at_least(counts, mean, dispersion) + at_least(counts + 1, mean, dispersion)) / 2


def quantile(level: float, mean: Array, dispersion: Array) -> Array:
    """The smallest count k with P(Y <= k) >= level."""
    mu, phi = np.broadcast_arrays(np.asarray(mean, float), np.asarray(dispersion, float))
    low = np.full(mu.shape, -1.0)
    high = np.ceil(mu + 4 * np.sqrt(phi * mu) + 4)
    for _ in range(DOUBLINGS):
        short = below(high, mu, phi) < level
        if not short.any():
            break
        high = np.where(short, 2 * high, high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = below(middle, mu, phi) >= level
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high
