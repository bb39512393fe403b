"""`tyndau country check`: everything that is wrong or doubtful in a jurisdiction, not only the first thing."""

from datetime import date
from importlib.resources.abc import Traversable

from tyndau.jurisdictions import rules
from tyndau.jurisdictions.findings import SETTINGS, Finding
from tyndau.jurisdictions.folders import BadSettings, settings
from tyndau.jurisdictions.tables import TABLES, Sheet, read_sheet
from tyndau.listening.errors import UnknownZone

ORDER = {name: place for place, name in enumerate((SETTINGS, *TABLES))}


def findings(folder: Traversable, on: date) -> list[Finding]:
    """All findings of a folder: errors first, then by file and line. Rules whose tables are unusable do not run."""
    found: list[Finding] = []
    try:
        settings(folder)
    except BadSettings as bad:
        found.append(Finding("bad-settings", SETTINGS, None, bad.facts["reason"]))
    except UnknownZone as unknown:
        found.append(Finding("bad-settings", SETTINGS, None, f"zone={unknown.facts['zone']}"))
    sheets: dict[str, Sheet] = {}
    for name in TABLES:
        sheet, wrong = read_sheet(folder, name)
        found += wrong
        if sheet is not None:
            sheets[name] = sheet
    found += rules.every(sheets, on)
    return sorted(found, key=lambda one: (not one.is_error, ORDER[one.table], one.line or 0))
