"""Where kernels run: here one after the other, or (ray/runner.py) as tasks of a cluster, with progress and counts."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import starmap
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


class Each(Protocol):
    """How a kernel is called for many arguments: `itertools.starmap`, or its like that uses other processes.

    Results come in the order of the calls; calls are taken one by one, as they are needed.
    """

    def __call__(self, kernel: Callable[..., Any], calls: Iterable[tuple[Any, ...]], /) -> Iterable[Any]: ...


@dataclass
class StageCount:
    """Rows in and out of a stage and the wall seconds that it took; stored in run.json."""

    stage: str
    rows_in: int
    rows_out: int
    seconds: float


class Runner(ABC):
    """Runs the stages of a run, one after the other; a subclass says where the kernels of a stage run.

    Kernels are module-level functions, or partials of them: another process must find them by their name.
    """

    def __init__(self, watcher: Watcher, batch_rows: int, partitions: int = 1) -> None:
        self.watcher, self.batch_rows, self.partitions = watcher, batch_rows, partitions
        self.stages: list[StageCount] = []
        self.current = ""  # the stage that runs

    @contextmanager
    def stage(self, name: str, rows_in: int) -> Iterator[list[int]]:
        """Time one stage. The body appends its number of rows out to the list it is given."""
        self.current = name
        self.watcher.stage(name, rows_in)
        started, out = time.perf_counter(), list[int]()
        yield out
        pa.default_memory_pool().release_unused()
        seconds = round(time.perf_counter() - started, 3)
        self.stages.append(StageCount(name, rows_in, sum(out), seconds))
        self.watcher.finished(name, sum(out), seconds)

    def whole(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        """Run a kernel that needs all rows at once; in this process, whatever the runner."""
        with self.stage(name, table.num_rows) as out:
            made = kernel(table)
            self.watcher.advance(table.num_rows)
            out.append(made.num_rows)
        return made

    @abstractmethod
    def rows(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        """Run a row-wise kernel over a table, or over what `rows` gave: each row is understood without the others."""

    @abstractmethod
    def gathered(self, rows: Any) -> Any:
        """The table of what `rows` gave, in this process."""

    @abstractmethod
    def each(self, kernel: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterable[Any]:
        """Call a kernel for many arguments (Each): files, topics, or the keys of one partition."""

    @abstractmethod
    def part_bytes(self, total: int) -> int | None:
        """In pieces of how many bytes files of `total` bytes are read; None: each file whole."""

    @abstractmethod
    def told(self) -> dict[str, Any]:
        """What run.json says of where the run ran."""


class LocalRunner(Runner):
    """Runs everything in this process, in batches, so that a watcher sees how far it is."""

    def rows(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        made = []
        step = min(self.batch_rows, -(-max(table.num_rows, 1) // self.partitions))
        with self.stage(name, table.num_rows) as out:
            for begin in range(0, max(table.num_rows, 1), step):
                made.append(kernel(table.slice(begin, step)))
                self.watcher.advance(min(begin + step, table.num_rows))
            joined = pa.concat_tables(made)
            out.append(joined.num_rows)
        return joined

    def gathered(self, rows: Any) -> Any:
        return rows

    def each(self, kernel: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterable[Any]:
        return starmap(kernel, calls)

    def part_bytes(self, total: int) -> int | None:
        return None

    def told(self) -> dict[str, Any]:
        return {"name": "local", "partitions": self.partitions}
