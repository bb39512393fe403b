"""Codes: known where they are used, given once where they are defined, and one of the values that are understood."""

import re
from collections.abc import Iterator

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.rules.register import all_bodies, regions
from tyndau.jurisdictions.rules.territories import LEVELS
from tyndau.jurisdictions.tables import Cells, Sheets
from tyndau.jurisdictions.templates import EACH_REGION, local
from tyndau.jurisdictions.templates import LEVELS as TEMPLATE_LEVELS
from tyndau.listening.topics.kinds import KINDS
from tyndau.words import LANGUAGES

DEFINED = {"kato": "territories", "topic": "topics"}
USES = (
    ("territories", "parent_kato", "kato"),
    ("territory_changes", "kato", "kato"),
    ("place_names", "kato", "kato"),
    ("phrases", "topic", "topic"),
    ("competence", "topic", "topic"),
    ("competence", "territory", "kato"),
)
KEYS = {
    "territories": ("kato",),
    "territory_changes": ("kato", "day", "what"),
    "place_names": ("kato", "name", "language"),
    "topics": ("topic",),
    "phrases": ("topic", "language", "phrase"),
    "kinds": ("kind", "language", "phrase"),
    "bodies": ("body",),
    "holidays": ("day",),
}
YES_NO = ("yes", "no")
BODY_LEVELS = ("central", *(level for level in LEVELS if level != "country"))
ALLOWED = {
    ("territories", "level"): LEVELS,
    ("territory_changes", "what"): ("formed", "moved", "renamed"),
    ("place_names", "language"): LANGUAGES,
    ("place_names", "needs_cue"): (*YES_NO, "person", "village"),
    ("topics", "yields"): YES_NO,
    ("phrases", "language"): LANGUAGES,
    ("phrases", "trouble"): YES_NO,
    ("kinds", "kind"): KINDS,
    ("kinds", "language"): LANGUAGES,
    ("bodies", "level"): BODY_LEVELS,
    ("bodies", "each"): YES_NO,
    ("competence", "verified"): YES_NO,
    ("holidays", "kind"): ("off", "work"),
    ("holidays", "estimated"): YES_NO,
}


def unknown(sheets: Sheets) -> Iterator[Finding]:
    """A code that the table which defines it does not hold."""
    for table, column, code in USES:
        home = DEFINED[code]
        if table not in sheets or home not in sheets:
            continue
        known = {row.cells[code] for row in sheets[home].rows}
        for row in sheets[table].rows:
            value = row.cells[column]
            free = (column == "parent_kato" and value == "") or _known_elsewhere(table, column, row.cells)
            if value not in known and not free:
                yield Finding("unknown-code", table, row.number, f"{column}={value}", f"{home}.csv")
    if sheets.keys() >= {"competence", "territories", "bodies"}:
        yield from _bodies(sheets)


def _known_elsewhere(table: str, column: str, cells: Cells) -> bool:
    """Codes that the register may use beside those of the table: each-region, and the bodies it stands for."""
    return table == "competence" and (column == "body" or (column == "territory" and cells["territory"] == EACH_REGION))


def _bodies(sheets: Sheets) -> Iterator[Finding]:
    """Bodies of the register; `each-region` with akimat asks for akimat-10, akimat-11 and so on."""
    keys = all_bodies(sheets)
    everywhere = regions(sheets)
    for row in sheets["competence"].rows:
        body = row.cells["body"]
        each = row.cells["territory"] == EACH_REGION
        named = [local(body, kato) for kato in everywhere] if each else [body]
        if unknown := [one for one in named if one not in keys]:
            yield Finding("unknown-code", "competence", row.number, f"body={', '.join(unknown)}", "bodies.csv")


def repeated(sheets: Sheets) -> Iterator[Finding]:
    """A key that stands twice; an empty key."""
    for table, columns in KEYS.items():
        first: dict[tuple[str, ...], int] = {}
        for row in sheets[table].rows if table in sheets else ():
            key = tuple(row.cells[column] for column in columns)
            if not all(part.strip() for part in key):
                yield Finding("empty-key", table, row.number, ", ".join(columns))
            elif first.setdefault(key, row.number) != row.number:
                yield Finding("duplicate-key", table, row.number, ", ".join(key), str(first[key]))


def bad_values(sheets: Sheets) -> Iterator[Finding]:
    """A value that the engine would silently take for another."""
    for (table, column), allowed in ALLOWED.items():
        for row in sheets[table].rows if table in sheets else ():
            if row.cells[column] not in allowed:
                yield Finding("bad-value", table, row.number, f"{column}={row.cells[column]}", ", ".join(allowed))
    for row in sheets["kinds"].rows if "kinds" in sheets else ():
        if not re.fullmatch("-?[0-9]+", row.cells["weight"]):
            yield Finding("bad-value", "kinds", row.number, f"weight={row.cells['weight']}", "-3 ... 3")
    for row in sheets["bodies"].rows if "bodies" in sheets else ():
        level = row.cells["level"]
        if row.cells["each"] == "yes" and level in BODY_LEVELS and level not in TEMPLATE_LEVELS:
            yield Finding("bad-value", "bodies", row.number, f"level={level}", ", ".join(TEMPLATE_LEVELS))
