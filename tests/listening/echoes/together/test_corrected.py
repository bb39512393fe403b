"""Together beyond chance: planted groups are found, crowds are not, and defects of the reference are mended."""

import numpy as np
import pyarrow as pa
import pytest
from tests.listening.echoes.together.test_compat import table

from tyndau.listening.echoes.together.chance import tails
from tyndau.listening.echoes.together.corrected import corrected
from tyndau.listening.errors import MissingColumns

DAY = 86_400


def crowd(seed: int, accounts: int = 400, objects: int = 60, shares: int = 25) -> list[tuple[str, str, str, int]]:
    """Everybody shares what he likes when he likes; what is new goes round faster."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(objects):
        born = rng.integers(0, 30 * DAY)
        for place in range(int(rng.integers(2, 2 * shares))):
            moment = int(born + rng.exponential(rng.choice([3600, DAY, 5 * DAY])))
            rows.append((f"o{number:03}", f"a{rng.integers(accounts):04}", f"c{number}-{place}", moment))
    return rows


def staged(seed: int, members: int = 10, objects: int = 8, group: str = "s") -> list[tuple[str, str, str, int]]:
    rng = np.random.default_rng(seed)
    return [
        (f"{group}{number}", f"{group}-member{who}", f"{group}{number}-{who}", int(number * 20_000 + rng.integers(45)))
        for number in range(objects)
        for who in range(members)
        if rng.random() < 0.8
    ]


def found(rows, **given):
    settings = {"window": 60, "min_participation": 2, "edge_weight": 0.5, "level": 0.01, "declared": ()} | given
    return corrected(table(rows), **settings)


def test_a_group_that_shares_together_again_and_again_is_found_in_a_crowd():
    told = found(crowd(1) + staged(1))
    assert set(told.groups["account"].to_pylist()) == {f"s-member{who}" for who in range(10)}
    assert told.summary["groups"] == 1


def test_in_crowds_without_a_group_almost_nobody_is_grouped():
    """Twenty crowds of 400 accounts: at a level of 1 %, one in a hundred of them may hold a false group."""
    assert sum(found(crowd(seed)).summary["groups"] for seed in range(20)) == 0


def test_times_dealt_out_anew_inside_each_object_leave_no_more_edges_than_the_level_allows():
    rows = crowd(3)
    rng = np.random.default_rng(3)
    edges = 0
    for _ in range(20):
        by_object: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            by_object.setdefault(row[0], []).append(place)
        dealt = list(rows)
        for places in by_object.values():
            times = rng.permutation([rows[place][3] for place in places])
            for place, time in zip(places, times, strict=True):
                dealt[place] = (*rows[place][:3], int(time))
        edges += found(dealt, level=0.05).summary["significant_edges"]
    assert edges <= 1


def test_a_declared_publisher_is_marked_and_in_no_group():
    declared = [f"s-member{who}" for who in range(10)]
    told = found(crowd(1) + staged(1), declared=declared)
    assert told.groups.num_rows == 0
    assert sum(told.edges["declared"].to_pylist()) == told.summary["declared_edges"] > 0


def test_two_groups_whose_names_begin_alike_stay_two_groups():
    long = "https://network.example/people/"
    rows = [(row[0], long + row[1], *row[2:]) for row in staged(1, group="s") + staged(2, group="z")]
    told = found(crowd(1) + rows)
    assert told.summary["groups"] == len(set(told.groups["group"].to_pylist())) == 2


def test_the_far_tail_is_as_exact_as_the_near_one():
    """Twice among three chances: p1 p2 + p1 p3 + p2 p3 - 2 p1 p2 p3; also where 1 minus the rest would be nothing."""
    for chances in ([0.5, 0.2, 0.1], [1e-9, 2e-9, 3e-9], [1e-160, 1e-160, 0.0]):
        one, two, three = chances
        exact = one * two + one * three + two * three - 2 * one * two * three
        tail = tails(np.array([3, 3]), np.array(chances * 2), np.array([2, 1]))
        assert tail[0] == pytest.approx(exact, rel=1e-12)
        assert tail[1] == pytest.approx(one + two + three - exact - one * two * three, rel=1e-6)


def test_once_is_no_habit_however_unlikely():
    rows = [("hot", f"a{who}", f"c{who}", who) for who in range(30)] + crowd(2)
    assert found(rows).groups.num_rows == 0


def test_weight_counts_objects_and_rows_count_pairs():
    """The reference would call this edge four times as heavy as it is."""
    rows = [("o", "a", f"a{n}", n) for n in range(2)] + [("o", "b", f"b{n}", 10 + n) for n in range(2)]
    (edge,) = found(rows).edges.to_pylist()
    assert (edge["weight"], edge["rows"], edge["common_objects"]) == (1, 4, 1)


def test_contents_stay_with_their_account():
    """b is the older once and the newer twice; the reference would mix up whose contents are counted."""
    rows = [("o1", "b", "b1", 0), ("o1", "a", "a1", 1), ("o2", "a", "a2", 0), ("o2", "b", "b1", 1)]
    (edge,) = found(rows).edges.to_pylist()
    assert (edge["from"], edge["n_content_id"], edge["to"], edge["n_content_id_y"]) == ("a", 2, "b", 1)


def test_both_sides_must_take_part_often_enough():
    rows = [("o", "a", "a1", 0), ("p", "a", "a2", 0), ("o", "b", "b1", 1), ("q", "b", "b2", 500)]
    assert found(rows).edges.num_rows == 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("o", "a", "c", 1)],
        [("o", f"a{n}", f"c{n}", 7) for n in range(40)] * 2,
        [(f"o{n % 3}", f"a{n % 5}", f"c{n}", 0) for n in range(30)],
    ],
    ids=["nothing", "one account", "one object of everybody", "all at once"],
)
def test_extreme_inputs_have_defined_answers(rows):
    told = found(rows)
    for name in ("avg_time_delta", "edge_symmetry_score", "p", "q"):
        values = np.asarray(told.edges[name].to_pylist(), float)
        assert np.isfinite(values).all()
    assert ((told.edges["p"].to_numpy() >= 0) & (told.edges["p"].to_numpy() <= 1)).all()


def test_shuffled_rows_give_the_same_bytes():
    rows = crowd(5) + staged(5)
    order = np.random.default_rng(5).permutation(len(rows))
    one, two = found(rows), found([rows[place] for place in order])
    assert one.edges.equals(two.edges)
    assert one.groups.equals(two.groups)


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns):
        corrected(pa.table({"object_id": ["o"]}), 60, 2, 0.5, 0.01)
