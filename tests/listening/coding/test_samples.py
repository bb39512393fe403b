"""Who is drawn: seeded, every stratum, and a chance that undoes the drawing."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.coding.refusals import NothingToSample, SampleTooSmall
from tyndau.listening.coding.samples import allocate, frame, sample


def posts(**sizes: int) -> pa.Table:
    strata = [name for name, size in sizes.items() for _ in range(size)]
    return pa.table({"post": [f"p{n:05}" for n in range(len(strata))], "stratum": strata})


def test_the_same_seed_draws_the_same_posts_in_whatever_order_they_come():
    population = posts(kk=50, ru=150)
    shuffled = population.take(pa.array(np.random.default_rng(3).permutation(200)))
    assert sample(population, 20, 1).equals(sample(shuffled, 20, 1))
    assert not sample(population, 20, 1).equals(sample(population, 20, 2))


def test_weights_by_chance_count_the_population():
    for allocation in ("proportional", "equal"):
        drawn = sample(posts(kk=40, ru=957, en=3), 60, 1, allocation).to_pylist()
        assert len({row["post"] for row in drawn}) == 60
        for name, size in (("kk", 40), ("ru", 957), ("en", 3)):
            assert sum(1 / row["probability"] for row in drawn if row["stratum"] == name) == pytest.approx(size)


def test_each_post_of_a_stratum_has_the_same_chance():
    population = posts(kk=4, ru=8)
    drawn = [row["post"] for seed in range(600) for row in sample(population, 6, seed).to_pylist()]
    times = np.unique(drawn, return_counts=True)[1]
    assert times.min() > 240
    assert times.max() < 360


def test_coders_read_strata_mixed():
    strata = sample(posts(kk=100, ru=100), 100, 1)["stratum"].to_pylist()
    assert 30 < sum(one != other for one, other in pairwise(strata)) < 70


def test_more_than_there_are_means_all():
    assert set(sample(posts(kk=3), 10, 1)["probability"].to_pylist()) == {1.0}


def test_refusals():
    with pytest.raises(NothingToSample):
        sample(posts(), 10, 1)
    with pytest.raises(SampleTooSmall):
        sample(posts(kk=5, ru=5, en=5), 2, 1)


def test_posts_without_a_value_are_a_stratum_and_voices_narrow_the_frame():
    table = pa.table({"post": ["a", "b", "c"], "topic": ["roads", None, "water"]})
    assert frame(table, "topic")["stratum"].to_pylist() == ["roads", "unknown", "water"]
    voices = pa.table({"post": ["a", "a"]})
    assert frame(table, None, voices).to_pylist() == [{"post": "a", "stratum": "all"}]


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=9),
    st.integers(1, 800),
    st.sampled_from(["proportional", "equal"]),
)
def test_an_allocation_gives_all_it_can_and_leaves_no_stratum_out(sizes, n, allocation):
    n = min(max(n, len(sizes)), sum(sizes))
    drawn = allocate(sizes, n, allocation)
    assert drawn.sum() == n
    assert (drawn >= 1).all()
    assert (drawn <= np.array(sizes)).all()
    order = np.argsort(sizes)
    assert (np.diff(drawn[order]) >= -1).all()
