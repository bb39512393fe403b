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
        self.chunks, self.kind = column.chunks, column.type
        self.ends = np.cumsum([len(chunk) for chunk in self.chunks])

    def values(self, rows: Any) -> list[Any]:
        """The values of these rows; `rows` ascending."""
        edges = np.searchsorted(rows, np.append(0, self.ends))
        found: list[Any] = []
        for chunk, end, (first, last) in zip(self.chunks, self.ends, pairwise(edges), strict=True):
            if last > first:
                found += chunk.take(pa.array(rows[first:last] - (end - len(chunk)))).to_pylist()
        return found

    def taken(self, rows: Any, at_once: int = 20_000) -> Any:
        """The column in the order of `rows`, in chunks: no more than one of them is held beside it."""
        pieces = []
        for begin in range(0, len(rows), at_once):
            part = rows[begin : begin + at_once]
            order = np.argsort(part, kind="stable")
            piece = np.empty(len(part), object)
            piece[order] = self.values(part[order])
            pieces.append(pa.array(piece, self.kind))
        return pa.chunked_array(pieces, self.kind)


def strings(*names: str) -> Any:
    """A schema of string columns."""
    return pa.schema([(name, pa.string()) for name in names])
