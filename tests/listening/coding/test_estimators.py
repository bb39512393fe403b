"""Corrected shares hold their promise in simulation, where the classifier's own share does not."""

import numpy as np
import pytest

from tyndau.listening.coding.estimators import prediction_powered, rogan_gladen
from tyndau.listening.coding.intervals import clopper, paired_difference
from tyndau.listening.intervals import wilson

TRIALS, POSTS, CODED = 4000, 5000, 200
SETTINGS = [(0.02, 0.8, 0.97), (0.1, 0.6, 0.92), (0.3, 0.7, 0.9), (0.5, 0.9, 0.8), (0.9, 0.8, 0.6)]


def drawn(share: float, sensitivity: float, specificity: float) -> tuple[np.ndarray, ...]:
    """Coded units by truth and prediction, and hits of the classifier among all posts, one column a trial."""
    chances = [
        share * sensitivity,
        share * (1 - sensitivity),
        (1 - share) * (1 - specificity),
        (1 - share) * specificity,
    ]
    random = np.random.default_rng(7)
    found, lost, raised, spared = random.multinomial(CODED, chances, TRIALS).T
    hits = found + raised + random.binomial(POSTS - CODED, chances[0] + chances[2], TRIALS)
    return found, lost, raised, spared, hits


def covered(truth: float, low: np.ndarray, high: np.ndarray) -> float:
    return float(((low <= truth) & (truth <= high)).mean())


@pytest.mark.parametrize(("share", "sensitivity", "specificity"), SETTINGS)
def test_corrected_intervals_hold_the_truth_and_the_classifier_s_own_does_not(share, sensitivity, specificity):
    found, lost, raised, spared, hits = drawn(share, sensitivity, specificity)
    ppi = prediction_powered(hits, POSTS, lost, raised, CODED)
    gladen = rogan_gladen(hits, POSTS, found, found + lost, spared, spared + raised)
    assert covered(share, *ppi[1]) >= 0.93
    assert covered(share, *gladen[1]) >= 0.93
    assert covered(share, *wilson(hits, POSTS)) < 0.2


def test_a_corrected_share_is_right_on_average():
    found, lost, raised, spared, hits = drawn(0.3, 0.7, 0.9)
    assert prediction_powered(hits, POSTS, lost, raised, CODED)[0].mean() == pytest.approx(0.3, abs=0.003)
    assert rogan_gladen(hits, POSTS, found, found + lost, spared, spared + raised)[0].mean() == pytest.approx(
        0.3, abs=0.01
    )


def test_a_good_classifier_nearly_halves_the_interval_that_people_alone_would_give():
    low, high = prediction_powered(1500, 5000, 3, 3, 200)[1]
    alone = wilson(60, 200)
    assert high - low < 0.55 * (alone[1] - alone[0])


def test_rogan_and_gladen_on_paper():
    share, (low, high) = rogan_gladen(300, 1000, 80, 100, 90, 100)
    assert float(share) == pytest.approx((0.3 + 0.9 - 1) / (0.8 + 0.9 - 1))
    assert low < share < high


def test_a_classifier_like_chance_has_no_share_and_any_share_is_possible():
    share, (low, high) = rogan_gladen(300, 1000, 50, 100, 50, 100)
    assert np.isnan(share)
    assert (low, high) == (0, 1)


@pytest.mark.parametrize("hits", [0, 1000])
def test_ends_of_the_scale_stay_on_it(hits):
    for share, (low, high) in (prediction_powered(hits, 1000, 0, 0, 50), rogan_gladen(hits, 1000, 25, 25, 25, 25)):
        assert 0 <= low <= share <= high <= 1
        assert high - low > 0.01


def test_no_difference_seen_among_few_is_not_certainty():
    low, high = paired_difference(0, 0, 20)
    assert low == pytest.approx(-high, abs=1e-9)
    assert 0.1 < high < 0.2


@pytest.mark.parametrize(("gained", "lost", "n"), [(0, 3, 44), (7, 25, 68), (1, 0, 54), (12, 9, 200)])
def test_the_ends_of_tango_s_interval_are_where_the_score_test_begins_to_reject(gained, lost, n):
    for end in paired_difference(gained, lost, n):
        # The likeliest chance of losing, given the difference, found by trying all: no formula in common with the code.
        losing = np.linspace(max(0, -end), (1 - end) / 2, 2_000_001)[1:-1]
        likelihood = (
            gained * np.log(losing + end) + lost * np.log(losing) + (n - gained - lost) * np.log(1 - 2 * losing - end)
        )
        best = losing[likelihood.argmax()]
        assert (gained - lost - n * end) ** 2 / (n * (2 * best + end - end**2)) == pytest.approx(1.95996**2, rel=1e-3)


def test_the_exact_interval_of_nothing_and_of_everything():
    assert clopper(0, 10) == (0, pytest.approx(1 - 0.025**0.1))
    assert clopper(10, 10) == (pytest.approx(0.025**0.1), 1)
    assert clopper(0, 0) == (0, 1)
