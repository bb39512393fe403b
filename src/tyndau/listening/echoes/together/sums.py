"""Pair rows gathered as numbers of rows, block by block, and summed up by edge, by account and by object."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.edges import Numbers, summed
from tyndau.listening.echoes.together.pairs import pairs

Block = tuple[Numbers, Numbers]
AT_ONCE = 8_000_000  # pairs summed at a time


class Edges(NamedTuple):
    """One row an edge, sorted by (left, right), codes of accounts; its objects begin at `offsets`."""

    left: Numbers
    right: Numbers
    rows: Numbers
    sum_delta: Numbers
    first: Numbers
    second: Numbers
    weight: Numbers
    objects: Numbers
    offsets: Numbers


def gathered(shares: Coded, window: int, keep_loops: bool, contents: Any | None = None) -> list[Block]:
    """All pairs (older, newer); with `contents` only those of which either side's content is marked."""
    found = []
    for older, newer in pairs(shares, window, keep_loops):
        if contents is not None:
            stay = contents[shares.contents[older]] | contents[shares.contents[newer]]
            older, newer = older[stay], newer[stay]
        found.append((older.astype(np.int32), newer.astype(np.int32)))
    return found


def count(blocks: list[Block]) -> int:
    return sum(len(older) for older, _ in blocks)


def by_edge(shares: Coded, blocks: list[Block], contents_go_along: bool) -> Edges:
    """Sums by pair of accounts, for a part of the accounts at a time.

    contents_go_along  first and second are contents of left and right; else of the older and the newer share
    """
    accounts = len(shares.names["account_id"])
    parts = max(1, -(-count(blocks) // AT_ONCE))
    per_account = np.zeros(accounts + 1, np.int64)
    for older, newer in blocks:
        lefts = np.minimum(shares.accounts[older], shares.accounts[newer])
        per_account += np.bincount(lefts, minlength=accounts + 1)
    # Parts of neighbouring accounts, equally heavy: then edges come out sorted, part after part.
    borders = np.searchsorted(np.cumsum(per_account), np.arange(1, parts) * (count(blocks) / parts))
    part_of = np.searchsorted(borders, np.arange(accounts + 1), side="right").astype(np.int16)
    pieces = [_part(shares, blocks, part_of, number, contents_go_along) for number in range(parts)]
    columns = [np.concatenate(column) for column in zip(*(piece[:-1] for piece in pieces), strict=True)]
    sizes = np.concatenate([np.diff(piece.offsets) for piece in pieces])
    left, right, rows, sums, first, second, weight, objects = columns
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    return Edges(left, right, rows, sums, first, second, weight, objects, offsets)


def _part(shares: Coded, blocks: list[Block], part_of: Any, number: int, contents_go_along: bool) -> Edges:
    olders, newers = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for older, newer in blocks:
        mine = part_of[np.minimum(shares.accounts[older], shares.accounts[newer])] == number
        olders.append(older[mine])
        newers.append(newer[mine])
    older, newer = np.concatenate(olders), np.concatenate(newers)
    del olders, newers
    left, right = shares.accounts[older], shares.accounts[newer]
    first, second = shares.contents[older], shares.contents[newer]
    turn = left > right
    if contents_go_along:
        first, second = np.where(turn, second, first), np.where(turn, first, second)
    edge = np.where(turn, right, left) * len(shares.names["account_id"]) + np.where(turn, left, right)
    del left, right, turn
    delta, objects = shares.times[newer] - shares.times[older], shares.objects[older]
    del older, newer
    made = summed(edge, delta, {"first": first, "second": second}, objects)
    size = max(len(shares.names["account_id"]), 1)
    distinct = made.distinct
    weight = np.diff(made.offsets)
    return Edges(
        made.edge // size, made.edge % size, made.rows, made.sum_delta, distinct["first"], distinct["second"], weight,
        made.things, made.offsets,
    )  # fmt: skip


def shares_of_accounts(shares: Coded, blocks: list[Block]) -> Any:
    """account_id, shares: distinct contents of each account in the pair rows."""
    paired = np.zeros(len(shares.times), bool)
    for older, newer in blocks:
        paired[older] = paired[newer] = True
    size = len(shares.names["content_id"]) + 1
    once = np.unique(shares.accounts[paired] * size + shares.contents[paired]) // size
    accounts, counts = np.unique(once, return_counts=True)
    return pa.table({"account_id": shares.names["account_id"].take(pa.array(accounts)), "shares": pa.array(counts)})


def by_object(shares: Coded, blocks: list[Block], sides: tuple[str, ...]) -> Any:
    """object_id, num_accounts, pairs; accounts of the named sides of edges: left, right."""
    size, objects = len(shares.names["account_id"]) + 1, len(shares.names["object_id"])
    counts, held = np.zeros(objects + 1, np.int64), np.zeros(0, np.int64)
    for older, newer in blocks:
        what = shares.objects[older]
        counts += np.bincount(what, minlength=objects + 1)
        left, right = shares.accounts[older], shares.accounts[newer]
        chosen = {"left": np.minimum(left, right), "right": np.maximum(left, right)}
        held = np.unique(np.concatenate([held, *(what * size + chosen[side] for side in sides)]))
    names = np.flatnonzero(counts)
    accounts = np.bincount(held // size, minlength=objects + 1)[names]
    found = {"object_id": shares.names["object_id"].take(pa.array(names)), "num_accounts": pa.array(accounts)}
    return pa.table({**found, "pairs": pa.array(counts[names])})


def edge_columns(shares: Coded, edges: Edges, weight: Numbers, above: Any) -> dict[str, Any]:
    """The columns of the reference, by name; `above` marks the edges over the threshold."""
    names = shares.names["account_id"]
    least, most = np.minimum(edges.first, edges.second), np.maximum(edges.first, edges.second)
    return {
        "from": names.take(pa.array(edges.left)),
        "to": names.take(pa.array(edges.right)),
        "weight": pa.array(weight),
        "avg_time_delta": pa.array(edges.sum_delta / np.maximum(edges.rows, 1)),
        "n_content_id": pa.array(edges.first),
        "n_content_id_y": pa.array(edges.second),
        "edge_symmetry_score": pa.array(least / np.maximum(most, 1)),
        "object_ids": object_lists(shares, edges),
        "weight_threshold": pa.array(above.astype(np.int64)),
    }


def edge_summary(
    blocks: list[Block], objects: Any, edges: Edges, weight: Numbers, over: tuple[float, Any]
) -> dict[str, Any]:
    """What summary.json tells of edges in either mode; `over`: the threshold and which edges lie above it."""
    threshold, above = over
    least, most = np.minimum(edges.first, edges.second), np.maximum(edges.first, edges.second)
    return {
        "pairs": count(blocks),
        "objects": objects.num_rows,
        "sum_time_delta": int(edges.sum_delta.sum()),
        "accounts": len(np.unique(np.concatenate([edges.left, edges.right]))),
        "edges": len(edges.left),
        "max_weight": int(weight.max(initial=0)),
        "weight_threshold": threshold,
        "accounts_over_threshold": len(np.unique(np.concatenate([edges.left[above], edges.right[above]]))),
        "edges_over_threshold": int(above.sum()),
        "mean_edge_symmetry": float((least / most).mean()) if len(most) else None,
    }


def object_lists(shares: Coded, edges: Edges) -> Any:
    """The objects of each edge, parted by commas, in the order of their names."""
    names = shares.names["object_id"].take(pa.array(edges.objects))
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(edges.offsets, pa.int32()), names), ",")
