"""Countries as data: one folder each, plain CSV tables and a jurisdiction.toml. Law, places and topics, never code."""

import hashlib
from typing import Any

from tyndau.jurisdictions import rules
from tyndau.jurisdictions.folders import NoSuchJurisdiction, codes, folder_of, settings
from tyndau.jurisdictions.rules.register import EACH_REGION, written_out
from tyndau.jurisdictions.tables import TABLES, Sheet, Sheets, need_sheet, refuse_first, sheet_of
from tyndau.listening.country import Country

__all__ = ["EACH_REGION", "TABLES", "NoSuchJurisdiction", "check", "codes", "load"]


def load(named: str) -> Country:
    """The tables of a jurisdiction, named by its code or by the path of a folder, checked against each other.

    Refuses NoSuchJurisdiction, BadSettings, UnknownZone and, with the first error, BadCountryTable (table, row, value);
    `checking.findings` lists them all.
    """
    folder = folder_of(named)
    told = settings(folder)
    sheets = {name: need_sheet(folder, name) for name in TABLES}
    refuse_first(rules.strict(sheets))
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(folder.joinpath(f"{name}.csv").read_bytes())
    tables = {name: sheet.arrow() for name, sheet in sheets.items()} | {"competence": _every_region(sheets).arrow()}
    return Country(code=told.code, zone=told.zone, sha256=digest.hexdigest(), **tables)


def _every_region(sheets: Sheets) -> Sheet:
    competence = sheets["competence"]
    return Sheet(competence.name, competence.columns, tuple(written_out(sheets)))


def check(tables: dict[str, Any]) -> None:
    """The strict rules over Arrow tables. Raises BadCountryTable."""
    refuse_first(rules.strict({name: sheet_of(name, table) for name, table in tables.items()}))
