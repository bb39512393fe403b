"""Days of validity: written as 2026-03-31, compared as texts by the engine, so another spelling compares wrongly."""

import re
from collections.abc import Iterator
from datetime import date

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.tables import Cells, Sheets

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile("[0-9]{4}")


def is_day(text: str) -> bool:
    """An ISO day in full, or nothing (without limit)."""
    if not text:
        return True
    try:
        return DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def overlap(one: Cells, other: Cells) -> bool:
    """Whether two rows are ever valid on one day; an empty end is open, both ends count."""

    def begins_in_time(first: Cells, second: Cells) -> bool:
        return not second["valid_to"] or first["valid_from"] <= second["valid_to"]

    return begins_in_time(one, other) and begins_in_time(other, one)


def valid(cells: Cells, on: date) -> bool:
    day = on.isoformat()
    since, until = cells.get("valid_from", ""), cells.get("valid_to", "")
    return (not since or since <= day) and (not until or until >= day)


def dates(sheets: Sheets) -> Iterator[Finding]:
    """A day that is none, and a row that ends before it begins, in every table that has the two columns.

    Of a change of territories a year alone is known sometimes.
    """
    for name, sheet in sheets.items():
        for row in sheet.rows:
            days = {column: row.cells.get(column, "") for column in ("valid_from", "valid_to")}
            bad = [column for column, value in days.items() if not is_day(value)]
            for column in bad:
                yield Finding("bad-date", name, row.number, f"{column}={days[column]}")
            if not bad and days["valid_to"] and days["valid_from"] > days["valid_to"]:
                yield Finding("dates-reversed", name, row.number, days["valid_from"], days["valid_to"])
    for row in sheets["territory_changes"].rows if "territory_changes" in sheets else ():
        day = row.cells["day"]
        if not is_day(day) and not YEAR.fullmatch(day):
            yield Finding("bad-date", "territory_changes", row.number, f"day={day}")
    for row in sheets["holidays"].rows if "holidays" in sheets else ():
        if not is_day(row.cells["day"]):
            yield Finding("bad-date", "holidays", row.number, f"day={row.cells['day']}")
