"""Synchronised sharing without the reference's known defects, and with an answer to "could that be chance?"."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.chance import chance, speeds
from tyndau.listening.echoes.together.coded import coded
from tyndau.listening.echoes.together.compat import blocks
from tyndau.listening.echoes.together.edges import by_edge
from tyndau.listening.echoes.together.pairs import both_qualified, pairs
from tyndau.listening.echoes.together.sums import by_object, edge_columns, edge_summary, shares_of_accounts
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
    often = np.bincount(everything.accounts, minlength=1)[everything.accounts] >= min_participation
    rows = everything.kept(np.flatnonzero(often)) if len(often) else everything
    rows = both_qualified(rows, min_participation, window, keep_loops=False)
    edges, met = by_edge(rows, window, keep_loops=False, contents_go_along=True)
    likely = chance(everything, edges, speed)
    names = rows.names["account_id"]
    weight = edges.weight
    threshold, above = over(weight, edge_weight)
    known = np.isin(np.asarray(names.to_pylist(), dtype=object), list(declared)) if len(names) else np.zeros(0, bool)
    open_ = known[edges.left] | known[edges.right] if len(edges.left) else np.zeros(0, bool)
    significant = (likely.q <= level) & (weight >= LEAST_OBJECTS)
    group_of = _groups(edges.left[significant & ~open_], edges.right[significant & ~open_], names)
    table = pa.table(
        {
            **edge_columns(rows, edges, weight, above),
            "rows": pa.array(edges.rows),
            "common_objects": pa.array(likely.common),
            "p": pa.array(likely.p),
            "q": pa.array(likely.q),
            "significant": pa.array(significant.astype(np.int64)),
            "declared": pa.array(open_.astype(np.int64)),
        }
    )
    objects = by_object(rows, met, both_sides=True)
    summary = {
        "mode": "corrected",
        **edge_summary(objects, edges, weight, (threshold, above)),
        "level": level,
        "pairs_of_accounts_tested": likely.tested,
        "tested_is_exact": likely.exact,
        "usual_chance": usual,
        "significant_edges": int(significant.sum()),
        "expected_by_chance": round(level * int(significant.sum()), 2),
        "groups": len(set(group_of.values())),
        "accounts_in_groups": len(group_of),
        "declared_edges": int(open_.sum()),
    }
    accounts = account_table(table, shares_of_accounts(rows, met))
    groups = pa.table(
        {
            "account": pa.array(sorted(group_of), pa.string()),
            "group": pa.array([group_of[a] for a in sorted(group_of)], pa.string()),
        }
    )
    told = blocks(rows, pairs(rows, window, keep_loops=False), None)
    return Together(told, table, accounts, objects, groups, summary)


def _groups(left: Any, right: Any, names: Any) -> dict[str, str]:
    """Connected accounts, each with its group, which is named after a hash of its first account in byte order."""
    if not len(left):
        return {}
    from scipy.sparse import coo_matrix  # when somebody is grouped: SciPy takes a while to load
    from scipy.sparse.csgraph import connected_components

    members, place = np.unique(np.concatenate([left, right]), return_inverse=True)
    half = len(left)
    graph = coo_matrix((np.ones(half), (place[:half], place[half:])), shape=(len(members), len(members)))
    _, labels = connected_components(graph, directed=False)
    said = names.take(pa.array(members)).to_pylist()
    called: dict[int, str] = {}
    for account, label in zip(said, labels.tolist(), strict=True):
        called.setdefault(label, "t" + hashlib.blake2b(account.encode(), digest_size=6).hexdigest())
    return {account: called[label] for account, label in zip(said, labels.tolist(), strict=True)}
