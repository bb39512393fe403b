"""Rows into an Arrow table of a known schema: the way back from a loop to columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa


def table_of(rows: Sequence[Sequence[Any]], schema: Any) -> Any:
    """A table of `schema` from rows in its order; no rows give an empty table."""
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in schema]
    return pa.table(columns, schema=schema)


class Rows:
    """Rows of a chunked column by number. Its own `take` first copies the whole column into one chunk."""

    def __init__(self, column: Any) -> None:
        self.chunks = column.chunks
        self.ends = np.cumsum([len(chunk) for chunk in self.chunks])

    def values(self, rows: Any) -> list[Any]:
        """The values of these rows; `rows` ascending."""
        edges = np.searchsorted(rows, np.append(0, self.ends))
        found: list[Any] = []
        for chunk, end, (first, last) in zip(self.chunks, self.ends, pairwise(edges), strict=True):
            if last > first:
                found += chunk.take(pa.array(rows[first:last] - (end - len(chunk)))).to_pylist()
        return found


def strings(*names: str) -> Any:
    """A schema of string columns."""
    return pa.schema([(name, pa.string()) for name in names])
