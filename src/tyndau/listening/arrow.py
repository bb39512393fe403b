"""Rows into an Arrow table of a known schema: the way back from a loop to columns."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa


def table_of(rows: Sequence[Sequence[Any]], schema: Any) -> Any:
    """A table of `schema` from rows in its order; no rows give an empty table."""
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in schema]
    return pa.table(columns, schema=schema)


def strings(*names: str) -> Any:
    """A schema of string columns."""
    return pa.schema([(name, pa.string()) for name in names])
