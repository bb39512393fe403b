"""What a quiet day would bring: our model of daily counts, fitted to all series of a day at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tyndau.listening.alarms import glm
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.tails import mid_p, quantile

Array = Any
WEEK = 7
SUNDAY = 6
FEWEST = 0.5  # counts that a baseline is taken to hold at least: of nothing heard in 84 days nothing is certain


@dataclass(frozen=True)
class Quiet:
    """All [series, days], NaN where a day was not judged.

    expected; dispersion of counts around it (1 at least); error, the standard error of log(expected); upper_bound and p
    (mid-p) of the count, both by a negative binomial whose variance holds dispersion and error; baseline, the number of
    days that the judgement stands on, int64.
    """

    expected: Array
    dispersion: Array
    error: Array
    upper_bound: Array
    p: Array
    baseline: Array


def quiet(
    counts: Array, weekday: Array, active: Array | None, watched: Array, parameters: AlarmParameters,
    wanted: Array | None = None,
) -> Quiet:  # fmt: skip
    """Judge each day of each series by the baseline days before it, and by nothing later.

    counts   [series, days], whole numbers
    weekday  [days], 0 Monday .. 6 Sunday; a holiday is given as a Sunday
    active   [series, days] active accounts of the platform and place, or None: the model then counts, else it rates
    watched  [series, days] bool: False where nobody listened to that place; such a day is neither judged nor baseline
    wanted   [series, days] bool: the days that are judged, or None for all; what is judged does not depend on it
    Source   Noufaily et al. 2013 carried to days; docs/method/alarms.md
    """
    series, days = counts.shape
    found = [np.full((series, days), np.nan) for _ in range(3)]
    baseline = np.zeros((series, days), np.int64)
    offset = None if active is None else np.log(np.maximum(active, 1.0))
    for day in range(days):
        rows = np.arange(max(day - parameters.guard - parameters.baseline, 0), day - parameters.guard)
        if not len(rows):
            continue
        baseline[:, day] = watched[:, rows].sum(1)
        asked = watched[:, day] if wanted is None else watched[:, day] & wanted[:, day]
        able = np.flatnonzero((baseline[:, day] >= parameters.cold_below) & asked)
        if not len(able):
            continue
        cut = np.ix_(able, rows)
        shift = None if offset is None else offset[cut]
        design = _design(rows, day, weekday, parameters)
        fitted = _fitted(counts[cut], design, watched[cut], shift, parameters)
        today = _design(np.array([day]), day, weekday, parameters)[0]
        told = fitted.coefficients @ today
        if offset is not None:
            told = told + offset[able, day]
        found[0][able, day] = np.maximum(np.exp(told), FEWEST / baseline[able, day])
        found[1][able, day] = spread = fitted.dispersion_at_most(parameters.dispersion_above)
        sure = np.minimum(fitted.covariance @ today @ today, 1 / FEWEST)  # of half a count the log is no less certain
        found[2][able, day] = np.sqrt(spread * sure)
    expected, dispersion, error = found
    judged = np.isfinite(expected)
    bound, p = np.full((series, days), np.nan), np.full((series, days), np.nan)
    # The expected count is itself uncertain; without its error pairs of days come three times as often as they should.
    spread = (dispersion + expected * error**2)[judged]
    bound[judged] = quantile(1 - parameters.level, expected[judged], spread)
    p[judged] = mid_p(counts[judged], expected[judged], spread)
    return Quiet(expected, dispersion, error, bound, p, baseline)


def _design(rows: Array, day: int, weekday: Array, parameters: AlarmParameters) -> Array:
    """Intercept, trend (-1 .. 1 over the baseline), and the seven days of the week: [rows, 9]."""
    half = parameters.baseline / 2
    trend = (rows - (day - parameters.guard - half - 0.5)) / half
    return np.column_stack([np.ones(len(rows)), trend, weekday[rows][:, None] == np.arange(WEEK)])


def _fitted(counts: Array, design: Array, watched: Array, offset: Array | None, parameters: AlarmParameters) -> glm.Fit:
    """The fit with outbreaks of the baseline damped."""
    penalty = np.concatenate([[0.0, parameters.trend_spread**-2.0], np.full(WEEK, parameters.weekday_spread**-2.0)])
    weights = watched.astype(float)
    fitted = glm.fit(design, counts, weights, offset, penalty)
    for _ in range(parameters.reweightings):
        damped = glm.reweighted(fitted, counts, weights, parameters.residual_limit)
        fitted = glm.fit(design, counts, damped, offset, penalty, begin=fitted.expected)
    return fitted
