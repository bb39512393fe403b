"""How far apart two agendas are: paper cases, chance, and what small samples may say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.diagnosis.agendas import Agenda
from tyndau.listening.diagnosis.likeness import likeness


def agenda(*votes: int) -> Agenda:
    """So many voices of one topic each."""
    counts, sets = np.array(votes), np.eye(len(votes), dtype=bool)
    return Agenda(tuple(f"t{number}" for number in range(len(votes))), counts, sets, counts, sets)


def test_the_distance_of_a_case_on_paper():
    """.5 .3 .2 against .2 .3 .5: three tenths of attention would have to move; the order is turned round."""
    found = likeness(agenda(500, 300, 200), agenda(200, 300, 500))
    assert found.seen == pytest.approx(0.3)
    assert found.rank_correlation == pytest.approx(-1)
    assert found.p == pytest.approx(1 / 1001)
    assert found.distance_low < 0.3 < found.distance_high
    assert found.distance == pytest.approx(0.3, abs=0.02)
    assert (found.distance_low, found.distance_high) == pytest.approx((0.26, 0.34), abs=0.015)


def test_small_samples_of_one_agenda_do_not_look_like_a_gap():
    random = np.random.default_rng(1)
    shares = np.arange(1, 21) / 210
    found = likeness(agenda(*random.multinomial(600, shares)), agenda(*random.multinomial(15, shares)))
    assert found.seen > 0.25
    assert found.expected == pytest.approx(found.seen, abs=0.12)
    assert found.p > 0.05
    assert found.distance_low == 0
    assert found.distance < found.seen - 0.05
    assert found.rank_p > 0.05
    assert found.rank_expected < 0.8


def test_agendas_without_a_common_topic_are_as_far_apart_as_can_be():
    found = likeness(agenda(50, 40, 0, 0), agenda(0, 0, 40, 50))
    assert (found.seen, found.distance, found.distance_high) == pytest.approx((1, 1, 1))
    assert found.distance_low > 0.8


def test_two_topics_have_no_order():
    found = likeness(agenda(5, 3), agenda(3, 5))
    assert found[-5:] == (None,) * 5
    assert likeness(agenda(4, 4, 4), agenda(3, 5, 1)).rank_correlation is None


@settings(max_examples=15)
@given(*[st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(any)] * 2, st.integers(0, 3))
def test_figures_stay_in_their_limits_and_a_seed_repeats_them(one, other, seed):
    found = likeness(agenda(*one), agenda(*other), draws=100, seed=seed)
    assert found == likeness(agenda(*one), agenda(*other), draws=100, seed=seed)
    assert 0 <= found.distance_low <= found.distance <= found.distance_high <= 1
    assert 0 <= found.expected <= found.expected_high + 1e-9
    assert 0 < found.p <= 1
    if found.rank_correlation is not None:
        assert -1 <= found.rank_low <= found.rank_correlation <= found.rank_high <= 1
