"""The watch over all series: each day judged by the days before it, told only where there is something to tell."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from tyndau.listening.alarms import fdr
from tyndau.listening.alarms.cold import unusual
from tyndau.listening.alarms.daily import quiet
from tyndau.listening.alarms.dense import Grid, active_accounts, grid, heard_at_all, weekdays
from tyndau.listening.alarms.merging import clusters
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.severity import severity
from tyndau.listening.alarms.told import ALARM, ALARMS, SIGNAL, UNUSUAL, alarm_table
from tyndau.listening.errors import require_columns

Array = Any


@dataclass(frozen=True)
class Judged:
    """All [series, days]: state (alarm, signal, unusual or ""), and the numbers behind it; NaN where nothing is known.

    warm says where a series had days enough to be judged by its own past: only there can an alarm be. Days on which
    fewer than parameters.fewest accounts were heard lately cannot be told and are not judged, unless they stand beside
    one that can.
    """

    state: Array
    warm: Array
    expected: Array
    dispersion: Array
    error: Array
    upper_bound: Array
    p: Array
    q: Array


def alarms(
    series: Any, active: Any | None, holidays: Any | None, parameters: AlarmParameters,
    places: Any | None = None, unheard: Any | None = None,
) -> Any:  # fmt: skip
    """Tell the days on which a topic in a territory was louder than its own past lets expect.

    series    SERIES of daily_series; a day without a row is 0 between the first and last day of the table
    active    territory, day date32, accounts int64: active accounts, a row a platform and place; or None. A territory
              that it lacks is judged by its counts alone; a day with nobody active is neither judged nor baseline
    holidays  day date32: days off besides the weekend; or None
    places    territory and lat, lon, or territory and neighbour, by which neighbouring signals are merged; or None
    unheard   day date32: days on which nothing at all was read; neither judged nor baseline; or None
    Returns   ALARMS, one row for each series and day with a state; sorted by day, topic, territory (null last).
              state is alarm (two days of three, and Benjamini-Hochberg over all series of the day), signal (one day),
              or unusual (fewer than 28 days to compare with; q is null). cluster names neighbours that rise together.
    Raises    MissingColumns, BadCount, RepeatedDay
    Source    docs/method/alarms.md. Neither a later day nor a later series changes what is told of a day.
    """
    found = gridded(series, parameters)
    for name, table, needed in (
        ("active", active, ("territory", "day", "accounts")),
        ("holidays", holidays, ("day",)),
        ("unheard", unheard, ("day",)),
    ):
        if table is not None:
            require_columns(name, table, needed)
    if not found.keys:
        return ALARMS.empty_table()
    with threadpool_limits(1):  # the number of cores must not change the last digits; products this small gain nothing
        seen = judged(found, active, weekdays(found, holidays), heard_at_all(found, unheard), parameters)
        return told_of(found, seen, places, parameters)


def gridded(series: Any, parameters: AlarmParameters) -> Grid:
    """The days of SERIES that are judged, and those that these are compared with. Raises as alarms."""
    require_columns("series", series, ("topic", "territory", "day", "count", "raw", "lately"))
    return grid(series, parameters.days + parameters.baseline + parameters.guard)


def told_of(found: Grid, seen: Judged, places: Any | None, parameters: AlarmParameters) -> Any:
    """ALARMS of what was judged."""
    merged = {} if places is None else clusters(found, seen.state != "", places, parameters)
    sizes = severity(found.counts, seen.expected, seen.dispersion, seen.error)
    return alarm_table(found, seen.state, (seen.expected, seen.upper_bound, seen.p, seen.q, *sizes), merged)


def judged(found: Grid, active: Any | None, weekday: Array, heard: Array, parameters: AlarmParameters) -> Judged:
    """Judge every day of a grid; weekday and heard, [days], as dense gives them."""
    counts = found.counts.astype(float)
    exposure, watched = np.ones_like(counts), np.broadcast_to(heard, counts.shape)
    if active is not None:
        rated = active_accounts(active, found)
        # Whoever was counted was active, whatever the table says.
        exposure = np.where(np.isnan(rated), 1.0, np.maximum(rated, counts))
        watched = watched & (exposure > 0)
    tellable = found.lately >= parameters.fewest
    rates = None if active is None else exposure
    model = quiet(counts, weekday, rates, watched, parameters, _with_days_before(tellable, parameters.of_days))
    topics = np.unique([topic for topic, _ in found.keys], return_inverse=True)[1]
    cold = model.baseline < parameters.cold_below
    rare = unusual(counts, np.maximum(exposure, 1.0), watched, topics, cold & tellable, parameters.level)
    pairs = fdr.pair(model.p, parameters.of_days)
    # A series is one of the family from its first voice on: whether a topic will be heard is not known before. What
    # cannot be told is among the hypotheses with p = 1, so that the family does not shrink by what it looks for.
    family = (np.cumsum(counts, axis=1) > 0) & ~cold & watched
    chance = np.where(tellable, fdr.chance_of_pair(np.nan_to_num(pairs, nan=1.0), parameters.of_days), 1.0)
    q = np.stack([fdr.benjamini_hochberg(day) for day in np.where(family, chance, np.nan).T], 1)
    p = np.where(cold, rare[3], model.p)
    signal = tellable & (np.nan_to_num(p, nan=1.0) < parameters.level)
    alarm = signal & (np.nan_to_num(pairs, nan=1.0) < parameters.level)
    alarm &= np.nan_to_num(q, nan=1.0) <= parameters.false_share
    state = np.where(alarm, ALARM, np.where(signal & cold, UNUSUAL, np.where(signal, SIGNAL, "")))
    state[:, : max(counts.shape[1] - parameters.days, 0)] = ""
    own = (model.expected, model.dispersion, model.error, model.upper_bound)
    other = (rare[0], rare[1], np.zeros_like(p), rare[2])  # the prior's own spread is in the dispersion
    expected, dispersion, error, bound = (np.where(cold, theirs, ours) for ours, theirs in zip(own, other, strict=True))
    return Judged(state, ~cold & watched, expected, dispersion, error, bound, p, np.where(cold, np.nan, q))


def _with_days_before(days: Array, of_days: int) -> Array:
    """These days and those before each that a rule over `of_days` days looks at: [series, days] bool."""
    found = days.copy()
    for back in range(1, of_days):
        found[:, :-back] |= days[:, back:]
    return found


def together(counts: Array, days: int) -> Array:
    """Counts of each day and the days before it, `days` in all: [series, days]."""
    total = counts.copy()
    for back in range(1, days):
        total[:, back:] += counts[:, :-back]
    return total
