"""Pairs summed up by edge, for some accounts at a time: no table of all pairs is ever held."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.laid import Laid, laid

Numbers = NDArray[Any]


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


class Met(NamedTuple):
    """By row of the shares: of how many pairs it is the left account's, and whether it is the right one's of any."""

    lefts: Numbers
    right: NDArray[np.bool_]

    @property
    def paired(self) -> NDArray[np.bool_]:
        return (self.lefts > 0) | self.right


def by_edge(
    shares: Coded, window: int, keep_loops: bool, contents_go_along: bool, marked: tuple[Any, ...] = ()
) -> tuple[Edges, Met]:
    """The pairs of `pairs.pairs`, summed by pair of accounts, and what each row takes part in.

    contents_go_along  first and second are contents of left and right; else of the older and the newer share
    marked             of each array, by content: a pair stays if either of its contents is marked
    """
    rows = laid(shares, window, keep_loops, marked)
    met = Met(np.zeros(len(shares.times), np.int64), np.zeros(len(shares.times), bool))
    pieces = [_summed(rows, begin, end, contents_go_along, met) for begin, end in rows.parts()]
    if not pieces:
        none = np.zeros(0, np.int64)
        return Edges._make([*[none] * 8, np.zeros(1, np.int64)]), met
    columns = [np.concatenate(column) for column in zip(*pieces, strict=True)]
    return Edges._make([*columns[:8], np.append(0, np.cumsum(columns[8]))]), met


def _summed(rows: Laid, begin: int, end: int, contents_go_along: bool, met: Met) -> Edges:
    """The edges whose left account has the places `begin` to `end`; offsets are numbers of objects."""
    place, other, straight = rows.pairs(begin, end)
    met.lefts[rows.order[begin:end]] = np.bincount(place - begin, minlength=end - begin)
    met.right[other] = True
    base = int(rows.accounts[begin])
    size = len(rows.start)
    edge = (rows.accounts[place] - base).astype(np.int64) * size + rows.account_of[other]
    mine, theirs = rows.own_at[place], rows.own[other]
    if not contents_go_along:
        mine = mine << 1 | (other < rows.order[place])  # whether the right account was first
    del place, other
    edge, mine, theirs = _sorted(edge, mine, theirs)
    starts = _changes(edge)
    count = np.diff(np.append(starts, len(edge)))
    left, right = edge[starts] // size + base, edge[starts] % size
    number = np.repeat(np.arange(len(starts), dtype=np.int32), count)
    del edge
    turned = None if contents_go_along else (mine & 1).astype(bool)
    at = np.repeat(rows.start[left], count) + (mine if turned is None else mine >> 1)
    there = np.repeat(rows.start[right], count) + theirs
    delta = np.abs(rows.times[there] - rows.times[at])
    sums = np.add.reduceat(delta, starts, dtype=np.int64) if len(starts) else np.zeros(0, np.int64)
    del delta
    fresh = np.ones(len(mine), bool)
    fresh[1:] = (mine[1:] != mine[:-1]) | (number[1:] != number[:-1])
    whose, what = number[fresh], rows.objects[at[fresh]]
    once = np.ones(len(whose), bool)
    once[1:] = (whose[1:] != whose[:-1]) | (what[1:] != what[:-1])
    weight = np.bincount(whose[once], minlength=len(starts))
    things = what[once].astype(np.int64)
    if turned is None:
        new = _new(number, theirs, straight)
        first = rows.distinct([(whose, at[fresh])], len(starts))
        second = rows.distinct([(number[new], there[new])], len(starts))
    else:
        sides = []
        for turn in (~turned, turned):
            new = np.flatnonzero(turn)
            new = new[_new(number[new], theirs[new], straight)]
            old = np.flatnonzero(fresh & turn)
            sides.append(((number[old], at[old]), (number[new], there[new])))
        first = rows.distinct([sides[0][0], sides[1][1]], len(starts))
        second = rows.distinct([sides[0][1], sides[1][0]], len(starts))
    return Edges(left, right, count, sums, first, second, weight, things, weight)


def _changes(ranked: Numbers) -> Numbers:
    return np.flatnonzero(np.diff(ranked, prepend=-1)) if len(ranked) else np.zeros(0, np.int64)


def _sorted(edge: Numbers, mine: Numbers, theirs: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Three columns in their order; packed in one number where it holds them: that sorts many times as fast."""
    low, middle = int(theirs.max(initial=0)).bit_length(), int(mine.max(initial=0)).bit_length()
    if int(edge.max(initial=0)).bit_length() + low + middle > 63:
        order = np.lexsort((theirs, mine, edge))
        return edge[order], mine[order], theirs[order]
    edge <<= middle
    edge |= mine
    edge <<= low
    edge |= theirs
    edge.sort()
    theirs = (edge & ((1 << low) - 1)).astype(np.int32)
    edge >>= low
    mine = (edge & ((1 << middle) - 1)).astype(np.int32)
    edge >>= middle
    return edge, mine, theirs


def _new(number: Numbers, theirs: Numbers, straight: bool) -> Numbers:
    """Places at which a row of the right account first appears in its edge.

    As rows advance, so do both ends of what lies within their window: what is new lies behind all that was seen. That
    holds where no pair was left out between ("straight").
    """
    if not len(number):
        return np.zeros(0, np.int64)
    code = number.astype(np.int64) * (int(theirs.max()) + 1) + theirs
    if not straight:
        return np.unique(code, return_index=True)[1]
    seen = np.maximum.accumulate(code)
    return np.flatnonzero(np.append(True, code[1:] > seen[:-1]))
