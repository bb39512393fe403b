"""The local runner: the same kernels batch by batch, with progress and counts. Another may call them as tasks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa


class Watcher(Protocol):
    """Whoever wants to know how far the run is: the command's progress bar, or nobody."""

    def stage(self, name: str, total: int) -> None: ...
    def advance(self, done: int) -> None: ...
    def finished(self, name: str, rows_out: int, seconds: float) -> None: ...


class Nobody:
    """A watcher that looks away."""

    def stage(self, name: str, total: int) -> None: ...
    def advance(self, done: int) -> None: ...
    def finished(self, name: str, rows_out: int, seconds: float) -> None: ...


@dataclass
class StageCount:
    """Rows in and out of a stage and the wall seconds that it took; stored in run.json."""

    stage: str
    rows_in: int
    rows_out: int
    seconds: float


@dataclass
class LocalRunner:
    """Runs stages one after the other in this process."""

    watcher: Watcher
    batch_rows: int
    stages: list[StageCount] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, rows_in: int) -> Iterator[list[int]]:
        """Time one stage. The body appends its number of rows out to the list it is given."""
        self.watcher.stage(name, rows_in)
        started, out = time.perf_counter(), list[int]()
        yield out
        pa.default_memory_pool().release_unused()
        seconds = round(time.perf_counter() - started, 3)
        self.stages.append(StageCount(name, rows_in, sum(out), seconds))
        self.watcher.finished(name, sum(out), seconds)

    def rows(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        """Run a row-wise kernel over batches, in order; each row is understood without the others."""
        made = []
        with self.stage(name, table.num_rows) as out:
            for begin in range(0, max(table.num_rows, 1), self.batch_rows):
                made.append(kernel(table.slice(begin, self.batch_rows)))
                self.watcher.advance(min(begin + self.batch_rows, table.num_rows))
            joined = pa.concat_tables(made)
            out.append(joined.num_rows)
        return joined

    def whole(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        """Run a kernel that needs all rows at once."""
        with self.stage(name, table.num_rows) as out:
            made = kernel(table)
            self.watcher.advance(table.num_rows)
            out.append(made.num_rows)
        return made
