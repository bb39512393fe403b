"""The agenda gap: what is compared, what is found, and what too few name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listening.diagnosis.told import NOBODY, heard, people

from tyndau.listening.diagnosis.agendas import agendas
from tyndau.listening.diagnosis.gap import AGENDA, DISTANCES, gap


def compared(*rows: dict, below: int = 5) -> tuple[list[dict], list[dict]]:
    found = gap(agendas(*heard(*rows), NOBODY), below, draws=100)
    assert (found.agenda.schema, found.distances.schema) == (AGENDA, DISTANCES)
    return found.agenda.to_pylist(), found.distances.to_pylist()


def test_a_topic_of_appeals_that_networks_do_not_speak_of_is_found():
    """60 accounts of networks speak of roads; of 40 appeals 20 do and 20 speak of water."""
    appeals = people(20, begin=100, act="appeal") + people(20, begin=200, act="appeal", topic="water")
    rows, distances = compared(*people(60), *appeals)
    roads, water = rows
    assert (roads["topic"], roads["share"], roads["against_share"], roads["gap"]) == ("roads", 1.0, 0.5, 0.5)
    assert (water["accounts"], water["against_accounts"], water["finding"]) == (0, 20, "less")
    assert water["gap_low"] < water["gap"] == -0.5 < water["gap_high"] < 0
    assert roads["finding"] == "more"
    assert 0 < roads["p"] <= roads["q"] < 1e-6
    assert distances[0]["seen"] == 0.5
    assert (distances[0]["voices"], distances[0]["against_voices"], distances[0]["topics"]) == (60, 40, 2)


def test_a_channel_of_fewer_than_five_accounts_is_not_compared():
    assert compared(*people(60), *people(4, begin=100, act="appeal")) == ([], [])
    assert len(compared(*people(60), *people(5, begin=100, act="appeal"))[1]) == 1


def test_regions_are_compared_each_for_itself_and_the_whole_with_all():
    rows = people(10, territory="10") + people(10, begin=50, territory="11")
    rows += people(9, begin=100, territory="10", act="appeal")
    found, _ = compared(*rows)
    assert [(row["scope"], row["territory"], row["voices"], row["against_voices"]) for row in found] == [
        ("all", "", 20, 9), ("region", "10", 10, 9)
    ]  # fmt: skip


def test_topics_of_too_few_stand_together_with_enough_others_to_hide_them():
    """Water is named by 2 accounts: with gas (6), the smallest other, it makes eight."""
    rows = people(20) + people(6, begin=30, topic="gas") + people(2, begin=40, topic="water")
    found, _ = compared(*rows, *people(9, begin=100, act="appeal"))
    assert {row["topic"]: row["accounts"] for row in found} == {"": 8, "roads": 20}
    assert (found[0]["q"], found[0]["finding"]) == (1.0, "unclear")
    assert sum(row["share"] for row in found) == pytest.approx(1)


def test_shares_of_a_place_and_pair_add_up_to_one():
    rows = [{"author": f"a{n % 9}", "topic": "abc"[n % 3], "post": f"n{n}"} for n in range(25)]
    found, _ = compared(*rows, *people(9, begin=100, act="appeal"), below=1)
    assert sum(row["votes"] for row in found) == pytest.approx(9)
    assert sum(row["share"] for row in found) == pytest.approx(1, abs=1e-5)


TOPICS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from("abcde"), st.booleans()), min_size=20, max_size=60)


@settings(max_examples=25)
@given(TOPICS)
def test_no_row_tells_of_fewer_than_five_accounts_and_nothing_can_be_taken_off(told):
    rows = [
        {"author": f"{act}{name}", "topic": topic, "act": "appeal" if act else "post", "post": f"p{number}"}
        for number, (name, topic, act) in enumerate(told)
    ]
    for row in compared(*rows)[0]:
        assert row["accounts"] == 0 or row["accounts"] >= 5
        assert row["against_accounts"] == 0 or row["against_accounts"] >= 5
        assert row["gap_low"] <= row["gap"] <= row["gap_high"]
