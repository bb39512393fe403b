"""Communities: parts of the network whose accounts speak of each other more than of the rest, and how firm they are."""

from typing import Any

import numpy as np

from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.library import partition

ALONE = -1  # the number of the community of an account that no tie of the graph touches


def communities(found: Graph, ties: Any, seed: int) -> Any:
    """The community of each account.

    found    the graph
    ties     posts on each tie, float64; a tie of 0 posts is not there
    seed     of the search
    Returns  int64 of the graph's size: 0 is the largest community, of equals that with the first account; ALONE where
             no tie touches the account
    """
    there = ties > 0
    low, high = found.low[there], found.high[there]
    parts = partition(low, high, ties[there], found.size, seed)
    touched = np.zeros(found.size, bool)
    touched[low] = touched[high] = True
    return numbered(parts, touched)


def numbered(parts: Any, touched: Any) -> Any:
    """The same parts, numbered by falling size and first account; ALONE where not touched."""
    result = np.full(len(parts), ALONE, np.int64)
    _, first, part_of, sizes = np.unique(parts[touched], return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes), np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    result[touched] = number[part_of]
    return result


def modularity(found: Graph, ties: Any, community: Any) -> float:
    """How much more weight lies inside communities than if ends were drawn by strength alone: -0.5..1; 0 without ties.

    Source  Newman and Girvan 2004, weighted
    """
    total = ties.sum()
    if not total:
        return 0.0
    ends = community[found.low], community[found.high]
    strength = np.bincount(np.append(*ends), np.append(ties, ties)) / (2 * total)
    return float(ties[ends[0] == ends[1]].sum() / total - (strength**2).sum())


def agreement(first: Any, second: Any) -> tuple[float, Any]:
    """How alike two partitions are, over the accounts that stand in both.

    Returns  the adjusted Rand index: 1 the same, 0 as by chance; and for each community of `first` the largest Jaccard
             similarity to a community of `second`, float64, NaN where none of its accounts stand in both
    Source   Hubert and Arabie 1985; Hennig 2007 for the second
    """
    count = int(first.max(initial=ALONE)) + 1
    both = (first != ALONE) & (second != ALONE)
    if not both.any():
        return 1.0, np.full(count, np.nan)
    rows, columns = first[both], second[both]
    width = int(columns.max()) + 1
    cells, together = np.unique(rows * width + columns, return_counts=True)
    of_row, of_column = np.bincount(rows, minlength=count), np.bincount(columns, minlength=width)
    row, column = np.divmod(cells, width)
    likest = np.zeros(count)
    np.maximum.at(likest, row, together / (of_row[row] + of_column[column] - together))
    likest[of_row == 0] = np.nan
    return _adjusted_rand(together, of_row, of_column), likest


def _adjusted_rand(together: Any, of_row: Any, of_column: Any) -> float:
    pairs, in_rows, in_columns = (float((n * (n - 1.0)).sum() / 2) for n in (together, of_row, of_column))
    count = float(of_row.sum())
    expected = in_rows * in_columns / max(count * (count - 1) / 2, 1)
    most = (in_rows + in_columns) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)
