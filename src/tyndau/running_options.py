"""The options that say where a run runs and where its files lie, read once for the verb that listens."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tyndau.listening.running import RUNNERS, STORE_MB, Running
from tyndau.listening.stores import Stored, place

LEAST_STORE_MB = 100  # Ray refuses less than 75 MiB
ONLY_RAY = ("address", "workers", "store_mb")


class Place(click.ParamType[Path | Stored]):
    """A path of this machine, or a URL of an object store."""

    name = "path"

    def convert(self, value: Any, _parameter: click.Parameter | None, _context: click.Context | None) -> Path | Stored:
        return place(value) if isinstance(value, str) else value


PLACE = Place()


def running_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of a runner; it gets them as `running`."""

    @click.option("--runner", type=click.Choice(RUNNERS), default=RUNNERS[0], show_default=True, help="Where to run.")
    @click.option("--address", help="Ray cluster that runs already, as HOST:PORT; else one is started for the run.")
    @click.option("--partitions", type=click.IntRange(1, 100_000), help="Pieces to work on at a time.")
    @click.option("--workers", type=click.IntRange(1, 10_000), help="Processes of a started cluster; one a CPU.")
    @click.option("--store-mb", type=click.IntRange(LEAST_STORE_MB), help=f"Its shared memory [MB]; {STORE_MB:,}.")
    @wraps(verb)
    def told(*, runner: str, partitions: int | None, **options: Any) -> None:
        given = {name: options.pop(name) for name in ONLY_RAY}
        said = {name: value for name, value in given.items() if value is not None}
        if said and runner != "ray":
            raise click.UsageError(f"--{next(iter(said)).replace('_', '-')} needs --runner ray.")
        if "address" in said and len(said) > 1:
            raise click.UsageError("--workers and --store-mb are for a cluster that is started: leave out --address.")
        verb(**options, running=Running(runner, partitions=partitions, **said))

    return told
