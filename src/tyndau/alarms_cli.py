"""The verbs of `tyndau alarms`: judge a series of counts, or replay the watch over the past of a run."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tyndau import jurisdictions
from tyndau.listening import runfolder
from tyndau.listening.errors import CannotWrite
from tyndau.words import Words

Verb = Callable[..., None]
METHODS = ("noufaily", "farrington", "ears-c1", "ears-c2", "ears-c3", "daily")
SHARES = ("quiet_days", "ppv", "ppv_with_beginnings", "ppv_of_the_place", "sensitivity")
DIGITS = {"quiet_alarms_a_series_day": 5}


class WithDefault(click.Group):
    """A group whose first word may also be a file: then the verb `detect` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *self.get_help_option_names(ctx)):
            args = ["detect", *args]
        return super().parse_args(ctx, args)


def group(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Group:
    """`tyndau alarms`, made for a command that knows how refusals are told and in which language."""

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
        from tyndau.listening.alarms.one_series import daily
        from tyndau.listening.alarms.series_file import read

        times, counts = read(series)
        if method.startswith("ears-"):
            found = ears(times, counts, method.removeprefix("ears-"), last)
        elif method == "daily":
            found = daily(times, counts, last)
        else:
            found = (noufaily if method == "noufaily" else farrington)(times, counts, last, frequency)
        place = found.column_names.index("alarm")
        _write(found.set_column(place, "alarm", pc.cast(found["alarm"], pa.int64())), out)

    @alarms.command()
    @click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
    @click.option("--truth", type=click.Path(path_type=Path), help="demands.csv of the demo corpus that the run heard.")
    @click.option("--jurisdiction", help="Country of the run, when it is a folder of your own.")
    @click.option(
        "--out", type=click.Path(path_type=Path), help="CSV of all alarms, signals and unusual days to write."
    )
    @click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
    @refusing
    def backtest(run: Path, truth: Path | None, jurisdiction: str | None, out: Path | None, as_json: bool) -> None:
        """Replay the watch over a run folder, each day judged by the days before it, and count its alarms."""
        from tyndau.demo.rises import planted_rises
        from tyndau.listening.alarms.backtest import backtest as replayed
        from tyndau.listening.alarms.of_run import series_of
        from tyndau.listening.alarms.parameters import AlarmParameters

        told = runfolder.read_run(run)
        country = jurisdictions.load(jurisdiction or told["jurisdiction"]["code"])
        events = planted_rises(truth) if truth else None
        posts = runfolder.read_table(run, "posts.parquet", ["time"])
        given = series_of(runfolder.read_table(run, "voices.parquet"), posts, country)
        found = replayed(given, AlarmParameters(), events)
        if out is not None:
            _write(found.alarms, out)
        rows = found.figures.to_pylist()
        if as_json:
            click.echo(
                orjson.dumps({"series": found.series, "first": found.first, "last": found.last, "figures": rows})
            )
            return
        for line in _lines(rows, found.series, (found.first, found.last), say()):
            click.echo(line)

    return alarms


def _lines(rows: list[dict[str, Any]], series: int, days: tuple[date | None, date | None], say: Words) -> list[str]:
    """What a backtest found, a sentence a figure."""
    first, last = days
    if first is None or last is None:
        return [say("alarms.too-little-past", series=series)]
    told = [say("alarms.watched", series=series, days=(last - first).days + 1, first=first, last=last)]
    for row in rows:
        value, low, high = (_shown(row["figure"], row[name], say) for name in ("value", "low", "high"))
        if row["low"] is not None:
            value = say("alarms.with-interval", value=value, low=low, high=high)
        told.append(say(f"alarms.figure.{row['figure']}", value=value, n=row["n"]))
    return told


def _shown(figure: str, value: float | None, say: Words) -> str:
    if value is None:
        return say("alarms.unknown")
    if figure in SHARES:
        return say.percent(value)
    return say.number(value, DIGITS.get(figure, 0 if value == int(value) else 1))


def _write(found: Any, out: Path | None) -> None:
    options = pacsv.WriteOptions(quoting_style="needed" if "topic" in found.column_names else "none")
    if out is None:
        sink = pa.BufferOutputStream()
        pacsv.write_csv(found, sink, options)
        sys.stdout.write(sink.getvalue().to_pybytes().decode())
        return
    try:
        pacsv.write_csv(found, out, options)
    except OSError as error:
        raise CannotWrite(path=out, reason=error.strerror or type(error).__name__) from None
