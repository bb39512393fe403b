"""The watch replayed over the past before it is switched on: how often it would call, and how often by chance."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from tyndau.listening.alarms.against import against
from tyndau.listening.alarms.dense import heard_at_all, weekdays
from tyndau.listening.alarms.episodes import episodes
from tyndau.listening.alarms.of_run import Series
from tyndau.listening.alarms.outcomes import FIGURES, WEEK, Figure, rate
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.quiet_world import quiet_world
from tyndau.listening.alarms.told import ALARM, ALARMS, SIGNAL, UNUSUAL
from tyndau.listening.alarms.watch import gridded, judged, told_of
from tyndau.listening.arrow import table_of


@dataclass(frozen=True)
class Backtest:
    """alarms: ALARMS; figures: FIGURES; first and last day that could be judged, None where the past was too short."""

    alarms: Any
    figures: Any
    first: date | None
    last: date | None
    series: int


def backtest(given: Series, parameters: AlarmParameters, events: Any | None = None, seed: int = 20260101) -> Backtest:
    """Replay the watch day by day, each day judged by the days before it only.

    events   EVENTS: rises that are known to be there (rises to peaks), and beginnings of demands; or None
    seed     of the quiet world, in which each series keeps its usual level: its alarms are false by construction
    Returns  figures alarm_days, episodes_a_week, signals, unusual, quiet_alarms_a_series_day, quiet_episodes_a_week,
             quiet_days (with any alarm); with events also ppv, sensitivity, delay_days (median), ppv_with_beginnings
             and ppv_of_the_place
    Raises   BadCount, MissingColumns, RepeatedDay
    """
    found = gridded(given.series, parameters)
    if not found.keys:
        return Backtest(ALARMS.empty_table(), FIGURES.empty_table(), None, None, 0)
    weekday, heard = weekdays(found, given.holidays), heard_at_all(found, given.unheard)
    with threadpool_limits(1):
        seen = judged(found, None, weekday, heard, parameters)
        table = told_of(found, seen, given.places, parameters)
        warm = np.flatnonzero(seen.warm.any(0))
        warm = warm[warm >= found.counts.shape[1] - parameters.days]
        if not len(warm):
            return Backtest(table, FIGURES.empty_table(), None, None, len(found.keys))
        world = quiet_world(found, weekday, heard, parameters, seed)
        still = judged(world, None, weekday, heard, parameters)
    first, last, weeks = found.day(int(warm[0])), found.day(int(warm[-1])), len(warm) / WEEK
    called, by_chance = episodes(table), episodes(told_of(world, still, None, parameters))
    days = len(found.keys) * len(warm)
    noisy = (still.state[:, warm] == ALARM).any(0)
    rows: list[Figure] = [
        ("alarm_days", float((seen.state == ALARM).sum()), None, None, days),
        rate("episodes_a_week", len(called), weeks),
        ("signals", float((seen.state == SIGNAL).sum()), None, None, days),
        ("unusual", float((seen.state == UNUSUAL).sum()), None, None, int((seen.state == UNUSUAL).sum())),
        rate("quiet_alarms_a_series_day", int((still.state == ALARM).sum()), float(days)),
        rate("quiet_episodes_a_week", len(by_chance), weeks),
        # Days hang together: an interval that takes them for independent would be too short.
        ("quiet_days", float(noisy.mean()), None, None, len(warm)),
    ]
    if events is not None:
        rows += against(called, events, first, last)
    return Backtest(table, table_of(rows, FIGURES), first, last, len(found.keys))
