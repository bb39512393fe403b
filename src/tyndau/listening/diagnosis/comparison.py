"""Two shares side by side: an interval of their difference, an exact test, and many tests judged together."""

from typing import Any

import numpy as np

from tyndau.listening.intervals import wilson

LEVEL = 0.05  # false discovery rate: of what a table calls more or less, so much may be chance
MORE, LESS, UNCLEAR = "more", "less", "unclear"


def newcombe(right: Any, n: Any, other_right: Any, other_n: Any) -> tuple[Any, Any]:
    """The interval of right / n - other_right / other_n at 95 %, elementwise; n are 1 or more.

    Counts may be sums of fractions of votes: their variance is at most that of whole votes, so the interval is wide
    rather than narrow.
    Source  Newcombe 1998, method 10 (two Wilson intervals joined)
    """
    right, n, other_right, other_n = (np.asarray(one, float) for one in (right, n, other_right, other_n))
    share, other = right / n, other_right / other_n
    (low, high), (other_low, other_high) = wilson(right, n), wilson(other_right, other_n)
    gap = share - other
    return (
        np.clip(gap - np.hypot(share - low, other_high - other), -1, 1),
        np.clip(gap + np.hypot(high - share, other - other_low), -1, 1),
    )


def chance_of_difference(right: Any, n: Any, other_right: Any, other_n: Any) -> Any:
    """Two-sided p of the difference of two shares, elementwise: twice the smaller tail of Fisher's exact test.

    A fraction of a vote never speaks for a difference: the larger share is rounded down and the smaller one up.
    Source  Fisher 1935
    """
    from scipy.stats import hypergeom

    right, n, other_right, other_n = (np.asarray(one, float) for one in (right, n, other_right, other_n))
    ahead = right * other_n >= other_right * n
    # A sum of thirds is whole only up to the last bit of a float.
    down, up = np.floor(right + 1e-9), np.ceil(right - 1e-9)
    other_down, other_up = np.floor(other_right + 1e-9), np.ceil(other_right - 1e-9)
    of_larger = np.where(ahead, down, other_down)
    of_smaller = np.where(ahead, other_up, up)
    larger_n = np.where(ahead, n, other_n)
    tail = hypergeom.sf(of_larger - 1, n + other_n, of_larger + of_smaller, larger_n)
    return np.minimum(1.0, 2 * tail)


def false_discoveries(p: Any) -> Any:
    """q values: the least false discovery rate at which each test would be called a finding.

    Source  Benjamini & Hochberg 1995
    """
    p = np.asarray(p, float)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return q


def told(values: dict[str, Any]) -> dict[str, Any]:
    """A row with its ratios to six digits behind the point, and chances to six that count: none is rounded to 0."""
    return {
        name: value
        if not isinstance(value, float)
        else float(f"{value:.6g}")
        if name in ("p", "q")
        else round(value, 6)
        for name, value in values.items()
    }


def finding(gap: Any, q: Any) -> Any:
    """more, less or unclear, elementwise."""
    return np.select([(q <= LEVEL) & (gap > 0), (q <= LEVEL) & (gap < 0)], [MORE, LESS], UNCLEAR)
