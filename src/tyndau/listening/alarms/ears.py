"""EARS C1, C2 and C3: a moving mean and spread of seven values. Here for comparison: its alarms are mostly false."""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import special

from tyndau.listening.alarms.verdicts import verdicts

BASELINE = 7
GUARD = 2  # values between the baseline and today, for C2 and C3
C1_C2_LEVEL, C3_LEVEL = 0.999, 0.975
NEEDED = {"c1": BASELINE, "c2": BASELINE + GUARD, "c3": BASELINE + 2 * GUARD}  # values before the first judged one


def ears(t: Any, obs: Any, method: str, last: int) -> Any:
    """Judge the last values of a series by C1, C2 or C3.

    t, obs   [n], t without gaps
    last     how many values to judge; those without enough values before them get no bound
    Returns  t, obs, upper_bound, alarm, and expected (mean of the baseline) for C1 and C2
    Source   Fricker, Hegler & Dunfee 2008; C3 as the R package surveillance has it: the bound of today asks only
             whether the two values before were high. A constant baseline has no spread: there any value above the mean
             is over the bound of C1 and C2; as a statistic of C3 it is infinite, and a value at the mean is 0.
    """
    values = np.asarray(obs, float)
    gap = 0 if method == "c1" else GUARD
    mean, spread = _moving(values, gap)
    if method == "c3":
        bound, expected = _c3(values, mean, spread), None
    else:
        bound, expected = mean + special.ndtri(C1_C2_LEVEL) * spread, mean
    judged = slice(max(len(values) - last, 0), None)
    return verdicts(
        np.asarray(t)[judged], np.asarray(obs)[judged], bound[judged], None if expected is None else expected[judged]
    )


def _moving(values: Any, gap: int) -> tuple[Any, Any]:
    """Mean and standard deviation (n - 1) of the seven values that end `gap` before each; NaN where there are none."""
    mean, spread = np.full(len(values), np.nan), np.full(len(values), np.nan)
    first = BASELINE + gap
    if len(values) > first:
        windows = sliding_window_view(values, BASELINE)[: len(values) - first]
        mean[first:], spread[first:] = windows.mean(1), windows.std(1, ddof=1)
    return mean, spread


def _c3(values: Any, mean: Any, spread: Any) -> Any:
    above = values - mean
    statistic = np.divide(above, spread, out=np.full(len(values), np.nan), where=spread > 0)
    flat = spread == 0
    statistic[flat] = np.where(above[flat] > 0, np.inf, np.where(above[flat] < 0, -np.inf, 0.0))
    excess = np.maximum(statistic - 1, 0)
    bound = np.full(len(values), np.nan)
    if len(values) > GUARD:
        past = excess[1:-1] + excess[:-2]
        moved = np.multiply(spread[2:], special.ndtri(C3_LEVEL) - past, out=np.zeros(len(past)), where=spread[2:] != 0)
        bound[2:] = np.where(np.isnan(past), np.nan, np.maximum(values[2:] + moved, 0))
    return bound
