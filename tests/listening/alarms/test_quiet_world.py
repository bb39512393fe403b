"""The world in which nothing happens keeps what is usual and forgets what was an event."""

import numpy as np
import pytest
from tests.listening.alarms.worlds import MONDAY, drawn

from tyndau.listening.alarms.dense import Grid
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.quiet_world import quiet_world
from tyndau.listening.alarms.watch import together

RULE = AlarmParameters()
WEEKDAY = np.arange(200) % 7


def world_of(counts, heard=None):
    counts = np.asarray(counts)
    found = Grid([("heating", str(row)) for row in range(len(counts))], MONDAY, counts, counts, together(counts, 3))
    return quiet_world(found, WEEKDAY, np.ones(200, bool) if heard is None else heard, RULE, 1).counts


def test_level_and_spread_of_a_series_are_kept():
    counts = drawn(12, 200, 1, seed=2, size=4)
    made = world_of(np.vstack([counts, drawn(40, 200, 1, seed=3, size=1e6)]))
    assert made.mean(1) == pytest.approx([counts.mean(), 40], rel=0.2)
    assert made[0].var() / made[0].mean() > 2.5


def test_an_event_is_forgotten():
    counts = drawn(5, 200, 1, seed=2)
    counts[0, 150:156] = 300
    assert world_of(counts).max() < 60


def test_what_is_too_rare_to_be_told_keeps_its_mean():
    counts = np.zeros((1, 200), int)
    counts[0, ::10] = 1
    assert 8 <= world_of(counts).sum() <= 35


def test_the_week_that_all_share_is_kept_and_silent_days_stay_silent():
    counts = np.where(WEEKDAY == 6, 60, 6)[None]
    heard = np.ones(200, bool)
    heard[50:60] = False
    made = world_of(counts, heard)
    assert made[0, heard & (WEEKDAY == 6)].mean() > 4 * made[0, heard & (WEEKDAY != 6)].mean()
    assert made[0, 50:60].sum() == 0
