"""Countries as data: one folder each, plain CSV tables and a jurisdiction.toml. Law, places and topics, never code."""

import hashlib
from typing import Any

from tyndau.jurisdictions import rules
from tyndau.jurisdictions.folders import NoSuchJurisdiction, codes, folder_of, settings
from tyndau.jurisdictions.people import people_tables
from tyndau.jurisdictions.tables import TABLES, need_sheet, refuse_first, sheet_of
from tyndau.jurisdictions.templates import EACH_REGION, every_body, every_region
from tyndau.listening.country import Country

__all__ = ["EACH_REGION", "TABLES", "NoSuchJurisdiction", "check", "codes", "load"]


def load(named: str) -> Country:
    """The tables of a jurisdiction, named by its code or by the path of a folder, checked against each other.

    Templates and each-region rows are written out. Refuses NoSuchJurisdiction, BadSettings, UnknownZone and, with the
    first error, BadCountryTable (table, row, value); `checking.findings` lists them all. Of the figures of people it
    refuses as represent.figures_file does.
    """
    folder = folder_of(named)
    told = settings(folder)
    sheets = {name: need_sheet(folder, name) for name in TABLES}
    refuse_first(rules.strict(sheets))
    digest = hashlib.sha256()
    for name in TABLES:
        file = folder.joinpath(f"{name}.csv")
        digest.update(file.read_bytes() if file.is_file() else b"")
    tables = {name: sheet.arrow() for name, sheet in sheets.items()}
    people, contents = people_tables(folder, tables["territories"])
    tables |= people
    digest.update(contents)
    tables["bodies"] = every_body(tables["bodies"], tables["territories"])
    tables["competence"] = every_region(tables)
    return Country(
        code=told.code, zone=told.zone, sha256=digest.hexdigest(), appeal_term_days=told.appeal_term_days, **tables
    )


def check(tables: dict[str, Any]) -> None:
    """The strict rules over Arrow tables. Raises BadCountryTable."""
    refuse_first(rules.strict({name: sheet_of(name, table) for name, table in tables.items()}))
