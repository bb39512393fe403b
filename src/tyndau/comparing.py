"""`tyndau compare`: two runs side by side on the terminal, with their periods; cells of under five are not told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tyndau.listening.demands.compare import compare
from tyndau.listening.parameters import Parameters
from tyndau.listening.runfolder import read_run, read_table
from tyndau.words import Words

SHOWN = 30
STATUSES = ("new", "gone", "continuing")


def lines(before: Path, after: Path, say: Words) -> Iterator[str]:
    """Sentences and rows for the reader. Refuses BadRun where a folder is no run."""
    runs = [read_run(path) for path in (before, after)]
    table = compare(*(read_table(path, "demands.parquet") for path in (before, after)))
    for name, run in zip(("before", "after"), runs, strict=True):
        first, last = (date.fromisoformat(run["period"][edge]) for edge in ("first", "last"))
        yield say(f"compare.{name}", first=first, last=last, posts=run["counts"]["posts"])
    if runs[0]["key_id"] != runs[1]["key_id"]:
        yield say("listen.other-key", path=before)
    below = Parameters(runs[1]["jurisdiction"]["code"]).suppress_below
    rows = [row for row in table.to_pylist() if max(row["before_max"] or 0, row["after_max"] or 0) >= below]
    counts = {status: sum(row["status"] == status for row in rows) for status in STATUSES}
    yield say("compare.counts", **counts, below=below)
    for row in rows[:SHOWN]:
        cells = (_cell(row, "before", below, say), _cell(row, "after", below, say))
        yield f"{cells[0]:>24}  →  {cells[1]:<24} {row[f'title_{say.language}']}"
    if len(rows) > SHOWN:
        yield say("compare.more", n=len(rows) - SHOWN)


def _cell(row: dict[str, Any], side: str, below: int, say: Words) -> str:
    low, high = row[f"{side}_min"], row[f"{side}_max"]
    if high is None:
        return "–"
    if high < below:
        return say("report.fewer", n=below)
    return say("report.exactly", n=low) if low == high else say("report.interval", low=low, n=high)
