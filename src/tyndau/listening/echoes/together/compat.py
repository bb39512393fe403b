"""The reference's answer: CooRTweet 2.1.3 as domain knowledge states it, row for row, with its known quirks."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.echoes.together.coded import coded
from tyndau.listening.echoes.together.pairs import qualified
from tyndau.listening.echoes.together.sums import (
    Gathered,
    by_edge,
    by_object,
    gathered,
    object_lists,
    shares_of_accounts,
)
from tyndau.listening.echoes.together.tables import Together, account_table, over, pair_table

NO_GROUPS = pa.schema([("account", pa.string()), ("group", pa.string())]).empty_table()
BLOCK = 1_000_000


def compat(
    shares: Any, window: int, min_participation: int, keep_loops: bool, edge_weight: float, fast_window: int | None
) -> Together:
    """Find accounts that share together, as the reference does.

    shares             object_id, account_id, content_id strings, timestamp_share int64 [s]
    window             at most so many seconds between two shares, included
    min_participation  least rows of an account in what is found
    keep_loops         keep pairs of one account, one content, or a content that bears the object's name
    edge_weight        quantile of the weights, type 7; edges strictly above it are marked
    fast_window        a narrower window: pairs within it are marked, and make a network of their own (edges
                       weight_fast, weight_threshold_fast, fast_neighbourhood)
    Returns            Together
    Source             Righetti & Balluff, CooRTweet; domain page, section 6
    """
    rows = coded(shares, min_participation)
    told = gathered(rows, window, keep_loops, qualified(rows, min_participation, window, keep_loops))
    edges = by_edge(rows, told, swapped_contents=False)
    names = rows.names["account_id"]
    least, most = np.minimum(edges.distinct["first"], edges.distinct["second"]), np.maximum(*_contents(edges))
    threshold, above = over(edges.rows, edge_weight)
    lists = object_lists(rows, told, edges)
    table = pa.table(
        {
            "from": names.take(pa.array(edges.left)),
            "to": names.take(pa.array(edges.right)),
            "weight": pa.array(edges.rows),
            "avg_time_delta": pa.array(edges.sum_delta / np.maximum(edges.rows, 1)),
            "n_content_id": pa.array(edges.distinct["first"]),
            "n_content_id_y": pa.array(edges.distinct["second"]),
            "edge_symmetry_score": pa.array(least / np.maximum(most, 1)),
            "object_ids": pc.binary_join(lists, ","),
            "weight_threshold": pa.array(above.astype(np.int64)),
        }
    )
    fast = None
    if fast_window is not None:
        table, fast = _fast(rows, told, table, (fast_window, min_participation, edge_weight))
    strong = np.unique(np.concatenate([edges.left[above], edges.right[above]]))
    summary = {
        "mode": "compat",
        "pairs": len(told.older),
        "objects": len(np.unique(rows.objects[told.older])),
        "sum_time_delta": int(edges.sum_delta.sum()),
        "accounts": len(np.unique(np.concatenate([edges.left, edges.right]))),
        "edges": len(edges.left),
        "max_weight": int(edges.rows.max(initial=0)),
        "weight_threshold": threshold,
        "accounts_over_threshold": len(strong),
        "edges_over_threshold": int(above.sum()),
        "mean_edge_symmetry": mean(table["edge_symmetry_score"]),
    }
    accounts = account_table(table, shares_of_accounts(rows, told))
    return Together(blocks(rows, told, fast), table, accounts, by_object(rows, told, ("left",)), NO_GROUPS, summary)


def _contents(edges: Any) -> tuple[Any, Any]:
    return edges.distinct["first"], edges.distinct["second"]


def mean(column: Any) -> float | None:
    found: float | None = pc.mean(column).as_py()
    return found


def blocks(rows: Any, told: Gathered, fast: Any | None) -> Iterator[Any]:
    for begin in range(0, max(len(told.older), 1), BLOCK):
        end = begin + BLOCK
        yield pair_table(rows, told.older[begin:end], told.newer[begin:end], None if fast is None else fast[begin:end])


def _fast(rows: Any, told: Gathered, table: Any, given: tuple[int, int, float]) -> tuple[Any, Any]:
    """Mark the pairs within the narrower window, and the edges that they make (step 8)."""
    window, least, quantile = given
    near = rows.times[told.newer] - rows.times[told.older] <= window
    older, newer = told.older[near], told.newer[near]
    paired = np.zeros(len(rows.names["content_id"]) + 1, bool)
    paired[rows.contents[older]] = True
    paired[rows.contents[newer]] = True
    taking_part = paired[rows.contents]
    times = np.bincount(rows.accounts[taking_part], minlength=len(rows.names["account_id"]) + 1)
    stay = np.zeros_like(paired)
    stay[rows.contents[taking_part & (times[rows.accounts] >= least)]] = True
    kept = stay[rows.contents[older]] | stay[rows.contents[newer]]
    fast = near.copy()
    fast[near] = kept
    edges = by_edge(rows, Gathered(older[kept], newer[kept]), swapped_contents=False)
    _, above = over(edges.rows, quantile)
    count = len(rows.names["account_id"])
    names = pc.index_in(table["from"], rows.names["account_id"]).to_numpy().astype(np.int64)
    others = pc.index_in(table["to"], rows.names["account_id"]).to_numpy().astype(np.int64)
    every = names * count + others
    place = np.searchsorted(every, edges.left * count + edges.right)
    weight, marked = np.zeros(len(every), np.int64), np.zeros(len(every), np.int64)
    weight[place], marked[place] = edges.rows, above
    ends = np.zeros(count + 1, bool)
    ends[edges.left[above]] = ends[edges.right[above]] = True
    touching = ends[names] | ends[others]
    near_by = np.zeros(count + 1, bool)
    near_by[names[touching]] = near_by[others[touching]] = True
    inside = (near_by[names] & near_by[others]).astype(np.int64)
    columns = {"weight_fast": weight, "weight_threshold_fast": marked, "fast_neighbourhood": inside}
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values))
    return table, fast
