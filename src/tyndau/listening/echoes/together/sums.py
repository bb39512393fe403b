"""What was found, told by edge, by account and by object, with names."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.edges import Edges, Met, Numbers


def shares_of_accounts(shares: Coded, met: Met) -> Any:
    """account_id, shares: distinct contents of each account in the pair rows."""
    size = len(shares.names["content_id"]) + 1
    once = np.unique(shares.accounts[met.paired] * size + shares.contents[met.paired]) // size
    accounts, counts = np.unique(once, return_counts=True)
    return pa.table({"account_id": shares.names["account_id"].take(pa.array(accounts)), "shares": pa.array(counts)})


def by_object(shares: Coded, met: Met, both_sides: bool) -> Any:
    """object_id, num_accounts, pairs; accounts of both sides of edges, or of the left one alone."""
    size, objects = len(shares.names["account_id"]) + 1, len(shares.names["object_id"])
    counts = np.bincount(shares.objects, weights=met.lefts, minlength=objects + 1).astype(np.int64)
    rows = met.paired if both_sides else met.lefts > 0
    held = np.unique(shares.objects[rows] * size + shares.accounts[rows])
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


def edge_summary(objects: Any, edges: Edges, weight: Numbers, over: tuple[float, Any]) -> dict[str, Any]:
    """What summary.json tells of edges in either mode; `over`: the threshold and which edges lie above it."""
    threshold, above = over
    least, most = np.minimum(edges.first, edges.second), np.maximum(edges.first, edges.second)
    return {
        "pairs": int(edges.rows.sum()),
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
