import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.networks.bridges import BRIDGES
from tyndau.listening.networks.publish import OTHER, folded, labels, showable, told


def test_small_communities_are_other():
    community = np.array([0] * 8 + [1] * 5 + [2] * 4 + [3] * 2)
    assert labels(community, 5).tolist() == [0] * 8 + [1] * 5 + [OTHER] * 6


def test_what_is_left_over_takes_the_smallest_community_with_it():
    community = np.array([0] * 8 + [1] * 5 + [2] * 2)
    assert labels(community, 5).tolist() == [0] * 8 + [OTHER] * 7


@settings(max_examples=50)
@given(st.lists(st.integers(1, 12), max_size=6))
def test_no_label_holds_fewer_than_five_unless_all_do(sizes):
    community = np.repeat(np.arange(len(sizes)), sorted(sizes, reverse=True))
    counts = np.unique(labels(community, 5), return_counts=True)[1]
    assert counts.sum() == sum(sizes)
    assert (counts >= 5).all() or sum(sizes) < 5


def test_a_small_cell_goes_into_other():
    assert folded(np.array([9, 3, 4, 0]), np.array([50, 50]), 5).tolist() == [9, 0, 7, 0]


def test_a_small_rest_takes_the_smallest_cell_so_that_it_cannot_be_had_by_subtraction():
    assert folded(np.array([9, 7, 2, 0]), np.array([50, 50]), 5).tolist() == [9, 0, 9, 0]


def test_a_cell_that_nearly_fills_its_community_is_not_shown():
    assert folded(np.array([9, 8, 0, 0]), np.array([11, 50]), 5).tolist() == [0, 8, 9, 0]


def test_few_accounts_without_a_link_are_not_told_apart():
    assert folded(np.array([9, 0, 6, 3]), np.array([50, 50]), 5).tolist() == [9, 0, 9, 0]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=5), st.integers(0, 14), st.integers(0, 14))
def test_folded_cells_are_empty_or_large_and_keep_their_sum(cells, other, outside):
    counts = np.array([inside for inside, _ in cells] + [other, outside])
    sizes = np.array([inside + more for inside, more in cells], int)
    shown = folded(counts, sizes, 5)
    assert ((shown == 0) | (shown >= 5)).all()
    assert shown.sum() == (counts.sum() if counts.sum() >= 5 else 0)
    left = (sizes - shown[:-2])[shown[:-2] > 0]
    assert ((left == 0) | (left >= 5)).all()


def rows(*ends):
    columns = {name: [0] * len(ends) for name in BRIDGES.names}
    columns |= {
        "community_b": list(range(len(ends))),
        "accounts_a": [a for a, _ in ends],
        "accounts_b": [b for _, b in ends],
    }
    return BRIDGES.empty_table().from_pydict(columns, schema=BRIDGES)


def test_a_bridge_of_few_accounts_at_either_end_is_not_shown():
    shown = showable(rows((9, 9), (40, 4), (4, 40), (6, 6)), 5)
    assert shown["community_b"].to_pylist() == [0, 3]


def test_a_few_hidden_accounts_hide_the_weakest_bridge_too():
    assert showable(rows((9, 9), (1, 1), (6, 6)), 5)["community_b"].to_pylist() == [0]
    assert showable(rows((9, 9)), 5).num_rows == 1
    assert showable(rows(), 5).num_rows == 0


def test_a_number_under_five_is_not_told():
    assert [told(count, 5) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_only_so_many_of_the_largest_communities_are_shown():
    community = np.repeat(np.arange(4), (9, 8, 7, 6))
    assert labels(community, 5, most=2).tolist() == [0] * 9 + [1] * 8 + [OTHER] * 13
