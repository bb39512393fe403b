"""The rises and beginnings that were planted in a demo corpus, for a watch that wants to know what it missed."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from tyndau.demo.check import NoTruth
from tyndau.listening.alarms.against import EVENTS
from tyndau.listening.arrow import table_of

NEEDED = ("topic", "kato", "rises", "peaks", "begins")


def planted_rises(path: Path) -> Any:
    """EVENTS out of demands.csv of a demo corpus, or of its folder. Refuses NoTruth."""
    file = path / "demands.csv" if path.is_dir() else path
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if set(NEEDED) - set(rows.fieldnames or ()):
                raise NoTruth(path=file.parent, file=file.name)
            told = [
                (row["topic"], row["kato"], *(_day(row[name]) for name in NEEDED[2:]))
                for row in rows
                if row["rises"] or row["begins"]
            ]
    except (OSError, ValueError, csv.Error):
        raise NoTruth(path=file.parent, file=file.name) from None
    return table_of(told, EVENTS)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
