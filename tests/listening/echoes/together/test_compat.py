"""The reference's answer: row for row on its own data, and as stated for any setting."""

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.echoes.together.naive import account_rows, edge_rows, pair_rows

from tyndau.listening.echoes.shares import SHARES
from tyndau.listening.echoes.together.compat import compat

DATA = Path(os.environ.get("TYNDAU_DATA", Path(__file__).parents[5] / "shared" / "data")) / "coortweet"
PAIR = ("object_id", "content_id", "content_id_y", "time_delta", "account_id", "account_id_y")


def table(rows):
    return pa.table(list(zip(*rows, strict=True)) or [[]] * 4, schema=SHARES)


def told(rows, window=10, least=2, keep_loops=False, quantile=0.5, fast=None):
    return compat(table(rows), window, least, keep_loops, quantile, fast)


def pairs_of(found):
    return sorted(tuple(row[name] for name in PAIR) for block in found.pairs for row in block.to_pylist())


def strings(path):
    names = ("object_id", "account_id", "content_id", "content_id_y", "account_id_y", "from", "to")
    return pacsv.read_csv(path, convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())))


@pytest.fixture(scope="module")
def reference():
    if not DATA.is_dir():
        pytest.skip(f"the reference tables are not here ({DATA})")
    return {path.stem: strings(path) for path in DATA.glob("*.csv")}


def test_the_reference_tables_agree_row_for_row(reference):
    found = compat(reference["russian_coord_tweets"], 60, 2, False, 0.5, None)
    assert found.summary | {"mean_edge_symmetry": None} == {
        "mode": "compat", "pairs": 3791, "objects": 502, "sum_time_delta": 115_243, "accounts": 2110, "edges": 3721,
        "max_weight": 4, "weight_threshold": 1.0, "accounts_over_threshold": 94, "edges_over_threshold": 60,
        "mean_edge_symmetry": None,
    }  # fmt: skip
    assert found.summary["mean_edge_symmetry"] == pytest.approx(0.996596, abs=1e-6)
    pairs = reference["reference_pairs_w60_m2"]
    assert pairs_of(found) == sorted(tuple(row[name] for name in PAIR) for row in pairs.to_pylist())
    edges = {(row["from"], row["to"]): row for row in found.edges.to_pylist()}
    for row in reference["reference_edges_w60_m2"].to_pylist():
        own = edges.pop(tuple(sorted((row["from"], row["to"]))))
        for name in ("weight", "n_content_id", "n_content_id_y", "weight_threshold"):
            assert own[name] == row[name]
        for name in ("avg_time_delta", "edge_symmetry_score"):
            assert own[name] == pytest.approx(row[name], abs=1e-9)
        assert sorted(own["object_ids"].split(",")) == sorted(set(row["object_ids"].split(",")))
    assert not edges
    accounts = {row["account_id"]: row for row in found.accounts.to_pylist()}
    for row in reference["reference_accounts_w60_m2"].to_pylist():
        own = accounts.pop(row["account_id"])
        assert list(own.values())[1:] == pytest.approx(list(row.values())[1:], abs=1e-9)
    assert not accounts


def test_a_high_quantile_keeps_the_heaviest_edges(reference):
    summary = compat(reference["russian_coord_tweets"], 60, 2, False, 0.99, None).summary
    names = ("weight_threshold", "accounts_over_threshold", "edges_over_threshold")
    assert [summary[name] for name in names] == [2, 14, 9]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["o1", "o2", "c1"]), st.sampled_from("abcd"), st.sampled_from(["c1", "c2", "c3", "c4", "c5"]),
        st.integers(0, 30),
    ),
    max_size=16,
)  # fmt: skip


@given(ROWS, st.integers(0, 20), st.integers(1, 4), st.booleans(), st.floats(0, 1))
def test_any_setting_gives_what_the_stated_algorithm_gives(rows, window, least, keep_loops, quantile):
    found = told(rows, window, least, keep_loops, quantile)
    expected = pair_rows(rows, window, least, keep_loops)
    assert pairs_of(found) == sorted(expected)
    edges = edge_rows(expected)
    weights = [value[0] for value in edges.values()]
    threshold = np.quantile(weights, quantile) if weights else 0
    own = {
        (row["from"], row["to"]): (
            row["weight"], row["avg_time_delta"], row["n_content_id"], row["n_content_id_y"],
            row["edge_symmetry_score"],
        )
        for row in found.edges.to_pylist()
    }  # fmt: skip
    assert own.keys() == edges.keys()
    for edge, value in edges.items():
        assert own[edge] == pytest.approx(value)
    assert sum(found.edges["weight_threshold"].to_pylist()) == sum(weight > threshold for weight in weights)
    accounts = {row["account_id"]: tuple(row.values())[1:] for row in found.accounts.to_pylist()}
    expected_accounts = account_rows(expected)
    assert accounts.keys() == expected_accounts.keys()
    for account, value in expected_accounts.items():
        assert accounts[account] == pytest.approx(value)


@given(ROWS, st.integers(0, 10), st.integers(1, 3))
def test_fast_pairs_are_those_that_a_narrower_window_keeps_of_the_found_ones(rows, fast, least):
    found = told(rows, 20, least, False, 0.5, fast)
    marked = sorted(
        tuple(row[name] for name in PAIR) for block in found.pairs for row in block.to_pylist() if row["is_fast"]
    )
    all_pairs = pair_rows(rows, 20, least, False)
    often = {account for _, account, _, _ in rows if sum(row[1] == account for row in rows) >= least}
    near = [row for row in all_pairs if row[3] <= fast]
    paired = {row[1] for row in near} | {row[2] for row in near}
    taking = [row for row in rows if row[1] in often and row[2] in paired]
    stay = {row[2] for row in taking if sum(other[1] == row[1] for other in taking) >= least}
    assert marked == sorted(row for row in near if row[1] in stay or row[2] in stay)
    weights = edge_rows(marked)
    own = {(row["from"], row["to"]): row["weight_fast"] for row in found.edges.to_pylist() if row["weight_fast"]}
    assert own == {edge: value[0] for edge, value in weights.items()}


@pytest.mark.parametrize("rows", [[], [("o", "a", "c1", 1)], [("o", "a", f"c{n}", n) for n in range(5)]])
def test_nobody_shares_together_with_oneself_or_with_nobody(rows):
    found = told(rows)
    assert found.edges.num_rows == found.accounts.num_rows == found.objects.num_rows == 0
    assert found.summary["mean_edge_symmetry"] is None
    assert pairs_of(found) == []


def test_equal_times_keep_the_order_in_which_accounts_first_appear():
    rows = [("x", "b", "c9", 5), ("o", "a", "c1", 7), ("o", "b", "c2", 7), ("x", "a", "c8", 90)]
    (pair,) = pairs_of(told(rows, 0, 1))
    assert pair == ("o", "c2", "c1", 0, "b", "a")
