import math

import numpy as np
import pytest
from tests.listening.networks.planted import blocks, voices

from tyndau.listening.networks import polarisation as polarising
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.polarisation import OUTSIDE, evenness, polarisation
from tyndau.listening.networks.publish import OTHER

SIZES = (40, 40, 40)


def accounts(*shares: tuple[int, int]) -> list[str]:
    """`count` accounts of a block, from its first one on."""
    return [f"a{block * 40 + place:04}" for block, count in shares for place in range(count)]


@pytest.fixture(scope="module")
def divided():
    table, home = blocks(SIZES, 0.9, 5, 1)
    found = graph(links(table))
    ties = found.ties_of_arcs(found.arcs_of_posts())
    label = home[[int(name[1:]) for name in found.accounts.to_pylist()]]

    def by(told, resamples=100, seed=1):
        return polarisation(found, ties, label, label, told, resamples, seed, 5)

    return by


def rows(found):
    return {row["demand_id"]: row for row in found.polarisation.to_pylist()}


def test_evenness_is_0_in_one_community_1_where_all_hold_as_much_and_known_on_paper():
    assert evenness([9, 0, 0], 3) == 0
    assert evenness([4, 4, 4], 3) == pytest.approx(1)
    assert evenness([6, 2, 0], 3) == pytest.approx(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25)) / math.log(3))


def test_a_demand_of_one_camp_is_told_from_a_demand_of_all(divided):
    everybody = accounts((0, 40), (1, 40), (2, 40))
    told = voices(camp=accounts((0, 30)), shared=accounts((0, 15), (1, 15), (2, 15)), all=everybody)
    found = rows(divided(told))
    camp, shared = found["camp"], found["shared"]
    assert (camp["accounts"], camp["communities"], camp["evenness"]) == (30, 1, 0)
    assert camp["evenness_high"] < camp["evenness_expected_low"]
    assert shared["evenness"] == pytest.approx(1)
    assert shared["evenness_low"] <= shared["evenness"] <= shared["evenness_high"]
    assert shared["evenness_expected_low"] <= shared["evenness_expected"] <= shared["evenness_expected_high"]


def test_ties_that_stay_inside_pull_the_ei_index_to_minus_one(divided):
    found = rows(divided(voices(one=accounts((0, 30)))))["one"]
    assert -1 <= found["ei_index_low"] <= found["ei_index"] <= found["ei_index_high"] < -0.5


def test_shares_have_intervals_and_add_up(divided):
    spread = divided(voices(one=accounts((0, 20), (1, 10)))).spread.to_pylist()
    assert [(row["community"], row["accounts"]) for row in spread] == [(0, 20), (1, 10)]
    assert sum(row["share"] for row in spread) == pytest.approx(1)
    assert all(0 <= row["share_low"] < row["share"] < row["share_high"] <= 1 for row in spread)


def test_an_account_counts_once_however_often_it_asks(divided):
    once, often = (divided(voices(one=accounts((0, 9)) * times)) for times in (1, 5))
    assert once.polarisation.equals(often.polarisation)


def test_cells_under_five_are_in_other_and_demands_under_five_are_hidden(divided):
    found = divided(voices(few=accounts((0, 4)), mixed=accounts((0, 9), (1, 3), (2, 3))))
    spread = found.spread.to_pylist()
    assert found.hidden == 1
    assert [(row["demand_id"], row["community"], row["accounts"]) for row in spread] == [
        ("mixed", OTHER, 6),
        ("mixed", 0, 9),
    ] or [(row["community"], row["accounts"]) for row in spread] == [(0, 9), (OTHER, 6)]


def test_a_demand_of_small_cells_only_has_no_evenness(divided):
    found = rows(divided(voices(thin=accounts((0, 3), (1, 3), (2, 3)))))["thin"]
    assert (found["accounts"], found["communities"], found["evenness"]) == (9, 0, None)


def test_accounts_without_a_link_are_told_beside_and_have_no_share(divided):
    lonely = [f"lonely{number}" for number in range(6)]
    spread = divided(voices(one=accounts((0, 9)) + lonely)).spread.to_pylist()
    assert [(row["community"], row["accounts"], row["share"]) for row in spread] == [(0, 9, 1.0), (OUTSIDE, 6, None)]


def test_a_demand_draws_the_same_whatever_other_demands_there_are(divided):
    alone = divided(voices(one=accounts((0, 20), (1, 10)))).spread
    beside = divided(voices(other=accounts((2, 30)), one=accounts((0, 20), (1, 10)))).spread
    assert alone.equals(beside.filter(np.array(beside["demand_id"].to_pylist()) == "one"))


def test_shuffled_voices_give_the_same_bytes(divided):
    told = voices(one=accounts((0, 20), (1, 10)), two=accounts((1, 20)))
    shuffled = told.take(np.random.default_rng(1).permutation(told.num_rows))
    assert divided(told).polarisation.equals(divided(shuffled).polarisation)
    assert divided(told).spread.equals(divided(shuffled).spread)


def test_no_voices_are_no_demands(divided):
    found = divided(voices())
    assert (found.polarisation.num_rows, found.spread.num_rows, found.hidden) == (0, 0, 0)


def test_chance_hides_the_same_small_cells_as_the_figure_does(divided):
    # All who ask: 20 of the first block and 2 of the second, who in any draw of 20 stand in `other`.
    found = rows(divided(voices(one=accounts((0, 20)), few=accounts((1, 2)))))["one"]
    assert found["evenness_expected_high"] <= evenness([18, 2, 0], 3) + 1e-12
    assert found["evenness_expected"] < evenness([18, 2, 0], 3)


def test_demands_of_one_size_have_one_expectation(divided):
    found = rows(divided(voices(a=accounts((0, 20)), b=accounts((1, 20)), c=accounts((2, 30)))))
    expected = [found[name]["evenness_expected_low"] for name in "abc"]
    assert expected[0] == expected[1] != expected[2]


def test_what_chance_gives_does_not_depend_on_which_other_demands_are_told(divided):
    asked = accounts((0, 10), (1, 10))
    everybody = accounts((0, 40), (1, 40), (2, 40))
    alone, among = rows(divided(voices(b=asked, z=everybody))), rows(divided(voices(a=asked, b=asked, z=everybody)))
    assert alone["b"]["evenness_expected"] == among["b"]["evenness_expected"]
    assert alone["b"]["evenness_expected_low"] == among["b"]["evenness_expected_low"]


def test_a_demand_of_one_cell_has_the_whole_share_without_doubt(divided):
    (cell,) = divided(voices(one=accounts((0, 30)))).spread.to_pylist()
    assert (cell["share"], cell["share_low"], cell["share_high"]) == (1, 1, 1)


def test_the_interval_of_the_ei_index_is_much_the_same_when_drawn_in_small_blocks(divided, monkeypatch):
    told = voices(one=accounts((0, 20), (1, 20)))
    whole = rows(divided(told))["one"]
    monkeypatch.setattr(polarising, "AT_ONCE", 1)
    small = rows(divided(told))["one"]
    for end in ("ei_index_low", "ei_index_high"):
        assert small[end] == pytest.approx(whole[end], abs=0.1)
    assert whole["ei_index_high"] - whole["ei_index_low"] > 0.05
