"""A weighted share with an interval that knows the weights, and bounds for what weights cannot mend."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.intervals import wilson
from tyndau.listening.represent.raking import OUTSIDE, effective


class Weighted(NamedTuple):
    """Of each topic: share, low, high [0..1]."""

    share: Any
    low: Any
    high: Any


def weighted(n: Any, asked: Any, weights: Any, categories: Sequence[Any]) -> Weighted:
    """Shares by weight, as if the units of a cell were drawn by chance from the people of the cell.

    n           units of each cell
    asked       cells x topics: units that ask for it
    weights     per unit of each cell
    categories  of the margins that were raked (raking.rake): what they explain of a share adds nothing to its error
    Returns     shares with intervals of 95 %
    Source      residuals of the calibrated margins: Deville, Särndal 1992; Wilson's interval at the effective number of
                the share's own variance: Korn, Graubard 1998
    """
    n, asked, weights = (np.asarray(one, float) for one in (n, asked, weights))
    total = (weights * n).sum()
    share = weights @ asked / total
    dummies = _dummies(categories, len(n))
    scale = np.sqrt(weights * n)[:, None]
    explained = np.linalg.lstsq(dummies * scale, asked / n[:, None] * scale, rcond=None)[0]
    fitted = np.clip(dummies @ explained, 0, 1)
    squares = weights**2 @ (asked * (1 - fitted) ** 2 + (n[:, None] - asked) * fitted**2)
    free = max(n.sum() - np.linalg.matrix_rank(dummies), 1)
    variance = squares / total**2 * n.sum() / free
    kish = effective(weights, n)
    own = share * (1 - share) / np.maximum(variance, 1e-300)
    # With few who ask, the residuals look smaller than they are: never trust them beyond what the weights leave.
    size = np.where((share <= 0) | (share >= 1), kish, np.clip(own, 1, kish))
    low, high = wilson(share * size, size)
    return Weighted(share, np.minimum(low, share), np.maximum(high, share))


def _dummies(categories: Sequence[Any], cells: int) -> Any:
    columns = [np.ones((cells, 1))]
    for category in categories:
        columns.append((category[:, None] == np.unique(category[category != OUTSIDE])).astype(float))
    return np.hstack(columns)


def worst_case(share: Any, coverage: float | None) -> tuple[Any, Any]:
    """What the share of all people may be when nothing is known of those who were not heard.

    share     of the heard [0..1]
    coverage  heard part of the people [0..1], None = unknown
    Returns   (c p, c p + 1 - c); (0, 1) where the coverage is unknown
    Source    Manski 1989, Journal of Human Resources 24
    """
    heard = min(max(coverage or 0.0, 0.0), 1.0)
    low = heard * np.asarray(share, float)
    return low, np.minimum(low + 1 - heard, 1)


def if_silent_differ(low: Any, high: Any, coverage: float | None, odds: float) -> tuple[Any, Any]:
    """What the share may be when the silent ask for it with odds up to `odds` times lower or higher than the heard.

    low, high  interval of the share of the heard
    odds       1 or more; 1 = the silent are like the heard, which nobody knows
    Source     a model of sensitivity, in the manner of Rosenbaum 2002; between the interval and the worst case
    """
    heard = min(max(coverage or 0.0, 0.0), 1.0)
    low, high = np.asarray(low, float), np.asarray(high, float)
    least, most = low / (low + odds * (1 - low)), odds * high / (odds * high + 1 - high)
    return heard * low + (1 - heard) * least, heard * high + (1 - heard) * most
