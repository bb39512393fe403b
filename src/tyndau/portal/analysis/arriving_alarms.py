"""Alarms of a run folder on their way in: one row an episode, with the days around it for a picture."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening import runfolder
from tyndau.listening.alarms.episodes import Episode, episodes
from tyndau.portal.analysis.models import Episode as Stored

BEFORE, AFTER = timedelta(days=35), timedelta(days=14)
FIGURES = ("count", "raw", "expected", "upper_bound", "severity", "severity_low", "severity_high", "q")
Key = tuple[str, str | None]


def episode_rows(folder: Path, run: int) -> Any:
    """Rows of the table of episodes; signals and unusual days make none."""
    alarms = runfolder.read_or_empty(folder, "alarms.parquet")
    by_key = _by_key(alarms)
    watched = _by_key(runfolder.read_or_empty(folder, "series.parquet"))
    rows = [_row(one, by_key, watched, run) for one in episodes(alarms)]
    names = [field.attname for field in Stored._meta.concrete_fields if not field.primary_key]
    return pa.table({name: pa.array([row[name] for row in rows], KINDS.get(name, pa.string())) for name in names})


KINDS = {
    **dict.fromkeys(("first", "last", "peak"), pa.date32()), "count": pa.int64(), "raw": pa.int64(),
    "run_id": pa.int64(), **dict.fromkeys(FIGURES[2:], pa.float64()),
}  # fmt: skip


def _by_key(table: Any) -> dict[Key, dict[date, dict[str, Any]]]:
    found: dict[Key, dict[date, dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault((row["topic"], row["territory"]), {})[row["day"]] = row
    return found


def _row(one: Episode, alarms: dict[Key, Any], watched: dict[Key, Any], run: int) -> dict[str, Any]:
    key = (one.topic, one.territory)
    of_it = [row for day, row in alarms[key].items() if one.first <= day <= one.last and row["state"] == "alarm"]
    peak = max(of_it, key=lambda row: (row["severity"], row["day"]))
    days = [
        [day.isoformat(), row["count"], row["expected"], row["upper_bound"],
         alarms[key].get(day, {}).get("state") == "alarm"]
        for day, row in sorted(watched.get(key, {}).items()) if one.first - BEFORE <= day <= one.last + AFTER
    ]  # fmt: skip
    return {
        "code": f"{one.first:%Y%m%d}-{one.topic}-{one.territory or 'unknown'}",
        "topic": one.topic, "territory": one.territory or "", "first": one.first, "last": one.last,
        "peak": peak["day"], **{name: peak[name] for name in FIGURES}, "cluster": peak["cluster"] or "",
        "days": json.dumps(days), "run_id": run,
    }  # fmt: skip
