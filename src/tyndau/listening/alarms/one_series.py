"""The daily watch on one series of a file: the same model and the same rule, without a family of other series."""

from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from tyndau.listening.alarms.daily import WEEK, quiet
from tyndau.listening.alarms.fdr import pair
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.verdicts import verdicts
from tyndau.listening.alarms.watch import together

DAILY = AlarmParameters()


def daily(t: Any, obs: Any, last: int, parameters: AlarmParameters = DAILY) -> Any:
    """Judge the last values of a daily series against the twelve weeks before each.

    t, obs   [n], t days without gaps; days of a week share t mod 7, and there are no holidays
    Returns  t, obs, upper_bound (quantile .97), alarm, expected, p (mid-p), dispersion. alarm: today and one of the
             two days before have p below .03, and the three days hold five or more. No bound without 28 days of
             baseline.
    Source   docs/method/alarms.md
    """
    counts = np.asarray(obs, float)[None]
    with threadpool_limits(1):
        found = quiet(counts, np.asarray(t) % WEEK, None, np.ones(counts.shape, bool), parameters)
    near = np.nan_to_num(pair(found.p, parameters.of_days), nan=1.0)[0]
    alarm = (near < parameters.level) & (together(counts, parameters.of_days)[0] >= parameters.fewest)
    judged = slice(max(len(counts[0]) - last, 0), None)
    told = (found.expected[0, judged], found.p[0, judged], found.dispersion[0, judged], alarm[judged])
    return verdicts(np.asarray(t)[judged], np.asarray(obs)[judged], found.upper_bound[0, judged], *told)
