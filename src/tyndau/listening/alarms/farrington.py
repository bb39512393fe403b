"""Farrington's original method: the same weeks of earlier years, a bound on the scale where counts are symmetric."""

from typing import Any

import numpy as np
from scipy import special

from tyndau.listening.alarms.baseline import Past
from tyndau.listening.alarms.noufaily import FEWEST_CASES, recent
from tyndau.listening.alarms.seasonal import predicted
from tyndau.listening.alarms.verdicts import verdicts

POWER = 2 / 3


def past(frequency: int) -> Past:
    """Four years, one period, three values left out; residuals above 1 damped; the trend only where p < .05."""
    return Past(4, 3, 1, frequency, 3, 1.0, 0.05, 0.05)


def farrington(t: Any, obs: Any, last: int, frequency: int = 52) -> Any:
    """Judge the last values of a series against the same weeks of four years.

    t, obs, last, frequency  as for noufaily
    Returns  t, obs, upper_bound, alarm, expected, p. p is the normal tail on the 2/3 power scale on which the bound is
             drawn: obs > upper_bound exactly where p < .05. No bound where the last four values hold under five cases.
    Source   Farrington, Andrews, Beale & Catchpole 1996
    """
    counts, rule = np.asarray(obs), past(frequency)
    judged = np.arange(max(len(counts) - last, 0), len(counts))
    expected, bound, p = (np.full(len(judged), np.nan) for _ in range(3))
    for row, k in enumerate(judged.tolist()):
        if k >= rule.needed:
            expected[row], dispersion, error = predicted(counts, k, rule)
            bound[row], p[row] = _bound(counts[k], expected[row], dispersion, error, rule.level)
    bound[recent(counts)[judged] < FEWEST_CASES] = np.nan
    return verdicts(np.asarray(t)[judged], counts[judged], bound, expected, p)


def _bound(count: int, mean: float, dispersion: float, error: float, level: float) -> tuple[float, float]:
    """The bound, and the p of a count, on the 2/3 power scale."""
    spread = np.sqrt(4 / 9 * mean ** (1 / 3) * (dispersion + error**2 / mean))
    bound = (mean**POWER + special.ndtri(1 - level) * spread) ** (1 / POWER)
    return float(bound), float(special.ndtr((mean**POWER - count**POWER) / spread))
