"""Farrington's method as Noufaily improved it, with the negative-binomial plug-in bound: the reference of the field."""

from typing import Any

import numpy as np

from tyndau.listening.alarms.baseline import Past
from tyndau.listening.alarms.seasonal import predicted
from tyndau.listening.alarms.tails import at_least, quantile
from tyndau.listening.alarms.verdicts import verdicts

FEWEST_CASES, IN_VALUES = 5, 4  # fewer in the last four values, today among them: no bound


def past(frequency: int) -> Past:
    """Four years, ten periods, half a year left out; the trend is kept at any p."""
    return Past(4, 3, 10, frequency, frequency // 2, 2.58, 1.0, 0.01)


def noufaily(t: Any, obs: Any, last: int, frequency: int = 52) -> Any:
    """Judge the last values of a series against the same season of four years.

    t, obs     [n], t without gaps
    last       how many values to judge; those without four years before them get no bound
    frequency  values a year
    Returns    t, obs, upper_bound (quantile .99), alarm, expected, p (chance of so many or more), dispersion. No bound
               and no alarm where the last four values hold fewer than five cases.
    Source     Noufaily et al. 2013, plug-in as in the R package surveillance; docs/method/alarms.md
    """
    counts, rule = np.asarray(obs), past(frequency)
    judged = np.arange(max(len(counts) - last, 0), len(counts))
    expected, dispersion = np.full(len(judged), np.nan), np.full(len(judged), np.nan)
    for row, k in enumerate(judged.tolist()):
        if k >= rule.needed:
            expected[row], dispersion[row], _ = predicted(counts, k, rule)
    known = np.isfinite(expected)
    bound, p = np.full(len(judged), np.nan), np.full(len(judged), np.nan)
    bound[known] = quantile(1 - rule.level, expected[known], dispersion[known])
    p[known] = at_least(counts[judged][known], expected[known], dispersion[known])
    bound[recent(counts)[judged] < FEWEST_CASES] = np.nan
    return verdicts(np.asarray(t)[judged], counts[judged], bound, expected, p, dispersion)


def recent(counts: Any) -> Any:
    """Cases in the last four values, each with the three before it."""
    total = np.concatenate([np.zeros(IN_VALUES), np.cumsum(counts)])
    return total[IN_VALUES:] - total[:-IN_VALUES]
