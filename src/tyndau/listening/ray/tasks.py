"""What runs in a worker: a kernel over one partition, between two packings."""

import os
import pickle
from collections.abc import Callable
from functools import cache
from typing import Any

import pyarrow as pa

_kernels: dict[str, Any] = {}  # of this process: a country's tables are unpacked and compiled once a stage


def packed(table: Any) -> bytes:
    """A table as bytes; of a slice only its own rows, which pickle would not leave at that."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def unpacked(content: bytes) -> Any:
    return pa.ipc.open_stream(content).read_all()


def rows_of(token: str, kernel: bytes, content: bytes, batch_rows: int) -> tuple[bytes, int]:
    """A row-wise kernel over the batches of one partition: the result, packed, and its rows."""
    _settled()
    if token not in _kernels:
        _kernels.clear()
        _kernels[token] = pickle.loads(kernel)  # noqa: S301 - packed by our own driver
    table = unpacked(content)
    run: Callable[[Any], Any] = _kernels[token]
    made = [run(table.slice(begin, batch_rows)) for begin in range(0, max(table.num_rows, 1), batch_rows)]
    joined = pa.concat_tables(made)
    return packed(joined), joined.num_rows


def one_of(kernel: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """One call of a kernel: its result, pickled, so that the driver's copy is its own and the store's may go."""
    _settled()
    return pickle.dumps(kernel(*arguments), protocol=5)


@cache
def _settled() -> None:
    """Once a process: memory goes back between tasks, and one CPU is one thread (sql.connect reads the variable)."""
    pa.set_memory_pool(pa.system_memory_pool())
    pa.set_cpu_count(1)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
