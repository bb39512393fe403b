"""The verbs of `tyndau alarms`: judge a series of counts by a detector of the field."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tyndau.listening.alarms.series_file import read
from tyndau.listening.errors import CannotWrite

Verb = Callable[..., None]
METHODS = ("noufaily", "farrington", "ears-c1", "ears-c2", "ears-c3")


class WithDefault(click.Group):
    """A group whose first word may also be a file: then the verb `detect` is meant."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            args = ["detect", *args]
        return super().resolve_command(ctx, args)


def group(refusing: Callable[[Verb], Verb]) -> click.Group:
    """`tyndau alarms`, made for a command that knows how refusals are told."""

    @click.group(cls=WithDefault)
    def alarms() -> None:
        """Early warning: which counts of a series are unusually high."""

    @alarms.command()
    @click.argument("series", metavar="SERIES.csv", type=click.Path(path_type=Path))
    @click.option("--method", default=METHODS[0], show_default=True, type=click.Choice(METHODS))
    @click.option("--last", default=80, show_default=True, type=click.IntRange(1), help="How many values to judge.")
    @click.option("--frequency", default=52, show_default=True, type=click.IntRange(7), help="Values a year.")
    @click.option("--out", type=click.Path(path_type=Path), help="File to write; standard output when not given.")
    @refusing
    def detect(series: Path, method: str, last: int, frequency: int, out: Path | None) -> None:
        """Judge the last values of SERIES.csv (columns t, obs); the word `detect` may be left out."""
        # The detectors load SciPy, which takes a while: only when they are asked.
        from tyndau.listening.alarms.ears import ears
        from tyndau.listening.alarms.farrington import farrington
        from tyndau.listening.alarms.noufaily import noufaily

        times, counts = read(series)
        if method.startswith("ears-"):
            found = ears(times, counts, method.removeprefix("ears-"), last)
        else:
            found = (noufaily if method == "noufaily" else farrington)(times, counts, last, frequency)
        _write(found, out)

    return alarms


def _write(found: Any, out: Path | None) -> None:
    place = found.column_names.index("alarm")
    found = found.set_column(place, "alarm", pc.cast(found["alarm"], pa.int64()))
    options = pacsv.WriteOptions(quoting_style="none")
    if out is None:
        sink = pa.BufferOutputStream()
        pacsv.write_csv(found, sink, options)
        sys.stdout.write(sink.getvalue().to_pybytes().decode())
        return
    try:
        pacsv.write_csv(found, out, options)
    except OSError as error:
        raise CannotWrite(path=out, reason=error.strerror or type(error).__name__) from None
