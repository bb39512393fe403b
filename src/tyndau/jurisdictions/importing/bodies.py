"""`tyndau country import bodies`: state bodies from a table, added or brought up to date by their key."""

import re
from collections.abc import Mapping
from pathlib import Path

from tyndau.jurisdictions.importing.outcome import Change, Outcome, Rejected, finish
from tyndau.jurisdictions.importing.source import SourceRow, read_rows
from tyndau.jurisdictions.rules.codes import BODY_LEVELS
from tyndau.jurisdictions.rules.validity import is_day
from tyndau.jurisdictions.tables import need_sheet, written

NEEDED = ("body", "level", "kind", "name_kk", "name_ru", "name_en")
FIELDS = (*NEEDED, "each", "website", "valid_from", "valid_to", "source")
KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def import_bodies(path: Path, folder: Path, columns: Mapping[str, str]) -> Outcome:
    """Add and update rows of bodies.csv. An empty cell of the file leaves what the table says.

    Refuses what read_rows and need_sheet refuse, NothingImported, CannotWrite.
    """
    sheet = need_sheet(folder, "bodies")
    rows = {row.cells["body"]: dict(row.cells) for row in sheet.rows}
    in_order = list(rows) == sorted(rows)
    rejected: list[Rejected] = []
    changes: list[Change] = []
    seen: set[str] = set()
    counts = {"added": 0, "changed": 0, "same": 0}
    for row in read_rows(path, {field: (field,) for field in FIELDS}, NEEDED, columns):
        key = row.cells["body"]
        if fault := _fault(row, key in seen):
            rejected.append(Rejected(row.line, *fault, row.row))
            continue
        seen.add(key)
        before = rows.get(key)
        after = {**dict.fromkeys(sheet.columns, ""), **(before or {"each": "no", "source": path.name})}
        after |= {field: value for field, value in row.cells.items() if value and field in sheet.columns}
        rows[key] = {column: after[column] for column in sheet.columns}
        what = "added" if before is None else "same" if rows[key] == before else "changed"
        counts[what] += 1
        if what != "same":
            changes.append(Change("+" if before is None else "~", key, rows[key]["name_ru"]))
    ordered = sorted(rows) if in_order else list(rows)
    table = folder / "bodies.csv"
    content = written(sheet.columns, (rows[key] for key in ordered))
    return finish(path, table, {table: content}, len(seen), counts, changes, rejected)


def _fault(row: SourceRow, repeated: bool) -> tuple[str, str] | None:
    """The reason why a row is rejected, and the value; None where it is sound."""
    cells = row.cells
    since, until = cells.get("valid_from", ""), cells.get("valid_to", "")
    faults = (
        ("wrong-width", cells["body"], not row.whole),
        ("bad-key", cells["body"], not KEY.fullmatch(cells["body"])),
        ("repeated", cells["body"], repeated),
        ("bad-level", cells["level"], cells["level"] not in BODY_LEVELS),
        ("no-name", cells["body"], not all(cells[name] for name in ("name_kk", "name_ru", "name_en"))),
        ("bad-date", f"{since}..{until}", not (is_day(since) and is_day(until))),
        ("dates-reversed", f"{since}..{until}", bool(until) and since > until),
    )
    return next(((reason, value) for reason, value, wrong in faults if wrong), None)
