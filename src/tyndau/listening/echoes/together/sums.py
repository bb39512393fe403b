"""Pair rows gathered into columns of numbers, and summed up by edge, by account and by object."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.edges import Summed, summed
from tyndau.listening.echoes.together.pairs import Rows, pairs


class Gathered(NamedTuple):
    """Rows of all pairs that survive, as numbers of rows."""

    older: Rows
    newer: Rows


def gathered(shares: Coded, window: int, keep_loops: bool, contents: Any | None = None) -> Gathered:
    """All pairs; with `contents` only those of which either side's content is marked."""
    found = [(np.zeros(0, np.int32), np.zeros(0, np.int32))]
    for older, newer in pairs(shares, window, keep_loops):
        if contents is not None:
            stay = contents[shares.contents[older]] | contents[shares.contents[newer]]
            older, newer = older[stay], newer[stay]
        found.append((older.astype(np.int32), newer.astype(np.int32)))
    olders, newers = zip(*found, strict=True)
    return Gathered(np.concatenate(olders), np.concatenate(newers))


def by_edge(shares: Coded, told: Gathered, swapped_contents: bool) -> Summed:
    """Sums by pair of accounts. `swapped_contents`: contents go with their account, not with older and newer."""
    left, right = shares.accounts[told.older], shares.accounts[told.newer]
    turn = left > right
    first, second = shares.contents[told.older], shares.contents[told.newer]
    if swapped_contents:
        first, second = np.where(turn, second, first), np.where(turn, first, second)
    left, right = np.where(turn, right, left), np.where(turn, left, right)
    delta = shares.times[told.newer] - shares.times[told.older]
    things = {"first": first, "second": second, "objects": shares.objects[told.older]}
    return summed(left, right, len(shares.names["account_id"]), delta, things)


def shares_of_accounts(shares: Coded, told: Gathered) -> Any:
    """account_id, shares: distinct contents of each account in the pair rows."""
    size = len(shares.names["content_id"]) + 1
    rows = np.concatenate([told.older, told.newer])
    once = np.unique(shares.accounts[rows] * size + shares.contents[rows]) // size
    accounts, counts = np.unique(once, return_counts=True)
    return pa.table({"account_id": shares.names["account_id"].take(pa.array(accounts)), "shares": pa.array(counts)})


def by_object(shares: Coded, told: Gathered, sides: tuple[str, ...]) -> Any:
    """object_id, num_accounts, pairs; accounts of the named sides of edges: left, right."""
    left, right = shares.accounts[told.older], shares.accounts[told.newer]
    objects = shares.objects[told.older]
    chosen = {"left": np.minimum(left, right), "right": np.maximum(left, right)}
    size = len(shares.names["account_id"]) + 1
    held = np.unique(np.concatenate([objects * size + chosen[side] for side in sides])) // size
    names, counts = np.unique(objects, return_counts=True)
    accounts = np.diff(np.searchsorted(held, np.append(names, np.iinfo(np.int64).max)))
    found = {"object_id": shares.names["object_id"].take(pa.array(names)), "num_accounts": pa.array(accounts)}
    return pa.table({**found, "pairs": pa.array(counts)})


def object_lists(shares: Coded, told: Gathered, edges: Summed) -> Any:
    """The objects of each edge, parted by commas, in the order of their names."""
    count, size = len(shares.names["account_id"]), len(shares.names["object_id"]) + 1
    left, right = shares.accounts[told.older], shares.accounts[told.newer]
    edge = np.minimum(left, right) * count + np.maximum(left, right)
    number = np.searchsorted(edges.left * count + edges.right, edge)
    once = np.unique(number * size + shares.objects[told.older])
    names = shares.names["object_id"].take(pa.array(once % size))
    offsets = np.searchsorted(once // size, np.arange(len(edges.left) + 1))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names)
