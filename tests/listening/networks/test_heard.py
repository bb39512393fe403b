"""The whole network: what is planted is found, and what is no network gets a defined answer."""

import json
import math

import numpy as np
import pytest
from tests.conftest import KEY
from tests.listening.networks.planted import blocks, posts, speaking, voices, whole

from tyndau.listening.declared import declared
from tyndau.listening.networks.centrality import MEASURES
from tyndau.listening.networks.describing import described
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.leaders import leaders
from tyndau.listening.pseudonyms import pseudonym

NOTHING = {
    "no posts": posts(),
    "posts without a link": posts({"author": "a"}, {"author": "b"}),
    "posts without authors": posts({"mentions": ["a"]}, {"repost_of": "b"}),
    "one account that names itself": speaking("aa", "aa"),
}
SMALL = {
    "one tie": speaking("ab"),
    "both directions": speaking("ab", "ba"),
    "a star": speaking(*(f"{one}m" for one in "abcdefgh")),
    "two pieces": speaking("ab", "bc", "ca", "de", "ef", "fd"),
    "names of accounts that never wrote": posts(*({"author": "a", "mentions": [name]} for name in "bcdefg")),
}


def numbers(value):
    """Every number in a tree."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in numbers(part)]
    if isinstance(value, list):
        return [one for part in value for one in numbers(part)]
    return [value] if isinstance(value, float) else []


def all_numbers(found):
    tables = (found.communities, found.bridges, found.divided.polarisation, found.divided.spread, found.named)
    return numbers([found.summary, found.leaders.to_pylist(), *(table.to_pylist() for table in tables)])


@pytest.mark.parametrize("table", NOTHING.values(), ids=NOTHING)
def test_no_network_is_told_as_such(table):
    found = whole(table, voices(one=list("abcdefgh")))
    told = found.summary
    assert (told["ties"], told["components"], told["modularity"], told["between_communities_share"]) == (0, 0, 0, None)
    assert (found.communities.num_rows, found.bridges.num_rows, found.leaders.num_rows) == (0, 0, 0)
    assert found.divided.hidden == 1
    json.dumps(told, allow_nan=False)


@pytest.mark.parametrize("table", SMALL.values(), ids=SMALL)
@pytest.mark.parametrize("resamples", [0, 5])
def test_small_networks_have_defined_figures(table, resamples):
    found = whole(table, voices(one=list("abcdefgh")), resamples=resamples)
    assert not any(math.isnan(one) or math.isinf(one) for one in all_numbers(found))
    assert found.summary["ties"] > 0


def test_fewer_than_five_accounts_are_not_even_counted():
    told = whole(speaking("ab", "bc")).summary
    assert (told["accounts"], told["authors"], told["ties"]) == (None, None, 2)


def test_two_pieces_are_two_components():
    told = whole(SMALL["two pieces"]).summary
    assert (told["components"], told["largest_component_share"]) == (2, 0.5)


def test_answers_to_posts_that_were_not_read_are_counted():
    told = whole(posts({"author": "a"}, {"author": "b", "parent": "0"}, {"author": "c", "parent": "gone"})).summary
    assert (told["answers_to_unread_posts"], told["links"]["reply"]) == (1, 1)


@pytest.fixture(scope="module")
def planted():
    table, home = blocks((30, 25, 20), 0.85, 6, 1)
    return table, home


def test_planted_communities_come_out_with_their_sizes_and_how_firm_they_are(planted):
    found = whole(planted[0], resamples=20)
    rows = found.communities.to_pylist()
    assert [row["community"] for row in rows] == [0, 1, 2]
    assert [row["accounts"] for row in rows] == pytest.approx([30, 25, 20], abs=2)
    assert all(row["stability_low"] <= row["stability"] <= row["stability_high"] for row in rows)
    assert min(row["stability"] for row in rows) > 0.7
    told = found.summary
    assert told["stability"]["low"] <= told["stability"]["adjusted_rand"] <= told["stability"]["high"]
    assert told["overlap"]["between"] < told["overlap"]["inside"]
    assert told["ei_index"] == pytest.approx(2 * told["between_communities_share"] - 1)
    assert found.bridges.num_rows == 3


def test_shuffled_posts_and_voices_give_the_same_bytes(planted):
    table = planted[0]
    told = voices(one=[f"a{number:04}" for number in range(40)])
    order = np.random.default_rng(2).permutation(table.num_rows)
    one, other = whole(table, told), whole(table.take(order), told.take(np.arange(told.num_rows)[::-1]))
    for name in ("communities", "bridges", "named", "leaders", "summary"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.divided.spread.equals(other.divided.spread)


def test_only_declared_accounts_are_named_and_the_absent_have_empty_figures():
    header = "platform,account,name_kk,name_ru,name_en,kind\n"
    table = declared(header + "vk,club5,А,Б,Akimat,official\nvk,club6,А,Б,Paper,media\n", "t.csv", KEY)
    akimat = pseudonym(KEY, "vk", "club5")
    found = whole(posts(*({"author": one, "mentions": [akimat]} for one in "abcdefg")), declared=table)
    rows = {row["name_en"]: row for row in found.named.to_pylist()}
    assert set(rows) == {"Akimat", "Paper"}
    assert (rows["Akimat"]["in_strength"], rows["Akimat"]["in_strength_rank"]) == (7, 1)
    assert (rows["Paper"]["in_strength"], rows["Paper"]["community"]) == (None, None)
    assert not {"pseudonym", "author"} & set(found.named.column_names)
    shown = [str(one.to_pylist()) for one in (found.named, found.communities, found.bridges, found.divided.spread)]
    assert not any(akimat in one for one in shown)


def test_a_trait_is_told_only_where_five_accounts_of_the_community_share_it():
    names = "abcdefgh"
    rows = [
        {"author": one, "mentions": ["m"], "language": "kk", "topic": "roads" if one < "e" else "water"}
        for one in names
    ]
    table = posts(*rows, {"author": "a", "topic": "water"})
    found = graph(links(table))
    label = np.zeros(found.size, int)
    ties = found.ties_of_arcs(found.arcs_of_posts())
    (row,) = described(found, ties, label, np.empty((0, 1)), table, 5).to_pylist()
    assert (row["language"], row["topic"], row["platform"]) == ("kk", "water", "vk")
    assert (row["territory"], row["accounts"], row["posts"], row["inside"]) == (None, 9, 9, 1.0)


def test_a_trait_of_one_account_that_writes_much_is_not_told():
    table = posts(*({"author": one, "mentions": ["m"]} for one in "abcdefgh"), *({"author": "a", "topic": "rare"},) * 9)
    found = graph(links(table))
    label = np.zeros(found.size, int)
    (row,) = described(found, found.ties_of_arcs(found.arcs_of_posts()), label, np.empty((0, 1)), table, 5).to_pylist()
    assert (row["topic"], row["posts"]) == (None, 17)


def test_an_account_is_in_the_top_as_often_as_its_drawn_ranks_say():
    found = graph(links(speaking("ab", "cb")))
    values = {name: np.array([1.0, 3.0, 2.0]) for name in MEASURES}
    drawn = {name: np.array([[3, 1, 2], [3, 1, 1], [1, 1, 3], [3, 1, 2]]) for name in MEASURES}
    told = leaders(found, np.ones(2), np.zeros(3, int), np.arange(3), values, drawn, 1)
    assert told["core_in_top"].to_pylist() == [0.25, 1.0, 0.25]
