"""A CSV with one series of counts (columns t, obs) into two arrays; what cannot be judged is refused with its row."""

import csv
from pathlib import Path
from typing import Any

import numpy as np

from tyndau.listening.alarms.refusals import BadCount, BadTime, GapInTime
from tyndau.listening.errors import EmptyInput, HeaderLacks
from tyndau.listening.opened import opened

LARGEST = 2**31


def read(path: Path) -> tuple[Any, Any]:
    """t and obs, int64, in the order of time.

    Refuses NoSuchInput, CannotRead, EmptyInput, NotUtf8, HeaderLacks, BadTime, BadCount, GapInTime
    """
    with opened(path) as file:
        rows = csv.DictReader(file)
        header = list(rows.fieldnames or ())
        if not header:
            raise EmptyInput(file=path)
        missing = [name for name in ("t", "obs") if name not in header]
        if missing:
            raise HeaderLacks(path, missing, header)
        counted = dict(_counted(path, rows))
    if not counted:
        raise EmptyInput(file=path)
    times = np.array(sorted(counted), np.int64)
    holes = np.flatnonzero(np.diff(times) > 1)
    if len(holes):
        raise GapInTime(file=path, after=int(times[holes[0]]), before=int(times[holes[0] + 1]))
    return times, np.array([counted[time] for time in times.tolist()], np.int64)


def _counted(path: Path, rows: Any) -> Any:
    seen: set[int] = set()
    for number, row in enumerate(rows, start=1):
        time, count = _whole(row["t"]), _whole(row["obs"])
        if time is None or time in seen:
            raise BadTime(file=path, row=number, value=str(row["t"])[:20])
        if count is None or not 0 <= count < LARGEST:
            raise BadCount(file=path, row=number, value=str(row["obs"])[:20])
        seen.add(time)
        yield time, count


def _whole(written: str | None) -> int | None:
    try:
        return int((written or "").strip())
    except ValueError:
        return None
