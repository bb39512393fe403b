"""Raking: weights that bring several margins of a sample to known shares at once, and what they cost in precision."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

ROUNDS = 500
NEAR = 1e-10  # shares that differ by less are the same
MET = 1e-6  # margins that differ from their targets by no more are met
CAPS = 200
OUTSIDE = -1


class Raked(NamedTuple):
    """weights: per unit of each cell, mean 1 over units; gap: largest difference of a margin from its target [0..1];
    rounds: until nothing moved; trimmed: units at the cap; met: the gap is nought for all that matters."""

    weights: Any
    gap: float
    rounds: int
    trimmed: int
    met: bool


def rake(n: Any, categories: Sequence[Any], targets: Sequence[Any], trim: float) -> Raked:
    """Weigh cells of units so that each margin has its target's shares.

    n           units of each cell, above nought
    categories  for each margin: the category of each cell, 0.., or OUTSIDE where it is not known: such cells together
                keep the part of the weight that they have of the units
    targets     for each margin: the share of each category, above nought, sum 1; each category must hold units
    trim        largest weight, as a multiple of the mean; above 1
    Source      Deming, Stephan 1940 (iterative proportional fitting); the cap within each round as in DeBell, Krosnick
                2009, ANES technical report 012427. Margins that contradict each other, or a cap that is hit, leave a
                gap
    """
    n = np.asarray(n, float)
    margins = [_whole(n, *margin) for margin in zip(categories, targets, strict=True)]
    weights, rounds = np.ones(len(n)), 0
    for rounds in range(1, ROUNDS + 1):  # noqa: B007 - how many were needed is told
        before = weights
        for category, target in margins:
            weights = weights * (target * n.sum() / np.bincount(category, weights * n, len(target)))[category]
        weights = _capped(weights, n, trim)
        if np.abs(weights - before).max(initial=0) < NEAR:
            break
    gap = max((_gap(weights, n, *margin) for margin in margins), default=0.0)
    trimmed = int(n[weights > trim * (1 - 1e-6)].sum())
    return Raked(weights, gap, rounds, trimmed, gap <= MET)


def _whole(n: Any, category: Any, target: Any) -> tuple[Any, Any]:
    """The margin with the unknown as one more category, whose target is its part of the units."""
    outside = category == OUTSIDE
    unknown = n[outside].sum() / n.sum()
    if not unknown:
        return category, target
    return np.where(outside, len(target), category), np.append(target * (1 - unknown), unknown)


def _capped(weights: Any, n: Any, trim: float) -> Any:
    weights = weights * n.sum() / (weights * n).sum()
    for _ in range(CAPS):
        if weights.max(initial=0) <= trim * (1 + 1e-9):
            break
        weights = np.minimum(weights, trim)
        weights = weights * n.sum() / (weights * n).sum()
    return weights


def _gap(weights: Any, n: Any, category: Any, target: Any) -> float:
    held = np.bincount(category, weights * n, len(target))
    return float(np.abs(held / held.sum() - target).max())


def effective(weights: Any, n: Any) -> float:
    """Kish's effective number of units: (sum of weights)² / sum of squares; never above the number. Kish 1965."""
    total = float((weights * n).sum())
    return total**2 / float((weights**2 * n).sum()) if total else 0.0
