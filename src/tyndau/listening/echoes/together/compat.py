"""The reference's answer: CooRTweet 2.1.3 as domain knowledge states it, row for row, with its known quirks."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.coded import Coded, coded
from tyndau.listening.echoes.together.edges import Edges, by_edge
from tyndau.listening.echoes.together.pairs import either, pairs, qualified, taking_part
from tyndau.listening.echoes.together.sums import by_object, edge_columns, edge_summary, shares_of_accounts
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
    stay = (qualified(rows, min_participation, window, keep_loops),)
    edges, met = by_edge(rows, window, keep_loops, contents_go_along=False, marked=stay)
    threshold, above = over(edges.rows, edge_weight)
    table = pa.table(edge_columns(rows, edges, edges.rows, above))
    fast = None
    if fast_window is not None:
        near = min(fast_window, window)
        fast = near, _fast_contents(rows, pairs(rows, near, keep_loops, stay), min_participation)
        quick, _ = by_edge(rows, near, keep_loops, contents_go_along=False, marked=(*stay, fast[1]))
        table = _fast(len(rows.names["account_id"]), edges, quick, table, edge_weight)
    objects = by_object(rows, met, both_sides=False)
    summary = {"mode": "compat", **edge_summary(objects, edges, edges.rows, (threshold, above))}
    accounts = account_table(table, shares_of_accounts(rows, met))
    told = pairs(rows, window, keep_loops, stay)
    return Together(blocks(rows, told, fast), table, accounts, objects, NO_GROUPS, summary)


def blocks(rows: Coded, told: Iterator[Any], fast: tuple[int, Any] | None) -> Iterator[Any]:
    """The pair rows with their names, block by block, looked up as they are asked for; first an empty block."""
    nothing = np.zeros(0, np.int64)
    yield pair_table(rows, nothing, nothing, None if fast is None else nothing.astype(bool))
    for olders, newers in told:
        for begin in range(0, len(olders), BLOCK):
            older, newer = olders[begin : begin + BLOCK], newers[begin : begin + BLOCK]
            marked = None
            if fast is not None:
                marked = rows.times[newer] - rows.times[older] <= fast[0]
                marked &= either(fast[1], rows.contents[older], rows.contents[newer])
            yield pair_table(rows, older, newer, marked)


def _fast_contents(rows: Coded, near: Iterator[Any], least: int) -> Any:
    """Contents of accounts that take part often enough within the narrower window (step 8)."""
    paired = np.zeros(len(rows.names["content_id"]) + 1, bool)
    for older, newer in near:
        paired[rows.contents[older]] = True
        paired[rows.contents[newer]] = True
    return taking_part(rows, paired, least)


def _fast(size: int, every: Edges, edges: Edges, table: Any, quantile: float) -> Any:
    """Mark the edges that pairs within the narrower window make, and their neighbourhood."""
    _, above = over(edges.rows, quantile)
    left, right = every.left, every.right
    place = np.searchsorted(left * size + right, edges.left * size + edges.right)
    weight, marked = np.zeros(len(left), np.int64), np.zeros(len(left), np.int64)
    weight[place], marked[place] = edges.rows, above
    strong = np.zeros(size + 1, bool)
    strong[edges.left[above]] = strong[edges.right[above]] = True
    touching = strong[left] | strong[right]
    near_by = np.zeros(size + 1, bool)
    near_by[left[touching]] = near_by[right[touching]] = True
    neighbourhood = (near_by[left] & near_by[right]).astype(np.int64)
    columns = {"weight_fast": weight, "weight_threshold_fast": marked, "fast_neighbourhood": neighbourhood}
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values))
    return table
