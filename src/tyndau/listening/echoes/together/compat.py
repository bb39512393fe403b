"""The reference's answer: CooRTweet 2.1.3 as domain knowledge states it, row for row, with its known quirks."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.coded import Coded, coded
from tyndau.listening.echoes.together.pairs import qualified, taking_part
from tyndau.listening.echoes.together.sums import (
    Block,
    by_edge,
    by_object,
    edge_columns,
    edge_summary,
    gathered,
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
    edges = by_edge(rows, told, contents_go_along=False)
    threshold, above = over(edges.rows, edge_weight)
    table = pa.table(edge_columns(rows, edges, edges.rows, above))
    fast = None
    if fast_window is not None:
        table, fast = _fast(rows, told, (edges.left, edges.right), table, (fast_window, min_participation, edge_weight))
    objects = by_object(rows, told, ("left",))
    summary = {"mode": "compat", **edge_summary(told, objects, edges, edges.rows, (threshold, above))}
    accounts = account_table(table, shares_of_accounts(rows, told))
    return Together(blocks(rows, told, fast), table, accounts, objects, NO_GROUPS, summary)


def blocks(rows: Coded, told: list[Block], fast: list[Any] | None) -> Iterator[Any]:
    """The pair rows with their names, block by block; one empty block where there are none."""
    nothing = np.zeros(0, np.int64)
    yield pair_table(rows, nothing, nothing, None if fast is None else nothing.astype(bool))
    for number, (older, newer) in enumerate(told):
        for begin in range(0, len(older), BLOCK):
            part = slice(begin, begin + BLOCK)
            yield pair_table(rows, older[part], newer[part], None if fast is None else fast[number][part])


def _fast(
    rows: Coded, told: list[Block], ends: tuple[Any, Any], table: Any, given: tuple[int, int, float]
) -> tuple[Any, list[Any]]:
    """Mark the pairs within the narrower window, and the edges that they make (step 8)."""
    window, least, quantile = given
    near = [rows.times[newer] - rows.times[older] <= window for older, newer in told]
    paired = np.zeros(len(rows.names["content_id"]) + 1, bool)
    for (older, newer), inside in zip(told, near, strict=True):
        paired[rows.contents[older[inside]]] = True
        paired[rows.contents[newer[inside]]] = True
    stay = taking_part(rows, paired, least)
    fast = [
        inside & (stay[rows.contents[older]] | stay[rows.contents[newer]])
        for (older, newer), inside in zip(told, near, strict=True)
    ]
    kept = [(older[marked], newer[marked]) for (older, newer), marked in zip(told, fast, strict=True)]
    edges = by_edge(rows, kept, contents_go_along=False)
    _, above = over(edges.rows, quantile)
    size = len(rows.names["account_id"])
    left, right = ends
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
    return table, fast
