"""The daily model: what a quiet day would bring, judged by the days before it and by nothing later."""

from dataclasses import replace

import numpy as np
import pytest
from tests.listening.alarms.worlds import drawn

from tyndau.listening.alarms import fdr
from tyndau.listening.alarms.daily import quiet
from tyndau.listening.alarms.parameters import AlarmParameters

RULE = AlarmParameters()


def judged(counts, watched=None, weekday=None, active=None, wanted=None, rule=RULE):
    counts = np.asarray(counts)
    days = np.arange(counts.shape[1]) % 7 if weekday is None else weekday
    return quiet(counts, days, active, np.ones(counts.shape, bool) if watched is None else watched, rule, wanted)


def test_an_even_series_expects_the_same_again_and_the_first_days_are_not_judged():
    found = judged(np.full((1, 60), 5))
    assert np.isnan(found.expected[0, :35]).all()
    assert found.expected[0, 35:] == pytest.approx(5, rel=0.01)
    assert found.dispersion[0, 35:] == pytest.approx(1)
    assert found.baseline[0, [0, 8, 35, 59]].tolist() == [0, 1, 28, 52]


def test_a_weekday_that_is_always_louder_is_expected_to_be():
    week = np.tile([10, 10, 10, 10, 10, 10, 40], 20)[None]
    found = judged(week)
    assert found.expected[0, 132] > 25  # a Sunday; the prior draws it a little towards the others
    assert found.expected[0, 133] < 13


def test_a_holiday_is_expected_to_be_like_a_sunday():
    week = np.tile([10, 10, 10, 10, 10, 10, 40], 20)[None]
    weekday = np.arange(140) % 7
    weekday[137] = 6
    assert judged(week, weekday=weekday).expected[0, 137] > 25


def test_neither_today_nor_the_week_before_nor_a_later_day_is_its_own_yardstick():
    counts = drawn(10, 120, 3, seed=1)
    plain = judged(counts)
    counts[:, 100:] = 999
    told = judged(counts)
    assert (told.expected[:, 35:108] == plain.expected[:, 35:108]).all()
    assert (told.expected[:, 108] != plain.expected[:, 108]).all()


def test_what_is_judged_does_not_depend_on_what_else_is_wanted():
    counts = drawn(5, 100, 4, seed=2)
    wanted = np.zeros(counts.shape, bool)
    wanted[1, [50, 90]] = True
    some, every = judged(counts, wanted=wanted), judged(counts)
    assert np.isfinite(some.p).sum() == 2
    assert some.p[1, [50, 90]] == pytest.approx(every.p[1, [50, 90]], rel=1e-9)


def test_days_on_which_nobody_listened_are_no_baseline():
    counts = drawn(10, 120, 2, seed=3)
    gap = np.ones(counts.shape, bool)
    gap[:, 60:80] = False
    counts[:, 60:80] = 0
    found = judged(counts, watched=gap)
    assert np.isnan(found.expected[:, 60:80]).all()
    assert (found.expected[:, 100] > 6).all()
    assert (judged(counts).expected[:, 100] < found.expected[:, 100]).all()


def test_twice_as_many_active_accounts_bring_twice_the_count():
    active = np.full((1, 90), 100.0)
    active[0, 80:] = 200
    found = judged(np.full((1, 90), 10), active=active)
    assert found.expected[0, 85] == pytest.approx(20, rel=0.05)


def test_a_series_that_was_never_heard_expects_next_to_nothing_and_stays_finite():
    found = judged(np.zeros((1, 120), int))
    assert found.expected[0, 119] == pytest.approx(0.5 / 84)
    assert np.isfinite(found.upper_bound[0, 35:]).all()
    assert np.isfinite(found.p[0, 35:]).all()


@pytest.mark.parametrize("base", [2, 10, 60])
def test_false_alarms_keep_their_level_at_every_size(base):
    """A7: within 1.5 times nominal on single days; 2-of-3 days at most .002 a series and day."""
    counts = drawn(base, 170, 120, seed=base)
    late = np.broadcast_to(np.arange(170) >= 110, counts.shape)
    p = judged(counts, wanted=late).p
    assert (p[late] < RULE.level).mean() < 1.5 * RULE.level
    near = np.nan_to_num(fdr.pair(p, RULE.of_days), nan=1.0)
    assert (near[late] < RULE.level).mean() <= 0.004  # 7,200 series-days that hang together: twice the aim, for chance


def test_a_dispersion_that_is_only_estimated_calls_more_often():
    counts = drawn(10, 130, 80, seed=4)
    late = np.broadcast_to(np.arange(130) >= 110, counts.shape)
    careful, plain = (judged(counts, wanted=late, rule=replace(RULE, dispersion_above=one)) for one in (0.1, 0.5))
    assert (careful.p[late] < 0.03).sum() < (plain.p[late] < 0.03).sum()
    assert (careful.upper_bound[late] >= plain.upper_bound[late]).all()
