"""Web and worker as one: started together, ended together, their lines told apart. The work is honcho's.

Why honcho, and what this adds to it, stands in docs/decisions/0011-supervisor.md.
"""

import os
import shlex
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from typing import Any

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Printer

from tyndau.portal.running.gunicorn_conf import READY

SIGNALLED = 128  # a shell's convention: ended by signal N is told as 128 + N
PATIENCE = 8.0  # seconds until what does not end by itself is killed


@dataclass(frozen=True)
class Ended:
    """How it came to an end: asked for, or because a child ended by itself."""

    child: str | None
    code: int


class Lines(Printer):  # type: ignore[misc]
    """The children's lines, with time and name in a terminal, untouched elsewhere, without honcho's remarks."""

    def __init__(self, ready: Callable[[], None]) -> None:
        super().__init__(sys.stdout, prefix=sys.stdout.isatty())
        self.ready = ready

    def write(self, message: Any) -> None:
        if message.name == SYSTEM_PRINTER_NAME:
            return
        if message.data.strip() == READY.encode():
            self.ready()
            return
        super().write(message)


class Together(Manager):  # type: ignore[misc]
    """honcho's manager, which may also be ended while it is starting, and whose patience has an end."""

    def __init__(self, printer: Printer) -> None:
        super().__init__(printer)
        self.ending = False
        self.first: str | None = None

    def terminate(self) -> None:
        if not self.ending:
            self.ending = True
            # Called by a signal, nobody has ended yet; called by the loop, somebody has.
            self.first = next((name for name, one in self._processes.items() if "returncode" in one), None)
        if self._all_started():
            super().terminate()
            later = Timer(PATIENCE, self.kill)
        else:
            # honcho knows no process number yet, and would end with a KeyError that leaves the children behind.
            later = Timer(0.1, self.terminate)
        later.daemon = True
        later.start()

    def outcome(self) -> Ended:
        if self.first is None:
            return Ended(None, 0)
        code: int = self._processes[self.first]["returncode"]
        # Nobody asked for an end: 0 of a child is none for whoever watches this process.
        return Ended(self.first, SIGNALLED - code if code < 0 else code or 1)


def commands(host: str, port: int, workers: int | None) -> dict[str, list[str]]:
    """What runs: the web server and the worker of tasks."""
    bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [sys.executable, "-m", "gunicorn", "--config", "python:tyndau.portal.running.gunicorn_conf", "--bind", bound]
    if workers:
        web += ["--workers", str(workers)]
    worker = [sys.executable, "-m", "django", "db_worker", "--queue-name", "*", "--no-startup-delay", "--no-reload"]
    return {"web": [*web, "tyndau.portal.wsgi"], "worker": worker}


def supervise(children: dict[str, list[str]], ready: Callable[[], None]) -> Ended:
    """Run the children until a signal comes or one of them ends; then all are ended. Blocks; main thread only.

    children  name -> program with arguments, run with this process's environment
    ready     called once the web server takes requests
    """
    manager = Together(Lines(ready))
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "TYNDAU_LOG": os.environ.get("TYNDAU_LOG") or ("lines" if sys.stdout.isatty() else "json"),
    }
    for name, command in children.items():
        manager.add_process(name, f"exec {shlex.join(command)}", env=environment)
    # A closed terminal ends everything too: the children live in sessions of their own and would stay.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    manager.loop()
    return manager.outcome()
