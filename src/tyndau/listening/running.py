"""Where a run is to run, as the user said it, and the runner that does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tyndau.listening.errors import NoRay
from tyndau.listening.ray.settings import settle
from tyndau.listening.runner import LocalRunner, Runner, Watcher

RUNNERS = ("local", "ray")
STORE_MB = 1024


@dataclass(frozen=True)
class Running:
    """What the user said.

    address     of a Ray cluster that runs already; None: one is started on this machine for the time of the run
    partitions  pieces of a table that are worked on at a time; None: the runner's own choice
    workers     processes of a cluster that is started; None: one a CPU
    store_mb    memory in which its processes hand tables to each other; what does not fit goes to disk
    """

    runner: str = "local"
    address: str | None = None
    partitions: int | None = None
    workers: int | None = None
    store_mb: int = STORE_MB


@contextmanager
def start(wanted: Running, watcher: Watcher, batch_rows: int) -> Iterator[Runner]:
    """The runner, ready; what it started ends with the body. Refuses NoRay, NoCluster, OtherVersions."""
    if wanted.runner == "local":
        yield LocalRunner(watcher, batch_rows, wanted.partitions or 1)
        return
    settle(own=wanted.address is None)
    try:
        from tyndau.listening.ray import cluster, runner  # the extra tyndau[ray]: 240 MB that few need
    except ModuleNotFoundError as error:
        if error.name != "ray":
            raise
        raise NoRay() from None
    with cluster.joined(wanted.address, wanted.workers, wanted.store_mb) as machines:
        yield runner.RayRunner(watcher, batch_rows, machines, wanted.partitions)
