"""The tree of territories: nine-digit codes, each under a unit of the level above, and no unit above itself."""

import re
from collections.abc import Iterator

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.tables import Sheets

KATO = re.compile("[0-9]{9}")
PARENTS = {
    "country": (),
    "region": ("country",),
    "district": ("region",),
    "city": ("region",),
    "city_district": ("city", "region"),  # a city of republican significance is a region
    "town": ("district", "city"),
    "rural_district": ("district", "city"),
    "village": ("rural_district", "town", "district", "city_district", "city"),
}
LEVELS = tuple(PARENTS)


def bad_codes(sheets: Sheets) -> Iterator[Finding]:
    """A code that is not nine digits: spreadsheets like to cut leading zeros."""
    for row in sheets["territories"].rows:
        if not KATO.fullmatch(row.cells["kato"]):
            yield Finding("bad-kato", "territories", row.number, row.cells["kato"])


def cycles(sheets: Sheets) -> Iterator[Finding]:
    """Units that stand above themselves, each ring told once."""
    above = {row.cells["kato"]: row.cells["parent_kato"] for row in sheets["territories"].rows}
    line = {row.cells["kato"]: row.number for row in sheets["territories"].rows}
    settled: set[str] = set()
    for start in above:
        path: list[str] = []
        code = start
        while code in above and code not in settled and code not in path:
            path.append(code)
            code = above[code]
        if code in path:
            ring = path[path.index(code) :]
            yield Finding("parent-cycle", "territories", min(line[one] for one in ring), " > ".join([*ring, code]))
        settled.update(path)


def parent_levels(sheets: Sheets) -> Iterator[Finding]:
    """A unit under another of the wrong level, or under none."""
    level = {row.cells["kato"]: row.cells["level"] for row in sheets["territories"].rows}
    for row in sheets["territories"].rows:
        own, parent = row.cells["level"], row.cells["parent_kato"]
        allowed = PARENTS.get(own)
        if allowed is None or (parent and parent not in level):  # told by other rules
            continue
        if (level[parent] not in allowed) if parent else bool(allowed):
            there = f"{parent} ({level[parent]})" if parent else "-"
            yield Finding("parent-level", "territories", row.number, f"{row.cells['kato']} ({own}) < {there}",
                          ", ".join(allowed) or "-")  # fmt: skip
