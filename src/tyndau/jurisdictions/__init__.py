"""Countries as data: one folder each, plain CSV tables and a jurisdiction.toml. Law, places and topics, never code."""

import csv
import hashlib
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import pyarrow as pa

from tyndau.jurisdictions.templates import EACH_REGION, REGION, every_body, every_region, local
from tyndau.listening.country import Country
from tyndau.listening.errors import BadCountryTable, require_columns
from tyndau.listening.zones import zone
from tyndau.refusals import Refused

TABLES = tuple(Country.NEEDED)
# What is needed to write the tables out, beside what the engine needs.
TEMPLATES_NEED = {"territories": ("valid_from",), "bodies": ("each", "valid_from", "valid_to")}


class NoSuchJurisdiction(Refused):
    code = "country.unknown"


def codes() -> list[str]:
    """The jurisdictions that are installed."""
    return sorted(
        entry.name for entry in resources.files(__name__).iterdir() if entry.joinpath("jurisdiction.toml").is_file()
    )


def load(code: str) -> Country:
    """The tables of a jurisdiction, checked against each other.

    Refuses NoSuchJurisdiction, MissingColumns and BadCountryTable (table, row, value).
    """
    if code not in codes():
        raise NoSuchJurisdiction(jurisdiction=code, jurisdictions=", ".join(codes()))
    folder = resources.files(__name__).joinpath(code)
    settings = tomllib.loads(folder.joinpath("jurisdiction.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    tables = {name: _table(folder, name, digest) for name in TABLES}
    for name, table in tables.items():
        require_columns(name, table, (*Country.NEEDED[name], *TEMPLATES_NEED.get(name, ())))
    tables["bodies"] = every_body(tables["bodies"], tables["territories"])
    check(tables)
    tables["competence"] = every_region(tables)
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


def check(tables: dict[str, Any]) -> None:
    """Every code that one table uses stands in the table that defines it, and the register names one body a rank.

    The register may still hold each-region rows. Raises BadCountryTable with the row of the file.
    """
    regions = [row["kato"] for row in tables["territories"].to_pylist() if row["level"] == REGION]
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
    )
    for table, column, code in uses:
        for number, value in enumerate(tables[table][column].to_pylist(), start=2):
            if value not in known[code] and not (column == "parent_kato" and value == ""):
                raise BadCountryTable(table=table, row=number, value=f"{column}={value}")
    register = tables["competence"].to_pylist()
    for number, row in enumerate(register, start=2):
        everywhere = row["territory"] == EACH_REGION
        named = {local(row["body"], kato) for kato in regions} if everywhere else {row["body"]}
        wrong = {
            "territory": not everywhere and row["territory"] not in known["kato"],
            "body": not named <= known["body"],
            "rank": not (row["rank"].isdecimal() and int(row["rank"]) > 0),
        }
        for column, is_wrong in wrong.items():
            if is_wrong:
                raise BadCountryTable(table="competence", row=number, value=f"{column}={row[column]}")
    _one_body_a_rank(register)


def _one_body_a_rank(register: list[dict[str, str]]) -> None:
    """Two bodies of one rank on one day would make the choice between them arbitrary."""
    earlier: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for number, row in enumerate(register, start=2):
        others = earlier.setdefault((row["topic"], row["rank"], row["territory"]), [])
        for other in others:
            if (not other["valid_to"] or row["valid_from"] <= other["valid_to"]) and (
                not row["valid_to"] or other["valid_from"] <= row["valid_to"]
            ):
                raise BadCountryTable(table="competence", row=number, value=f"rank={row['rank']}, body={row['body']}")
        others.append(row)
