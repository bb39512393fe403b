"""Pairs of shares of one object within the window: a forward scan over sorted rows, never a join inside an object."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tyndau.listening.echoes.together.coded import Coded

AT_ONCE = 4_000_000  # pairs; bounds the memory, however hot an object is
Rows = NDArray[np.int64]


def reach(shares: Coded, window: int) -> tuple[Rows, Rows]:
    """The rows of the same object within `window` seconds of each row: from begin to end, itself among them."""
    if not len(shares.times):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    since = shares.times - shares.times.min()
    place = shares.objects * (int(since.max()) + window + 1) + since
    begins = np.searchsorted(place, place - window, side="left")
    return begins, np.searchsorted(place, place + window, side="right")


def either(marked: NDArray[np.bool_], one: Rows, two: Rows) -> NDArray[np.bool_]:
    """Whether either of two contents is marked."""
    kept: NDArray[np.bool_] = marked[one] | marked[two]
    return kept


def pairs(
    shares: Coded, window: int, keep_loops: bool, marked: tuple[NDArray[np.bool_], ...] = ()
) -> Iterator[tuple[Rows, Rows]]:
    """Blocks of pairs (older row, newer row) whose times differ by `window` seconds or less.

    Equal times keep the order of rows. Unless loops are kept, pairs of one account, of one content, and those whose
    content bears the object's name are left out. Of each array in `marked`, by content: a pair stays if either of its
    contents is marked.

    Source  CooRTweet 2.1.3, `detect_groups`; domain page, section 6, steps 2, 3 and 5
    """
    count = len(shares.times)
    if not count:
        return
    sizes = reach(shares, window)[1] - np.arange(count) - 1
    total = np.concatenate([[0], np.cumsum(sizes)])
    begin = 0
    while begin < count:
        end = int(np.searchsorted(total, total[begin] + AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), count)
        older = np.repeat(np.arange(begin, end), sizes[begin:end])
        newer = np.arange(len(older)) - np.repeat(total[begin:end] - total[begin], sizes[begin:end]) + older + 1
        begin = end
        if not keep_loops:
            loops = shares.accounts[older] == shares.accounts[newer]
            loops |= shares.contents[older] == shares.contents[newer]
            loops |= shares.same[older] | shares.same[newer]
            older, newer = older[~loops], newer[~loops]
        for contents in marked:
            kept = either(contents, shares.contents[older], shares.contents[newer])
            older, newer = older[kept], newer[kept]
        if len(older):
            yield older, newer


def qualified(shares: Coded, least: int, window: int, keep_loops: bool) -> NDArray[np.bool_]:
    """Contents of accounts that take part `least` times or more (step 4): a pair survives if either side is one.

    An account takes part with each of its rows whose content stands in some pair.
    """
    paired = np.zeros(len(shares.names["content_id"]) + 1, bool)
    for older, newer in pairs(shares, window, keep_loops):
        paired[shares.contents[older]] = True
        paired[shares.contents[newer]] = True
    return taking_part(shares, paired, least)


def taking_part(shares: Coded, paired: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Of the contents that stand in some pair, those of accounts with `least` rows of them or more."""
    rows = paired[shares.contents]
    times = np.bincount(shares.accounts[rows], minlength=len(shares.names["account_id"]) + 1)
    contents = np.zeros_like(paired)
    contents[shares.contents[rows & (times[shares.accounts] >= least)]] = True
    return contents


def both_qualified(shares: Coded, least: int, window: int, keep_loops: bool) -> Coded:
    """The rows of accounts that take part `least` times or more among themselves, repeated until nobody drops out."""
    while True:
        paired = np.zeros(len(shares.times), bool)
        for older, newer in pairs(shares, window, keep_loops):
            paired[older] = True
            paired[newer] = True
        times = np.bincount(shares.accounts[paired], minlength=len(shares.names["account_id"]) + 1)
        stay = times[shares.accounts] >= least
        if stay.all():
            return shares
        shares = shares.kept(np.flatnonzero(stay))
