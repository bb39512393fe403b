"""Shares corrected by what people coded, from counts alone; numbers or whole arrays of them."""

from typing import Any

import numpy as np

from tyndau.listening.coding.intervals import CONFIDENCE, Bounds, joined, paired_difference, z_of
from tyndau.listening.intervals import wilson


def prediction_powered(
    hits: Any, n: Any, gained: Any, lost: Any, coded: Any, confidence: float = CONFIDENCE
) -> tuple[Any, Bounds]:
    """The classifier's share, mended by its mean error among units that people coded.

    hits, n        units that the classifier puts into the category, of all units
    gained, lost   coded units that only people, that only the classifier put into it; of `coded` drawn at random
    Returns        share, (low, high), all within 0..1
    Source         Angelopoulos et al. 2023, Science 382 (mean); instead of its normal interval each part has one that
                   holds for rare categories, Wilson's and Tango's, joined by MOVER. For 0/1 labels the covariance of
                   both parts is never above nought, so leaving it out can only widen the interval.
    """
    hits, n, gained, lost, coded = (np.asarray(one, float) for one in (hits, n, gained, lost, coded))
    named, error = hits / n, (gained - lost) / np.maximum(coded, 1e-300)
    share = np.clip(named + error, 0, 1)
    bounds = wilson(hits, n, confidence), paired_difference(gained, lost, coded, confidence)
    return share, joined(named + error, (named, *bounds[0], 1.0), (error, *bounds[1], 1.0))


def rogan_gladen(
    hits: Any, n: Any, found: Any, positives: Any, spared: Any, negatives: Any, confidence: float = CONFIDENCE
) -> tuple[Any, Bounds]:
    """The share that a classifier of known sensitivity and specificity would see as it does.

    hits, n            units that the classifier puts into the category, of all units
    found, positives   coded units in the category that it found, of all such
    spared, negatives  coded units outside that it left outside, of all such
    Returns            share within 0..1, NaN where sensitivity + specificity <= 1; (low, high), 0..1 where the coded
                       units cannot tell the classifier from chance
    Source             Rogan, Gladen 1978. Interval: Fieller's, which holds for a ratio whose divisor is uncertain too,
                       over rates smoothed as in Lang, Reiczigel 2014 (Preventive Veterinary Medicine 113)
    """
    hits, n, found, positives, spared, negatives = (
        np.asarray(one, float) for one in (hits, n, found, positives, spared, negatives)
    )
    gain = found / np.maximum(positives, 1e-300) + spared / np.maximum(negatives, 1e-300) - 1
    possible = (gain > 0) & (positives > 0) & (negatives > 0)
    raw = (hits / n + spared / np.maximum(negatives, 1e-300) - 1) / np.where(possible, gain, 1)
    share = np.where(possible, np.clip(raw, 0, 1), np.nan)
    z2 = z_of(confidence) ** 2
    seen, seen_n = (hits + z2 / 2) / (n + z2), n + z2
    sensitivity, specificity = (found + 1) / (positives + 2), (spared + 1) / (negatives + 2)
    spread = seen * (1 - seen) / seen_n
    of_found, of_spared = (
        sensitivity * (1 - sensitivity) / (positives + 2),
        specificity * (1 - specificity) / (negatives + 2),
    )
    above, slope = seen + specificity - 1, sensitivity + specificity - 1
    # (above - share * slope)^2 <= z^2 * variance(share) is a parabola in the share: its roots are the ends.
    a = slope**2 - z2 * (of_found + of_spared)
    b = above * slope - z2 * of_spared
    c = above**2 - z2 * (spread + of_spared)
    root, firm = np.sqrt(np.maximum(b * b - a * c, 0)), (a > 0) & (slope > 0)
    divisor = np.where(firm, a, 1)
    low = np.where(firm, np.clip((b - root) / divisor, 0, 1), 0.0)
    high = np.where(firm, np.clip((b + root) / divisor, 0, 1), 1.0)
    # Smoothing moves the middle: the interval is stretched to its own estimate where that lies outside.
    inside = np.where(possible, share, low)
    return share, (np.minimum(low, inside), np.maximum(high, inside))
