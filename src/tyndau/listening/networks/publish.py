"""What of a network may be shown to everybody: figures of communities, and by name only accounts that were declared.

No cell of fewer accounts than the limit is shown, and none can be had by subtracting what is shown from a whole.
"""

from typing import Any

import numpy as np
import pyarrow as pa

OTHER = -1  # the label of accounts whose community is not shown by itself
OUTSIDE = -2  # in the spread of a demand: its accounts without any link
MOST_SHOWN = 200  # communities: as many as a picture or a table can hold and a reader can tell apart
NAMES = {OTHER: "other", OUTSIDE: "outside"}


def labels(community: Any, below: int, most: int = MOST_SHOWN) -> Any:
    """The label of each account: the number of its community, or OTHER where that is too small, or not of the largest.

    community  communities.communities of a graph, the largest first
    below      fewer accounts are not shown; where OTHER itself would hold fewer, the smallest shown ones go into it
    most       so many of the largest are shown at most
    Returns    int64
    """
    sizes = np.bincount(community) if len(community) else np.zeros(0, np.int64)
    shown = min(int((sizes >= below).sum()), most)
    while shown and 0 < sizes[shown:].sum() < below:
        shown -= 1
    return np.where(community < shown, community, OTHER)


def folded(counts: Any, sizes: Any, below: int) -> Any:
    """Cells that may be shown together.

    counts   accounts in each community, then in OTHER, then without any link; int64
    sizes    accounts of each of these communities as a whole
    below    cells of fewer accounts are not shown, nor cells that lack fewer of their community
    Returns  counts of the same shape and sum: what may not be shown stands in OTHER; all zero where even the sum is too
             small
    """
    other = len(sizes)
    unsafe = _small(counts, below)
    unsafe[:other] |= _small(sizes - counts[:other], below) & (counts[:other] > 0)
    unsafe[other] = False
    cells = np.where(unsafe, 0, counts)
    cells[other] += counts[unsafe].sum()
    while 0 < cells[other] < below:
        left = np.flatnonzero(cells)
        left = left[left != other]
        if not len(left):
            return np.zeros_like(cells)
        smallest = left[np.argmin(cells[left])]
        cells[other] += cells[smallest]
        cells[smallest] = 0
    return cells


def _small(counts: Any, below: int) -> Any:
    return (counts > 0) & (counts < below)


def names(numbers: Any) -> Any:
    """Labels as they are told: c1 is the largest community, then c2; OTHER is other, OUTSIDE outside."""
    return pa.array([NAMES.get(one) or f"c{one + 1}" for one in numbers], pa.string())


def showable(bridges: Any, below: int) -> Any:
    """The rows of bridges.BRIDGES with `below` accounts or more at both ends, and not all but a few of the others.

    Where the rows that are left out would have fewer accounts than that together, the weakest shown one goes too.
    """
    least = np.minimum(bridges["accounts_a"].to_numpy(), bridges["accounts_b"].to_numpy())
    order = np.lexsort((np.arange(len(least)), least))
    hidden = int((least < below).sum())
    ends = (bridges["accounts_a"].to_numpy() + bridges["accounts_b"].to_numpy())[order]
    while 0 < hidden < len(order) and ends[:hidden].sum() < 2 * below:
        hidden += 1
    return bridges.take(pa.array(np.sort(order[hidden:])))


def told(count: int, below: int) -> int | None:
    """A number of accounts, or None where it is too small to be told."""
    return None if 0 < count < below else count
