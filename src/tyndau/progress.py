"""How far a run is, on the terminal: a bar with remaining time, or a line a stage where there is no terminal."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tyndau.words import Words


class StageProgress:
    """A watcher of listening runs that writes to stderr, so that stdout stays free for results."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self.console = Console(stderr=True)
        self.live = self.console.is_terminal
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn(),
            TimeRemainingColumn(), console=self.console, disable=not self.live,
        )  # fmt: skip
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def stage(self, name: str, total: int) -> None:
        self.task = self.bar.add_task(self.say(f"stage.{name}"), total=max(total, 1))

    def advance(self, done: int) -> None:
        if self.task is not None:
            self.bar.update(self.task, completed=done)

    def finished(self, name: str, rows_out: int, seconds: float) -> None:
        if self.task is not None:
            total = self.bar.tasks[self.task].total
            self.bar.update(self.task, completed=total)
        if not self.live:
            print(f"{self.say(f'stage.{name}')}: {self.say.number(rows_out)} · {seconds:.1f} s", file=sys.stderr)
