"""Shares laid out account by account, each with the rows within its window: pairs come out ordered by account."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.echoes.together.pairs import either, reach

AT_ONCE = 6_000_000  # pairs looked at, both ways; bounds the memory
Numbers = NDArray[Any]


class Laid(NamedTuple):
    """By place (account by account, inside one in the order of rows): the row, its account, and so on.

    By row: account_of, own (its number among the rows of its account), same. By account: start, its first place.
    begins, sizes  by place, the rows that may pair with it
    again, mixed   by place, whether its content stands in another row too; whether accounts have contents in common
    """

    order: Numbers
    accounts: Numbers
    objects: Numbers
    contents: Numbers
    times: Numbers
    own_at: Numbers
    account_of: Numbers
    content_of: Numbers
    own: Numbers
    start: Numbers
    begins: Numbers
    sizes: Numbers
    again: Numbers | None
    mixed: bool
    left_out: Numbers | None
    keep_loops: bool
    marked: tuple[Any, ...]

    def parts(self) -> Iterator[tuple[int, int]]:
        """Places of neighbouring accounts with about AT_ONCE rows within their windows."""
        ends = np.append(self.start[1:], len(self.order))
        total = np.append(0, np.cumsum(self.sizes, dtype=np.int64))[ends]
        account, done, begin = 0, 0, 0
        while account < len(ends):
            account = max(int(np.searchsorted(total, done + AT_ONCE, side="right")), account + 1)
            end, done = int(ends[account - 1]), int(total[account - 1])
            if end > begin:
                yield begin, end
            begin = end

    def pairs(self, begin: int, end: int) -> tuple[Numbers, Numbers, bool]:
        """Place of the left share and row of the right one; whether none was left out for its content."""
        sizes = self.sizes[begin:end]
        total = np.cumsum(sizes, dtype=np.int64)
        shift = (self.begins[begin:end] - (total - sizes)).astype(np.int32)
        other = np.arange(int(total[-1]), dtype=np.int32) + np.repeat(shift, sizes)
        place = np.repeat(np.arange(begin, end, dtype=np.int32), sizes)
        own, theirs = np.repeat(self.accounts[begin:end], sizes), self.account_of[other]
        stay = theirs > own
        if self.keep_loops:
            stay |= (theirs == own) & (other > self.order[place])
        elif self.left_out is not None:
            stay &= ~self.left_out[other]
        place, other = place[stay], other[stay]
        straight = True
        if self.mixed and not self.keep_loops:
            place, other, straight = _only(self.contents[place] != self.content_of[other], place, other, straight)
        for marked in self.marked:
            kept = either(marked, self.contents[place], self.content_of[other])
            place, other, straight = _only(kept, place, other, straight)
        return place, other, straight

    def distinct(self, told: list[tuple[Numbers, Numbers]], edges: int) -> Numbers:
        """How many contents each edge has; told: number of the edge and place, no row twice for an edge."""
        number = np.concatenate([one for one, _ in told])
        if self.again is None:
            return np.bincount(number, minlength=edges)
        place = np.concatenate([one for _, one in told])
        again = self.again[place]
        size = int(self.contents.max(initial=0)) + 1
        once = np.unique(number[again].astype(np.int64) * size + self.contents[place[again]]) // size
        return np.bincount(number[~again], minlength=edges) + np.bincount(once, minlength=edges)


def _only(kept: Numbers, place: Numbers, other: Numbers, straight: bool) -> tuple[Numbers, Numbers, bool]:
    return (place, other, straight) if kept.all() else (place[kept], other[kept], False)


def laid(shares: Coded, window: int, keep_loops: bool, marked: tuple[Any, ...] = ()) -> Laid:
    """Lay out shares whose rows are as `coded` sorts them; all that is held by row fits 32 bits."""
    order = np.argsort(shares.accounts, kind="stable").astype(np.int32)
    accounts = shares.accounts[order]
    start = np.searchsorted(accounts, np.arange(len(shares.names["account_id"]))).astype(np.int32)
    own_at = np.arange(len(order), dtype=np.int32) - start[accounts]
    own = np.empty_like(own_at)
    own[order] = own_at
    begins, ends = reach(shares, window)
    sizes = ends - begins
    left_out = shares.same if not keep_loops and shares.same.any() else None
    if left_out is not None:
        sizes[left_out] = 0
    again = np.bincount(shares.contents)[shares.contents] > 1 if len(order) else np.zeros(0, bool)
    holder = np.zeros(len(shares.names["content_id"]) + 1, np.int64)
    holder[shares.contents] = shares.accounts
    mixed = bool((holder[shares.contents] != shares.accounts).any())
    contents = shares.contents.astype(np.int32)
    times = (shares.times - shares.times.min()) if len(order) else shares.times
    if len(times) and int(times.max()) < 2**31:
        times = times.astype(np.int32)
    return Laid(
        order, accounts.astype(np.int32), shares.objects[order].astype(np.int32), contents[order], times[order], own_at,
        shares.accounts.astype(np.int32), contents, own, start, begins[order], sizes[order],
        again[order] if again.any() else None, mixed, left_out, keep_loops, marked,
    )  # fmt: skip
