"""The watch over one run: its voices and posts in, its alarms and the series behind them out.

The run and the replay of `tyndau alarms backtest` both begin here, so that they watch the same series. NumPy's and
SciPy's parts are loaded when a run is watched: they take a while.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tyndau.listening.alarms.counts import daily_series
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.told import ALARMS, WATCHED
from tyndau.listening.country import Country
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

if TYPE_CHECKING:
    from tyndau.listening.alarms.dense import Grid

UNHEARD = """
    with edges as (select min(day) as first, max(day) as last from instants)
    select day::date as day from edges, range(first, last, interval 1 day) as every(day)
    where day not in (select day from instants) order by day
"""
DAYS = "select distinct time::date as day from posts where time is not null"


@dataclass(frozen=True)
class Series:
    """series: SERIES; unheard, holidays: day date32; places: territory, lat, lon. What a watch is given."""

    series: Any
    unheard: Any
    holidays: Any
    places: Any


@dataclass(frozen=True)
class Watched:
    """alarms: ALARMS; series: WATCHED, every day of the series that alarms tells of."""

    alarms: Any
    series: Any

    def tables(self) -> dict[str, Any]:
        """File of the run folder to table."""
        return {"alarms.parquet": self.alarms, "series.parquet": self.series}


def series_of(voices: Any, posts: Any, country: Country) -> Series:
    """The daily series of a run, on local days of the country.

    voices  VOICES of the run folder; time is its instant, UTC
    posts   time: all posts of the run, by which a day on which nothing was read is told from one on which nobody asked
    Raises  MissingColumns
    """
    require_columns("posts", posts, ("time",))
    with connect() as engine:
        engine.execute(f"set timezone = '{country.zone}'")
        engine.register("voices", voices)
        engine.register("posts", posts.select(["time"]))
        dated = engine.sql("select *, time::date as day from voices").to_arrow_table()
        engine.execute("create view instants as " + DAYS)
        unheard = engine.sql(UNHEARD).to_arrow_table()
    return Series(daily_series(dated), unheard, country.days_off(), country.centres())


def watch_run(voices: Any, posts: Any, country: Country) -> Watched:
    """Alarms of a run, and the series that they are told of. Arguments and errors as series_of."""
    from threadpoolctl import threadpool_limits

    from tyndau.listening.alarms.dense import heard_at_all, weekdays
    from tyndau.listening.alarms.watch import gridded, judged, told_of

    rule, given = AlarmParameters(), series_of(voices, posts, country)
    found = gridded(given.series, rule)
    if not found.keys:
        return Watched(ALARMS.empty_table(), WATCHED.empty_table())
    weekday, heard = weekdays(found, given.holidays), heard_at_all(found, given.unheard)
    with threadpool_limits(1):
        seen = judged(found, None, weekday, heard, rule)
        alarms = told_of(found, seen, given.places, rule)
        return Watched(alarms, _behind(found, (seen.state != "").any(1), weekday, heard, rule))


def _behind(found: "Grid", told: Any, weekday: Any, heard: Any, rule: AlarmParameters) -> Any:
    """WATCHED: every day of the told series, with what was expected of it."""
    import numpy as np

    from tyndau.listening.alarms.daily import quiet
    from tyndau.listening.alarms.told import series_table

    rows = np.flatnonzero(told)
    counts = found.counts[rows].astype(float)
    model = quiet(counts, weekday, None, np.broadcast_to(heard, counts.shape), rule)
    return series_table(found, rows, heard, model.expected, model.upper_bound)
