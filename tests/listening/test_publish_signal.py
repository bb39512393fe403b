"""What is shown of signal and noise: nothing of a hidden demand, and no number of a few people."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.demands.effort import LADDER
from tyndau.listening.demands.signal import SIGNAL
from tyndau.listening.errors import MissingColumns
from tyndau.listening.publish_signal import ShownSignal, shown_signal

ROW = {
    "demand_id": "d", "network_posts": 40, "copied_posts": 10, "copied_share": 0.25, "copied_low": 0.14,
    "copied_high": 0.4, "people_min": 9, "people_max": 30, "accounts": 30, "synchronised_accounts": 6,
    "synchronised_groups": 1, "n_eff": 25.0, "gini": 0.2, "top_accounts": 6, "top_share": 0.1, "identified": 6,
    "conversion": 0.2, "conversion_low": 0.07, "conversion_high": 0.44, "carried_by": "own-words",
}  # fmt: skip


def shown(rows: list[dict], rungs: list[dict] = (), demands: tuple[str, ...] = ("d",)) -> ShownSignal:
    signal = pa.Table.from_pylist([ROW | row for row in rows], schema=SIGNAL)
    ladder = pa.Table.from_pylist(list(rungs), schema=LADDER)
    return shown_signal(signal, ladder, pa.array(demands, pa.string()), 5)


def one(**row: Any) -> dict:
    return shown([row]).signal.to_pylist()[0]


def test_a_demand_that_is_not_shown_has_no_row() -> None:
    rungs = [{"demand_id": name, "rung": "post", "acts": 9, "accounts": 9, "posts": 9} for name in ("", "d", "hidden")]
    found = shown([{}, {"demand_id": "hidden"}], rungs)
    assert found.signal["demand_id"].to_pylist() == ["d"]
    assert found.ladder["demand_id"].to_pylist() == ["", "d"]


def test_numbers_of_five_and_more_stay_as_they_are() -> None:
    assert one() == ROW


def test_fewer_than_five_who_acted_under_their_name_are_not_told_and_cannot_be_reckoned() -> None:
    row = one(identified=4)
    assert [row[name] for name in ("identified", "conversion", "conversion_low", "conversion_high")] == [None] * 4
    assert row["accounts"] == 30


def test_where_few_acted_under_their_name_the_posts_of_the_networks_do_not_tell_how_many() -> None:
    row = one(identified=1, copied_share=0.05623, n_eff=25.4321)
    assert (row["network_posts"], row["copied_posts"]) == (None, None)
    assert (row["copied_share"], row["n_eff"]) == (0.06, 25)
    assert one(copied_share=0.05623)["copied_share"] == 0.05623


def test_nobody_is_told_as_nobody() -> None:
    row = one(identified=0, conversion=0.0, synchronised_accounts=0, synchronised_groups=0)
    assert (row["identified"], row["conversion"], row["synchronised_accounts"]) == (0, 0.0, 0)


def test_few_synchronised_accounts_hide_their_groups_too() -> None:
    row = one(synchronised_accounts=2)
    assert (row["synchronised_accounts"], row["synchronised_groups"]) == (None, None)


def test_few_accounts_outside_of_groups_are_not_told_either() -> None:
    assert one(accounts=30, synchronised_accounts=28)["synchronised_accounts"] is None
    assert one(accounts=30, synchronised_accounts=30, synchronised_groups=2)["synchronised_accounts"] == 30


def test_what_the_few_busiest_wrote_is_not_told() -> None:
    assert one(top_accounts=4)["top_share"] is None
    assert one(top_accounts=4)["n_eff"] == 25.0


def test_few_accounts_hide_every_ratio_over_them() -> None:
    row = one(accounts=4)
    names = ("accounts", "copied_share", "n_eff", "gini", "top_share", "conversion")
    assert [row[name] for name in names] == [None] * 6


def test_a_rung_of_few_is_emptied_and_what_a_platform_counts_is_not() -> None:
    rungs = [
        {"demand_id": "d", "rung": "view", "acts": 3, "accounts": None, "posts": 2},
        {"demand_id": "d", "rung": "appeal", "acts": 4, "accounts": 4, "posts": 4},
    ]
    view, appeal = shown([{}], rungs).ladder.to_pylist()
    assert view["acts"] == 3
    assert [appeal[name] for name in ("acts", "accounts", "posts")] == [None] * 3


def rungs_of(**accounts: int) -> list[dict]:
    return [
        {"demand_id": "d", "rung": rung, "acts": n, "accounts": n, "posts": n} for rung, n in accounts.items()
    ]  # fmt: skip


def told(rungs: list[dict]) -> dict[str, int | None]:
    return {row["rung"]: row["acts"] for row in shown([{}], rungs).ladder.to_pylist()}


def test_a_rung_of_few_is_not_reckoned_from_the_posts_of_its_demand() -> None:
    assert told(rungs_of(repost=40, comment=3, post=9)) == {"repost": 40, "comment": None, "post": None}


def test_two_rungs_of_few_that_together_are_few_take_a_third_with_them() -> None:
    assert told(rungs_of(repost=1, comment=1, post=9, report=30)) == {
        "repost": None, "comment": None, "post": None, "report": 30,
    }  # fmt: skip
    assert told(rungs_of(repost=3, comment=4, post=9)) == {"repost": None, "comment": None, "post": 9}


def test_acts_under_ones_own_name_do_not_hide_a_rung_of_the_networks() -> None:
    assert told(rungs_of(comment=3, post=30, appeal=6)) == {"comment": None, "post": None, "appeal": 6}


@given(st.lists(st.lists(st.integers(1, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_rungs_that_are_not_told_hold_five_together_or_are_all(counts: list[list[int]]) -> None:
    names = ("repost", "comment", "post", "report")
    rungs = [
        {"demand_id": f"d{n}", "rung": name, "acts": one, "accounts": one, "posts": one}
        for n, row in enumerate(counts) for name, one in zip(names, row, strict=True)
    ]  # fmt: skip
    found = shown([], rungs, tuple(f"d{n}" for n in range(len(counts)))).ladder.to_pylist()
    for n, row in enumerate(counts):
        emptied = [one for one, shown_row in zip(row, found[4 * n :], strict=False) if shown_row["acts"] is None]
        assert bool(emptied) == (min(row) < 5)
        assert not emptied or len(emptied) == 4 or (len(emptied) > 1 and sum(emptied) >= 5)


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 3), max_size=8))
def test_no_number_between_zero_and_five_is_ever_shown(counts: list[tuple[int, int, int]]) -> None:
    rows = [
        {"demand_id": f"d{n}", "accounts": a, "synchronised_accounts": s, "identified": i}
        for n, (a, s, i) in enumerate(counts)
    ]
    found = shown(rows, demands=tuple(row["demand_id"] for row in rows)).signal
    for name in ("accounts", "synchronised_accounts", "identified"):
        assert all(value is None or value == 0 or value >= 5 for value in found[name].to_pylist())


def test_a_missing_column_is_named() -> None:
    with pytest.raises(MissingColumns):
        shown_signal(
            pa.table({"demand_id": ["d"]}), pa.Table.from_pylist([], schema=LADDER), pa.array([], pa.string()), 5
        )
