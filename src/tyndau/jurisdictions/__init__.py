"""Countries as data: one folder each, plain CSV tables and a jurisdiction.toml. Law, places and topics, never code."""

import csv
import hashlib
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import pyarrow as pa

from tyndau.listening.country import Country
from tyndau.listening.errors import BadCountryTable
from tyndau.listening.zones import zone
from tyndau.refusals import Refused

TABLES = tuple(Country.NEEDED)
EACH_REGION = "each-region"


class NoSuchJurisdiction(Refused):
    code = "country.unknown"


def codes() -> list[str]:
    """The jurisdictions that are installed."""
    return sorted(
        entry.name for entry in resources.files(__name__).iterdir() if entry.joinpath("jurisdiction.toml").is_file()
    )


def load(code: str) -> Country:
    """The tables of a jurisdiction, checked against each other.

    Refuses NoSuchJurisdiction and BadCountryTable (table, row, value).
    """
    if code not in codes():
        raise NoSuchJurisdiction(jurisdiction=code, jurisdictions=", ".join(codes()))
    folder = resources.files(__name__).joinpath(code)
    settings = tomllib.loads(folder.joinpath("jurisdiction.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    tables = {name: _table(folder, name, digest) for name in TABLES}
    tables["competence"] = _every_region(tables["competence"], tables["territories"])
    check(tables)
    return Country(code=code, zone=zone(settings["zone"]), sha256=digest.hexdigest(), **tables)


def _table(folder: Traversable, name: str, digest: Any) -> Any:
    content = folder.joinpath(f"{name}.csv").read_bytes()
    digest.update(content)
    rows = list(csv.reader(content.decode("utf-8").splitlines(), strict=True))
    header, body = rows[0], rows[1:]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise BadCountryTable(table=name, row=number, value=",".join(row)[:80])
    columns = list(zip(*body, strict=True)) or [()] * len(header)
    return pa.table({column: pa.array(values, pa.string()) for column, values in zip(header, columns, strict=True)})


def _every_region(competence: Any, territories: Any) -> Any:
    """Rows for `each-region` written out, one a region; their body becomes that region's own akimat."""
    regions = {row["kato"]: row["valid_from"] for row in territories.to_pylist() if row["level"] == "region"}
    rows = []
    for row in competence.to_pylist():
        if row["territory"] != EACH_REGION:
            rows.append(row)
            continue
        for kato, formed in regions.items():
            # A body of a region is competent no earlier than the region exists.
            since = max(row["valid_from"], formed)
            rows.append({**row, "territory": kato, "body": f"{row['body']}-{kato[:2]}", "valid_from": since})
    return pa.Table.from_pylist(rows, schema=competence.schema)


def check(tables: dict[str, Any]) -> None:
    """Every code that one table uses stands in the table that defines it. Raises BadCountryTable."""
    known = {
        "kato": set(tables["territories"]["kato"].to_pylist()),
        "topic": set(tables["topics"]["topic"].to_pylist()),
        "body": set(tables["bodies"]["body"].to_pylist()),
    }
    uses = (
        ("territories", "parent_kato", "kato"),
        ("territory_changes", "kato", "kato"),
        ("place_names", "kato", "kato"),
        ("phrases", "topic", "topic"),
        ("competence", "topic", "topic"),
        ("competence", "territory", "kato"),
        ("competence", "body", "body"),
    )
    for table, column, code in uses:
        for number, value in enumerate(tables[table][column].to_pylist(), start=2):
            if value not in known[code] and not (column == "parent_kato" and value == ""):
                raise BadCountryTable(table=table, row=number, value=f"{column}={value}")
