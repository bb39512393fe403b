"""Which alarms of a day stand when hundreds of series are watched: two days of three, and Benjamini-Hochberg."""

from typing import Any

import numpy as np

Array = Any


def pair(p: Array, of_days: int) -> Array:
    """The larger p of today's and of the smallest of the days before it, `of_days` together: [series, days].

    It is below a level exactly where two of the days, today among them, are. NaN counts as 1 among the days before.
    """
    held = np.where(np.isnan(p), 1.0, p)
    before = np.ones_like(held)
    for back in range(1, of_days):
        before[:, back:] = np.minimum(before[:, back:], held[:, :-back])
    return np.where(np.isnan(p), np.nan, np.maximum(p, before))


def chance_of_pair(pairs: Array, of_days: int) -> Array:
    """How often a quiet series has so small a pair, were its days independent: x (1 - (1 - x)^(of_days - 1)).

    That is 2 x^2 - x^3 for three days. It is an approximation: two days judged by nearly one baseline share its errors,
    so that small pairs come more often than this says. What remains of it is measured, see docs/method/alarms.md.
    """
    return pairs * -np.expm1((of_days - 1) * np.log1p(-np.minimum(pairs, 1 - 1e-16)))


def benjamini_hochberg(p: Array) -> Array:
    """q of each hypothesis of a family: the least share of false ones at which it would be among the chosen. [n].

    Source   Benjamini & Hochberg 1995. NaN is no hypothesis and stays NaN.
    """
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q
