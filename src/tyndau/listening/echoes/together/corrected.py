"""Synchronised sharing without the reference's known defects, and with an answer to "could that be chance?"."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.chance import chance, speeds
from tyndau.listening.echoes.together.coded import coded
from tyndau.listening.echoes.together.compat import blocks, mean
from tyndau.listening.echoes.together.pairs import both_qualified, pairs
from tyndau.listening.echoes.together.sums import by_edge, by_object, count, gathered, object_lists, shares_of_accounts
from tyndau.listening.echoes.together.tables import Together, account_table, over

LEAST_OBJECTS = 2  # that two accounts must meet on to be grouped: once is no habit


def corrected(
    shares: Any, window: int, min_participation: int, edge_weight: float, level: float, declared: Iterable[str] = ()
) -> Together:
    """Find accounts that share together more often than chance explains.

    shares             object_id, account_id, content_id strings, timestamp_share int64 [s]
    window             at most so many seconds between two shares, included
    min_participation  least shares of both accounts in what is found, repeated until nobody drops out
    edge_weight        quantile of the weights, for `weight_threshold`, as in the reference
    level              false discovery rate of the edges that make groups
    declared           accounts that share together openly (media, official channels): marked, in no group
    Returns            Together; weight counts distinct objects, `rows` pairs of shares; contents go with their account
    Source             domain page, section 7; Benjamini & Hochberg 1995
    """
    everything = coded(shares, 1)
    paired = np.zeros(len(everything.names["object_id"]))
    for older, _ in pairs(everything, window, keep_loops=False):
        paired += np.bincount(everything.objects[older], minlength=len(paired))
    speed, usual = speeds(everything, paired)
    rows = both_qualified(coded(shares, min_participation), min_participation, window, keep_loops=False)
    told = gathered(rows, window, keep_loops=False)
    edges = by_edge(rows, told, contents_go_along=True)
    likely = chance(everything, edges, speed)
    names = rows.names["account_id"]
    first, second, weight = edges.first, edges.second, edges.weight
    threshold, above = over(weight, edge_weight)
    known = np.isin(np.asarray(names.to_pylist(), dtype=object), list(declared)) if len(names) else np.zeros(0, bool)
    open_ = known[edges.left] | known[edges.right] if len(edges.left) else np.zeros(0, bool)
    significant = (likely.q <= level) & (weight >= LEAST_OBJECTS)
    group_of = _groups(edges.left[significant & ~open_], edges.right[significant & ~open_], names)
    table = pa.table(
        {
            "from": names.take(pa.array(edges.left)),
            "to": names.take(pa.array(edges.right)),
            "weight": pa.array(weight),
            "avg_time_delta": pa.array(edges.sum_delta / np.maximum(edges.rows, 1)),
            "n_content_id": pa.array(first),
            "n_content_id_y": pa.array(second),
            "edge_symmetry_score": pa.array(np.minimum(first, second) / np.maximum(np.maximum(first, second), 1)),
            "object_ids": object_lists(rows, edges),
            "weight_threshold": pa.array(above.astype(np.int64)),
            "rows": pa.array(edges.rows),
            "common_objects": pa.array(likely.common),
            "p": pa.array(likely.p),
            "q": pa.array(likely.q),
            "significant": pa.array(significant.astype(np.int64)),
            "declared": pa.array(open_.astype(np.int64)),
        }
    )
    objects = by_object(rows, told, ("left", "right"))
    strong = np.unique(np.concatenate([edges.left[above], edges.right[above]]))
    found = int((likely.q <= level).sum())
    summary = {
        "mode": "corrected",
        "pairs": count(told),
        "objects": objects.num_rows,
        "sum_time_delta": int(edges.sum_delta.sum()),
        "accounts": len(np.unique(np.concatenate([edges.left, edges.right]))),
        "edges": len(edges.left),
        "max_weight": int(weight.max(initial=0)),
        "weight_threshold": threshold,
        "accounts_over_threshold": len(strong),
        "edges_over_threshold": int(above.sum()),
        "mean_edge_symmetry": mean(table["edge_symmetry_score"]),
        "level": level,
        "pairs_of_accounts_tested": likely.tested,
        "tested_is_exact": likely.exact,
        "usual_chance": usual,
        "significant_edges": int(significant.sum()),
        "expected_by_chance": round(level * found, 2),
        "groups": len(set(group_of.values())),
        "accounts_in_groups": len(group_of),
        "declared_edges": int(open_.sum()),
    }
    accounts = account_table(table, shares_of_accounts(rows, told))
    groups = pa.table(
        {
            "account": pa.array(sorted(group_of), pa.string()),
            "group": pa.array([group_of[a] for a in sorted(group_of)], pa.string()),
        }
    )
    return Together(blocks(rows, told, None), table, accounts, objects, groups, summary)


def _groups(left: Any, right: Any, names: Any) -> dict[str, str]:
    """Connected accounts, each under the name of its group: that of the group's first account in byte order."""
    if not len(left):
        return {}
    from scipy.sparse import coo_matrix  # when somebody is grouped: SciPy takes a while to load
    from scipy.sparse.csgraph import connected_components

    members, place = np.unique(np.concatenate([left, right]), return_inverse=True)
    half = len(left)
    graph = coo_matrix((np.ones(half), (place[:half], place[half:])), shape=(len(members), len(members)))
    _, labels = connected_components(graph, directed=False)
    first = {int(label): int(members[np.flatnonzero(labels == label)[0]]) for label in np.unique(labels)}
    said = names.take(pa.array(members)).to_pylist()
    return {account: "t" + names[first[int(label)]].as_py()[:12] for account, label in zip(said, labels, strict=True)}
