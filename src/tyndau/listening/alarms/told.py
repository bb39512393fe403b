"""The table of alarms: what is told of a topic in a territory on a day, and never of a person."""

from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.alarms.dense import EPOCH, Grid
from tyndau.listening.arrow import table_of

Array = Any
ALARM, SIGNAL, UNUSUAL = "alarm", "signal", "unusual"
ALARMS = pa.schema(
    [
        ("topic", pa.string()),
        ("territory", pa.string()),
        ("day", pa.date32()),
        ("count", pa.int64()),
        ("raw", pa.int64()),
        ("expected", pa.float64()),
        ("upper_bound", pa.float64()),
        ("p", pa.float64()),
        ("q", pa.float64()),
        ("severity", pa.float64()),
        ("severity_low", pa.float64()),
        ("severity_high", pa.float64()),
        ("state", pa.string()),
        ("cluster", pa.string()),
    ]
)
WATCHED = pa.schema([*(ALARMS.field(name) for name in ("topic", "territory", "day", "count", "raw", "expected")),
                     ALARMS.field("upper_bound")])  # fmt: skip
DIGITS = 6  # significant ones that are told: the last bits of a sum depend on the machine


def alarm_table(found: Grid, state: Array, numbers: Array, merged: dict[tuple[int, int], str]) -> Any:
    """ALARMS of the series and days that have a state, sorted by day, topic, territory (null last).

    state    [series, days] of str, "" where nothing is told
    numbers  expected, upper_bound, p, q, severity, severity_low, severity_high: each [series, days]; NaN becomes null
    merged   the cluster of a (series, day)
    """
    day, row = np.nonzero((state != "").T)
    told = [[_rounded(one) for one in values[row, day].tolist()] for values in numbers]
    rows = [
        (*found.keys[r], found.day(d), int(found.counts[r, d]), int(found.raw[r, d]), *values, str(state[r, d]),
         merged.get((r, d)))
        for r, d, values in zip(row.tolist(), day.tolist(), zip(*told, strict=True), strict=True)
    ]  # fmt: skip
    return table_of(rows, ALARMS)


def series_table(found: Grid, rows: Array, heard: Array, expected: Array, bound: Array) -> Any:
    """WATCHED of these series, sorted by topic, territory (null last), day.

    rows                   [n] which series of the grid
    heard                  [days] bool: a day on which nothing was read has no row
    expected, bound        [n, days]; NaN, where a series has too little past, becomes null
    """
    row, day = np.nonzero(np.broadcast_to(heard, expected.shape))
    topics, territories = zip(*(found.keys[place] for place in rows.tolist()), strict=True) if len(rows) else ((), ())
    begin = (found.first - EPOCH).days
    columns = [
        pa.array(topics, pa.string()).take(pa.array(row)),
        pa.array(territories, pa.string()).take(pa.array(row)),
        pa.array(day + begin, pa.int32()).cast(pa.date32()),
        pa.array(found.counts[rows][row, day]),
        pa.array(found.raw[rows][row, day]),
        *(pa.array([_rounded(one) for one in values[row, day].tolist()], pa.float64()) for values in (expected, bound)),
    ]
    return pa.table(columns, schema=WATCHED)


def _rounded(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
