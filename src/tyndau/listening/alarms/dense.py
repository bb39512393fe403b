"""From rows to a grid of series and days, where a day without a row is a day on which nobody spoke."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from tyndau.listening.alarms.refusals import BadCount, RepeatedDay

Array = Any
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Grid:
    """keys is (topic, territory or None) of each series, sorted; counts, raw and lately are [series, days] int64."""

    keys: list[tuple[str, str | None]]
    first: date
    counts: Array
    raw: Array
    lately: Array

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)


def grid(series: Any, days: int) -> Grid:
    """The last `days` days of SERIES as a grid. Raises BadCount (negative, null), RepeatedDay (two rows of one day)."""
    at = series["day"].cast("int32").to_numpy()
    topics, territories = series["topic"].to_pylist(), series["territory"].to_pylist()
    pairs = list(zip(topics, territories, strict=True))
    keys = sorted(set(pairs), key=lambda key: (key[0], key[1] is None, key[1] or ""))
    number = {key: place for place, key in enumerate(keys)}
    numbers = [_whole(series[name]) for name in ("count", "raw", "lately")]
    last = int(at.max()) if len(at) else 0
    first = max(int(at.min()) if len(at) else 0, last - days + 1)
    rows, columns = np.array([number[pair] for pair in pairs], np.int64), at.astype(np.int64) - first
    kept = columns >= 0
    cells = rows[kept] * (last - first + 1) + columns[kept]
    if len(np.unique(cells)) < len(cells):
        raise RepeatedDay(table="series")
    shape = (len(keys), last - first + 1 if len(at) else 0)
    grids = [np.zeros(shape, np.int64) for _ in numbers]
    for cells_of, values in zip(grids, numbers, strict=True):
        cells_of[rows[kept], columns[kept]] = values[kept]
    return Grid(keys, EPOCH + timedelta(days=first), *grids)


def _whole(column: Any) -> Array:
    """Counts of a table. Raises BadCount with the first row that holds none."""
    values = column.to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        bad = np.flatnonzero(~(values >= 0))
    if bad.size:
        raise BadCount(file="series", row=int(bad[0]) + 1, value=str(column[int(bad[0])].as_py()))
    return values.astype(np.int64)


def active_accounts(active: Any, found: Grid) -> Array:
    """Active accounts of each series' territory by day: [series, days]; NaN for a territory that the table lacks."""
    shape = found.counts.shape
    of_territory: dict[str | None, Array] = {}
    numbers = active["day"].cast("int32").to_numpy() - (found.first - EPOCH).days
    for territory, day, accounts in zip(
        active["territory"].to_pylist(), numbers.tolist(), active["accounts"].to_pylist(), strict=True
    ):
        row = of_territory.setdefault(territory, np.zeros(shape[1]))
        if 0 <= day < shape[1]:
            row[day] += max(accounts or 0, 0)  # several platforms of one territory are several rows
    unknown = np.full(shape[1], np.nan)
    rows = [of_territory.get(territory, unknown) for _, territory in found.keys]
    return np.array(rows) if rows else np.zeros(shape)


def heard_at_all(found: Grid, unheard: Any | None) -> Array:
    """False on the days on which nothing at all was read, whatever the topic: [days] bool."""
    days = np.arange(found.counts.shape[1]) + (found.first - EPOCH).days
    if unheard is None:
        return np.ones(len(days), bool)
    return ~np.isin(days, unheard["day"].cast("date32").cast("int32").to_numpy())


def weekdays(found: Grid, holidays: Any | None) -> Array:
    """0 Monday .. 6 Sunday of each day; a holiday is a Sunday, of which a baseline holds twelve."""
    days = np.arange(found.counts.shape[1]) + (found.first - EPOCH).days
    weekday = (days + 3) % 7  # 1 January 1970 was a Thursday
    if holidays is not None:
        weekday[np.isin(days, holidays["day"].cast("date32").cast("int32").to_numpy())] = 6
    return weekday
