"""The same kernels as tasks of a Ray cluster. The answer is that of the local runner, byte for byte."""

import pickle
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import ray
from ray.exceptions import RayError, RayTaskError

from tyndau.listening.errors import WorkerLost
from tyndau.listening.ray.cluster import Machines
from tyndau.listening.ray.tasks import one_of, packed, rows_of, unpacked
from tyndau.listening.runner import Runner, Watcher

RETRIES = 3  # of a task whose worker or machine was lost; an error of the kernel itself is not tried again
PARTITIONS_PER_CPU = 4  # so that one slow partition does not keep the others waiting for long
AT_ONCE_PER_CPU = 3  # tasks on the way or not yet asked for: bounds what lies in the store
MOST_PART_BYTES = 64_000_000


@dataclass
class Parts:
    """A table in partitions that lie in the cluster's memory, in order: packed, with the rows of each."""

    pieces: list[tuple[Any, int]]

    @property
    def num_rows(self) -> int:
        return sum(rows for _, rows in self.pieces)


class RayRunner(Runner):
    """Runs kernels as tasks; what needs all rows runs in this process."""

    def __init__(self, watcher: Watcher, batch_rows: int, machines: Machines, partitions: int | None = None) -> None:
        super().__init__(watcher, batch_rows, partitions or PARTITIONS_PER_CPU * machines.cpus)
        self.machines = machines
        self.at_once = AT_ONCE_PER_CPU * machines.cpus

    def rows(self, name: str, kernel: Callable[[Any], Any], table: Any) -> Any:
        with self.stage(name, table.num_rows) as out:
            # Country tables and models are heavy: they travel once a machine and stage.
            token, shipped = uuid.uuid4().hex, ray.put(pickle.dumps(kernel, protocol=5))
            task = ray.remote(rows_of).options(name=name, num_returns=2, max_retries=RETRIES)
            pieces = table.pieces if isinstance(table, Parts) else list(self._slices(table))
            made: list[tuple[Any, int]] = [(None, 0)] * len(pieces)

            def sent(piece: tuple[Any, int]) -> tuple[Any, Any]:
                given, rows = piece
                content = given if isinstance(table, Parts) else packed(table.slice(given, rows))
                result, count = task.remote(token, shipped, content, self.batch_rows)
                return count, result

            done = 0
            for number, count, result in self._finished(pieces, sent):
                made[number] = result, count
                done += pieces[number][1]
                self.watcher.advance(done)
            parts = Parts(made)
            out.append(parts.num_rows)
        return parts

    def _slices(self, table: Any) -> Iterator[tuple[int, int]]:
        """First row and number of rows of each partition."""
        step = -(-max(table.num_rows, 1) // self.partitions)
        for begin in range(0, max(table.num_rows, 1), step):
            yield begin, min(step, table.num_rows - begin)

    def gathered(self, rows: Any) -> Any:
        if not isinstance(rows, Parts):
            return rows
        tables = []
        while rows.pieces:  # each is let go as it has arrived
            tables.append(unpacked(self._got(rows.pieces.pop(0)[0])))
        return pa.concat_tables(tables)

    def each(self, kernel: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterable[Any]:
        task = ray.remote(one_of).options(name=self.current, max_retries=RETRIES)

        def sent(arguments: tuple[Any, ...]) -> tuple[Any, None]:
            # The kernel goes within the call and not through the store: it may hold the pseudonym key.
            return task.remote(kernel, arguments), None

        waiting: dict[int, Any] = {}
        following = 0
        for number, result, _ in self._finished(calls, sent):
            waiting[number] = result
            while following in waiting:
                yield pickle.loads(waiting.pop(following))  # noqa: S301 - pickled by our own worker
                following += 1

    def _finished(self, calls: Iterable[Any], sent: Callable[[Any], tuple[Any, Any]]) -> Iterator[tuple[int, Any, Any]]:
        """Send calls, some at a time; number, result and what goes with it, as they finish."""
        flying: dict[Any, tuple[int, Any]] = {}
        numbered = enumerate(calls)
        more = True
        while more or flying:
            while more and len(flying) < self.at_once:
                number, call = next(numbered, (-1, None))
                more = number >= 0
                if more:
                    ref, beside = sent(call)
                    flying[ref] = number, beside
            if flying:
                (first, *_), _ = ray.wait(list(flying), num_returns=1)
                number, beside = flying.pop(first)
                yield number, self._got(first, number), beside

    def _got(self, ref: Any, number: int = 0) -> Any:
        """The result of a task. An error of the kernel is raised as it was; a lost worker is a refusal."""
        try:
            return ray.get(ref)
        except RayTaskError as failed:
            cause = failed.cause
            cause.add_note(f"in a worker: stage {self.current}, task {number + 1}")
            raise cause from None
        except RayError as lost:
            raise WorkerLost(stage=self.current, reason=type(lost).__name__, n=RETRIES) from None

    def part_bytes(self, total: int) -> int | None:
        return max(1, min(MOST_PART_BYTES, -(-total // self.partitions)))

    def told(self) -> dict[str, Any]:
        return {"name": "ray", "partitions": self.partitions, **asdict(self.machines)}
