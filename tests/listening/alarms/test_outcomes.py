"""How often alarms were right, counted from what people found out, and from events that were planted."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from scipy import stats

from tyndau.listening.alarms.against import EVENTS, INCIDENTS, TRIAGE, against
from tyndau.listening.alarms.episodes import Episode, episodes
from tyndau.listening.alarms.outcomes import outcomes
from tyndau.listening.arrow import table_of

FIRST = date(2026, 3, 1)


def day(number):
    return FIRST + timedelta(days=number)


def figures(triage, incidents, days=28):
    found = outcomes(table_of(triage, TRIAGE), table_of(incidents, INCIDENTS), FIRST, day(days - 1)).to_pylist()
    return {row["figure"]: (row["value"], row["n"], row["low"], row["high"]) for row in found}


def test_shares_delays_and_leads_are_those_of_paper():
    triage = [
        (day(3), "incident", "heat"), (day(5), "incident", "heat"), (day(9), "no-incident", None),
        (day(12), "open", None), (day(20), "incident", "water"),
    ]  # fmt: skip
    incidents = [("heat", day(1), day(6)), ("water", day(20), None), ("bread", day(15), day(15))]
    found = figures(triage, incidents)
    assert found["ppv"][:2] == (3 / 4, 4)
    assert found["sensitivity"][:2] == (2 / 3, 3)
    assert found["delay_days"] == (1.0, 2, None, None)
    assert found["lead_days"] == (3.0, 1, None, None)
    assert found["alarms_a_week"][:2] == (5 / 4, 5)


def test_intervals_are_exact():
    found = figures([(day(1), "incident", "a")] * 3 + [(day(1), "no-incident", None)], [("a", day(1), None)])
    assert found["ppv"][2:] == pytest.approx((stats.beta.ppf(0.025, 3, 2), stats.beta.ppf(0.975, 4, 1)))
    rate = found["alarms_a_week"]
    assert rate[2:] == pytest.approx((stats.chi2.ppf(0.025, 8) / 2 / 4, stats.chi2.ppf(0.975, 10) / 2 / 4))


def test_a_median_of_six_is_covered_by_all_six():
    incidents = [(str(n), day(0), None) for n in range(6)]
    found = figures([(day(n), "incident", str(n)) for n in range(6)], incidents)
    assert found["delay_days"] == (2.5, 6, 0, 5)


def test_nothing_that_was_decided_has_no_share_and_no_interval():
    found = figures([(day(1), "open", None)], [])
    assert found["ppv"] == found["sensitivity"] == found["delay_days"] == (None, 0, None, None)


def test_alarms_with_three_days_between_them_are_one_episode_and_signals_none():
    rows = [(4, "alarm"), (1, "alarm"), (8, "alarm"), (20, "signal"), (22, "unusual")]
    table = pa.table(
        {
            "topic": ["heating"] * 5,
            "territory": pa.array(["71"] * 5),
            "day": pa.array([day(number) for number, _ in rows], pa.date32()),
            "state": [state for _, state in rows],
        }
    )
    told = [("heating", "71", day(1), day(4)), ("heating", "71", day(8), day(8))]
    assert episodes(table) == [Episode(*one) for one in told]
    assert episodes(table.slice(0, 0)) == []


EVENT = table_of(
    [
        ("heating", "71", day(10), day(16), None),
        ("roads", "71", None, None, day(3)),
        ("schools", "75", day(12), day(18), None),
        ("waste", "79", day(60), day(66), None),
    ],
    EVENTS,
)


def held(*called, days=40):
    found = against([Episode(*one) for one in called], EVENT, FIRST, day(days - 1))
    return {row[0]: (row[1], row[4]) for row in found}


def test_an_episode_is_true_within_a_rise_or_two_days_after_it():
    found = held(
        ("heating", "71", day(12), day(14)), ("schools", "75", day(20), day(21)), ("schools", "75", day(30), day(31))
    )
    assert found["sensitivity"] == (1.0, 2)  # the rise of day 60 is outside the watch
    assert found["ppv"] == (2 / 3, 3)
    assert found["delay_days"] == (5.0, 2)  # 2 and 8 days


def test_an_alarm_that_came_too_early_by_chance_is_no_foresight():
    assert held(("heating", "71", day(8), day(11)))["delay_days"] == (0.0, 1)


def test_beginnings_and_other_topics_of_the_place_are_told_apart():
    found = held(
        ("roads", "71", day(5), day(6)), ("parking", "71", day(12), day(12)), ("parking", "71", day(4), day(4)),
        ("parking", "79", day(4), day(4)),
    )  # fmt: skip
    assert found["ppv"] == (0.0, 4)
    assert found["ppv_with_beginnings"] == (1 / 4, 4)
    assert found["ppv_of_the_place"] == (3 / 4, 4)


def test_no_episode_at_all_has_no_predictive_value_and_finds_nothing():
    found = held()
    assert found["ppv"] == (None, 0)
    assert found["sensitivity"] == (0.0, 2)
