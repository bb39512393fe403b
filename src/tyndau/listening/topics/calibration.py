"""From scores to chances that mean what they say, and the chance below which the classifier keeps silent."""

from typing import Any, NamedTuple

import numpy as np

NEVER = 2.0  # a threshold that no chance reaches
BINS = 10


class Calibration(NamedTuple):
    """Chance of the first label = logistic(steepness x its lead over the second + offset)."""

    steepness: float
    offset: float  # at most 0: of two labels that lie level, neither is likelier than not


def chances(scores: Any, calibration: Calibration) -> Any:
    """The chance of each label, a row a text. The first is calibrated; the others part what it leaves by their scores.

    Same order as the scores; each row sums to at most one.
    """
    texts = np.arange(len(scores))
    best = scores.argmax(axis=1)
    first = _logistic(calibration.steepness * _leads(scores) + calibration.offset)
    raised = np.exp(calibration.steepness * (scores - scores[texts, best][:, None]))
    raised[texts, best] = 0
    rest = raised.sum(axis=1)
    left = np.divide(1 - first, rest, out=np.zeros_like(first), where=rest > 0)
    found = np.minimum(raised * left[:, None], first[:, None])
    found[texts, best] = first
    return found


def learn_calibration(scores: Any, right: Any) -> Calibration:
    """Fit the chance of the first label on held-out texts, by logistic regression on its lead over the second.

    scores  float, a row a text; right  bool: whether the label of the greatest score is the text's own. A text whose
            label no other fold holds counts as wrong: so it will be with new labels
    Source  Platt 1999, with his smoothed targets; the lead instead of the score, see docs/method/topics.md
    """
    from scipy.optimize import minimize

    leads = _leads(scores)
    hits = int(right.sum())
    targets = np.where(right, (hits + 1) / (hits + 2), 1 / (len(right) - hits + 2))

    def surprise(way: Any) -> float:
        told = np.clip(_logistic(way[0] * leads + way[1]), 1e-9, 1 - 1e-9)
        return float(-np.mean(targets * np.log(told) + (1 - targets) * np.log1p(-told)))

    fitted = minimize(surprise, np.array([3.0, -0.5]), method="L-BFGS-B", bounds=[(0.1, 50.0), (-10.0, 0.0)])
    return Calibration(float(fitted.x[0]), float(fitted.x[1]))


def _leads(scores: Any) -> Any:
    second, first = np.partition(scores, -2, axis=1)[:, -2:].T
    return np.minimum(first - second, 10.0)  # a label that stands alone leads without bounds


def _logistic(way: Any) -> Any:
    return 1 / (1 + np.exp(-way))


def learn_threshold(first: Any, right: Any, wanted: float) -> float:
    """The least chance from which up answers were right as often as wanted, on held-out texts.

    Where even all of them together were, it is `wanted` or their least chance, whichever is less: no text was hard
    enough to show where the model begins to fail.

    first  float, chance of the first label of each text; right  bool; NEVER where no chance is good enough
    """
    order = np.argsort(-first, kind="stable")
    ranked = first[order]
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    whole = np.append(ranked[1:] != ranked[:-1], True)  # texts of one chance are answered all or not at all
    good = np.flatnonzero(whole & (rate >= wanted))
    if not len(good):
        return NEVER
    least = float(ranked[good[-1]])
    return min(least, wanted) if good[-1] == len(order) - 1 else least


def calibration_error(first: Any, right: Any) -> float:
    """Mean distance between the chance of the first label and how often it is right, over ten bins of as many texts."""
    order = np.argsort(first, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(len(part) * abs(first[part].mean() - right[part].mean()) for part in bins) / len(order))
