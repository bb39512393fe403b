"""Whose votes make an agenda: channels, and one vote a speaker."""

import pyarrow as pa
import pytest
from tests.listening.diagnosis.told import NOBODY, heard, people

from tyndau.listening.diagnosis.agendas import agendas
from tyndau.listening.errors import MissingColumns


def votes(found: dict, channel: str, territory: str = "") -> dict[str, float]:
    agenda = found["region" if territory else "all", territory, channel]
    return dict(zip(agenda.topics, agenda.votes().round(6).tolist(), strict=True))


def test_an_account_has_one_vote_shared_out_among_its_topics():
    """a writes three times of roads and once of water; b once of water: 0.5 for roads, 1.5 for water."""
    rows = [{"author": "a"}] * 3 + [{"author": "a", "topic": "water"}, {"author": "b", "topic": "water"}]
    rows = [{**row, "post": f"p{number}"} for number, row in enumerate(rows)]
    assert votes(agendas(*heard(*rows), NOBODY), "networks") == {"roads": 0.5, "water": 1.5}


def test_what_is_told_to_the_state_is_no_network():
    acts = ("report", "call", "appeal", "signature", "post", None)
    found = agendas(*heard(*({"author": act or "x", "act": act} for act in acts)), NOBODY)
    assert votes(found, "appeals") == {"roads": 4.0}
    assert votes(found, "networks") == {"roads": 2.0}


def test_copies_and_synchronised_groups_speak_once_in_networks_and_each_person_in_appeals():
    copied = people(4, echo="e") + people(3, begin=10, group="g") + people(2, begin=20)
    assert votes(agendas(*heard(*copied), NOBODY), "networks") == {"roads": 4.0}
    appealed = [{**row, "act": "appeal"} for row in copied]
    assert votes(agendas(*heard(*appealed), NOBODY), "appeals") == {"roads": 9.0}


def test_who_repeats_himself_is_still_one_account():
    rows = [{"author": "a", "echo": "e", "post": "1"}, {"author": "a", "echo": "e", "post": "2"}, {"author": "a"}]
    assert votes(agendas(*heard(*rows), NOBODY), "networks") == {"roads": 1.0}


def test_declared_accounts_leave_the_networks_and_officials_are_a_channel_of_messages():
    declared = pa.table({"pseudonym": ["akimat", "paper"], "kind": ["official", "media"]})
    rows = [{"author": "akimat"}, {"author": "akimat", "topic": "water"}, {"author": "paper"}, {"author": "b"}]
    rows += [{"author": "akimat", "echo": "e", "post": name} for name in ("x", "y")]
    found = agendas(*heard(*rows), declared)
    assert votes(found, "networks") == {"roads": 1.0}
    assert votes(found, "official") == {"roads": 2.0, "water": 1.0}
    assert ("all", "", "official") not in agendas(*heard(*rows), NOBODY)


def test_posts_without_topic_and_advertising_are_on_no_agenda_and_a_place_unknown_counts_in_the_whole():
    rows = [
        {"author": "a", "topic": None}, {"author": "b", "kind": "advertising"}, {"author": "c"},
        {"author": "d", "territory": "10"}, {"author": "e", "kind": None},
    ]  # fmt: skip
    found = agendas(*heard(*rows), NOBODY)
    assert votes(found, "networks") == {"roads": 3.0}
    assert votes(found, "networks", "10") == {"roads": 1.0}


def test_accounts_of_several_topics_are_counted_once():
    rows = [{"author": "a"}, {"author": "a", "topic": "water"}, {"author": "b", "topic": "water"}]
    agenda = agendas(*heard(*rows), NOBODY)["all", "", "networks"]
    assert (agenda.accounts_of([0]), agenda.accounts_of([1]), agenda.accounts_of([0, 1])) == (1, 2, 2)


def test_missing_columns_are_named():
    posts, echoes, synchronised = heard({"author": "a"})
    with pytest.raises(MissingColumns, match="topic"):
        agendas(posts.drop_columns("topic"), echoes, synchronised, NOBODY)
