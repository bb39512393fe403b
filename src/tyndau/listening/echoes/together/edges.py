"""Rows summed up by edge: sorted codes and running sums, no table of all pairs held as names."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


class Summed(NamedTuple):
    """One row an edge, sorted; distinct counts by name, and the distinct `things` with the offsets of each edge."""

    edge: Numbers
    rows: Numbers
    sum_delta: Numbers
    distinct: dict[str, Numbers]
    things: Numbers
    offsets: Numbers


def summed(edge: Numbers, delta: Numbers, counted: dict[str, Numbers], things: Numbers) -> Summed:
    """Sum rows by edge.

    edge     code of the edge of each row, 0 or more
    delta    seconds of each row, 0 or more
    counted  codes, 0 or more, of which the distinct ones are counted for each edge
    things   codes, 0 or more, of which the distinct ones are listed for each edge
    """
    names = np.unique(edge)
    if int(names.max(initial=0)).bit_length() + 32 > 63:
        edge = np.searchsorted(names, edge)  # as many edges as there are, not as there could be
    packed, bits = _packed(edge, delta)
    starts = _starts(packed >> bits)
    sums = np.add.reduceat(packed & ((1 << bits) - 1), starts) if len(starts) else np.zeros(0, np.int64)
    rows = np.diff(np.append(starts, len(packed)))
    del packed
    distinct = {name: np.diff(_distinct(edge, codes)[1]) for name, codes in counted.items()}
    once, offsets = _distinct(edge, things)
    return Summed(names, rows, sums, distinct, once, offsets)


def _packed(edge: Numbers, codes: Numbers) -> tuple[Numbers, int]:
    """Edge and code in one number, sorted in place: sorting one column is many times as fast as two."""
    bits = int(codes.max(initial=0)).bit_length()
    packed = (edge << bits) | codes
    packed.sort()
    return packed, bits


def _starts(ranked: Numbers) -> Numbers:
    return np.flatnonzero(np.diff(ranked, prepend=-1)) if len(ranked) else np.zeros(0, np.int64)


def _distinct(edge: Numbers, codes: Numbers) -> tuple[Numbers, Numbers]:
    """The different codes of each edge, edges in order, and where each edge's begin."""
    packed, bits = _packed(edge, codes)
    once = packed[np.append(True, packed[1:] != packed[:-1])] if len(packed) else packed
    return once & ((1 << bits) - 1), np.append(_starts(once >> bits), len(once))
