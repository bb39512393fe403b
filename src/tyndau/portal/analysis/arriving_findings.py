"""Small tables of a run folder on their way in, by the column whose pages read them; only what may be shown."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening import runfolder
from tyndau.listening.errors import BadRun
from tyndau.listening.represent.published import shown_coverage, shown_topics
from tyndau.portal.demands.arriving import printable

# File and the column by which it is cut; these hold nothing of few accounts as they are (docs/run-folder.md).
AS_THEY_ARE = {
    "communities": "", "bridges": "", "polarisation": "", "agenda": "territory", "agenda_distance": "",
    "hashtags": "", "persistence": "", "signs": "group",
}  # fmt: skip


def finding_rows(folder: Path, run: int, country: str, below: int) -> Any:
    """Rows of the table of findings.

    country   KATO of the whole country
    below     smaller numbers of accounts are not shown, where the file itself does not see to it

    Refuses BadRun: a figure that is no number.
    """
    told: list[tuple[str, str, list[dict[str, Any]]]] = []
    for name, column in AS_THEY_ARE.items():
        told += [(name, *cut) for cut in _cut(runfolder.read_or_empty(folder, f"{name}.parquet"), column)]
    shown: dict[str, Callable[[Any], Any]] = {
        "coverage": lambda table: shown_coverage(table, below, country),
        "topic_shares": lambda table: shown_topics(table, below),
    }
    for name, keep in shown.items():
        told += [(name, *cut) for cut in _cut(keep(runfolder.read_or_empty(folder, f"{name}.parquet")), "")]
    network = runfolder.read_run(folder).get("network")
    told += [("network", "", [network])] if network else []
    return pa.table(
        {
            "run_id": pa.array([run] * len(told), pa.int64()),
            "name": pa.array([name for name, _, _ in told], pa.string()),
            "key": pa.array([key for _, key, _ in told], pa.string()),
            "rows": pa.array([_json(folder, name, rows) for name, _, rows in told], pa.string()),
        }
    )


def _json(folder: Path, name: str, rows: list[dict[str, Any]]) -> str:
    try:
        return json.dumps(rows, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:
        raise BadRun(path=folder, reason=f"{name}.parquet: NaN") from None


def _cut(table: Any, column: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rows under each value of a column, or all of them under none; of an empty table nothing."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        key = (row[column] or "") if column else ""
        found.setdefault(key, []).append({name: _clean(value) for name, value in row.items()})
    return sorted(found.items())


def _clean(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)
