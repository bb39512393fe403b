"""Codes that people gave, read from a table: what is missing, what cannot be a code, and who contradicts himself."""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.coding import table_file
from tyndau.listening.coding.refusals import NoRows, NotInSample, TwoCodes
from tyndau.listening.sql import connect

# How statistical programs and spreadsheets write "no value"; a codebook may not give them a meaning.
MISSING = frozenset(("", ".", "NA", "NaN"))
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
NUMERIC = ("ordinal", "interval", "ratio")
TWICE = """
    with numbered as (select *, row_number() over (partition by {who} order by row) as place,
                             first_value({what}) over (partition by {who} order by row) as earlier,
                             first_value(row) over (partition by {who} order by row) as earlier_row from given)
    select * exclude (place) from numbered {where} order by row
"""


@dataclass(frozen=True)
class Codes:
    """table: one row a unit and coder, sorted by row; `missing` [cells]; rejected: posts.REJECTED."""

    table: Any
    missing: int
    rejected: Any


def number(text: str) -> float | None:
    """The finite number that a cell holds, a decimal comma allowed; else None."""
    if not NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def read_codes(content: str, file: str, level: str, known: Collection[str] | None = None, by: str = "") -> Codes:
    """Codes of several coders: unit, coder, code, and the column `by` where it is named and there.

    level    other than nominal each code must be a number, unless `known` orders them
    known    the codebook's codes; other codes are rejected
    Raises   NoColumn, BrokenCsv, NoRows, TwoCodes (one coder says two things of one unit; the same twice counts once)
    """
    extra = [by] if by and by not in ("unit", "coder", "code") else []
    table, rejected = table_file.rows_of(content, file, ("unit", "coder", "code"), extra)
    reasons = [
        "row.no-unit" if not unit else "row.no-coder" if not coder else wrong(code, level, known)
        for unit, coder, code in zip(*(table[name].to_pylist() for name in ("unit", "coder", "code")), strict=True)
    ]
    return _read(table_file.kept(table, file, reasons, rejected), "code", file, rejected)


def read_final(content: str, file: str, known: Collection[str] | None = None) -> Codes:
    """One code a unit: unit, code, weight float64 [1 / chance of being drawn]; from `weight`, or `probability`, else 1.

    Raises   NoColumn, BrokenCsv, NoRows, TwoCodes
    """
    table, rejected = table_file.rows_of(content, file, ("unit", "code"), ("weight", "probability"))
    weight = _weights(table)
    reasons = [
        "row.no-unit" if not unit else "row.bad-weight" if w is None else wrong(code, "nominal", known)
        for unit, code, w in zip(table["unit"].to_pylist(), table["code"].to_pylist(), weight, strict=True)
    ]
    table = table.select(["row", "unit", "code"]).append_column("weight", pa.array(weight, pa.float64()))
    return _read(table_file.kept(table, file, reasons, rejected), "code", file, rejected)


def read_predictions(content: str, file: str, by: str = "") -> Codes:
    """What a classifier says of each unit: unit, predicted (empty: it names nothing), and `by` where it is there.

    Raises   NoColumn, BrokenCsv, NoRows, TwoCodes
    """
    extra = [by] if by and by not in ("unit", "predicted") else []
    table, rejected = table_file.rows_of(content, file, ("unit", "predicted"), extra)
    reasons = [None if unit else "row.no-unit" for unit in table["unit"].to_pylist()]
    return _read(table_file.kept(table, file, reasons, rejected), "predicted", file, rejected)


def wrong(code: str, level: str, known: Collection[str] | None) -> str | None:
    """Why a cell cannot be a code at this level; None for a code and for a missing one."""
    if code in MISSING:
        return None
    if known is not None and code not in known:
        return "row.unknown-code"
    if level not in NUMERIC or (level == "ordinal" and known is not None):
        return None
    value = number(code)
    if value is None:
        return "row.code-not-a-number"
    return "row.code-below-zero" if level == "ratio" and value < 0 else None


def _weights(table: Any) -> list[float | None]:
    def told(name: str, of: Callable[[float], float], most: float) -> list[float | None]:
        values = [number(cell) for cell in table[name].to_pylist()]
        made = [None if value is None or not 0 < value <= most else of(value) for value in values]
        return [value if value is not None and math.isfinite(value) else None for value in made]

    if "weight" in table.column_names:
        return told("weight", lambda value: value, math.inf)
    if "probability" in table.column_names:
        return told("probability", lambda value: 1 / value, 1.0)
    return [1.0] * table.num_rows


def _read(table: Any, what: str, file: str, rejected: table_file.Rejected) -> Codes:
    missing = 0
    if what == "code":
        coded = pc.invert(pc.is_in(table["code"], pa.array(sorted(MISSING), pa.string())))
        missing = table.num_rows - int(pc.sum(coded).as_py() or 0)
        table = table.filter(coded)
    who = "unit, coder" if "coder" in table.column_names else "unit"
    if table.num_rows == 0:
        raise NoRows(file=file, n=len(rejected), missing=missing)
    with connect() as engine:
        engine.register("given", table)
        clash = engine.sql(TWICE.format(who=who, what=what, where=f"where {what} <> earlier") + "limit 1").fetchall()
        if clash:
            row = dict(zip([*table.column_names, "earlier", "earlier_row"], clash[0], strict=True))
            places = {"unit": row["unit"], "coder": row.get("coder", "-"), "row": row["row"]}
            raise TwoCodes(file=file, first=row["earlier_row"], code=row[what], earlier=row["earlier"], **places)
        once = engine.sql(TWICE.format(who=who, what=what, where="where place = 1")).to_arrow_table()
    return Codes(once.drop_columns(["earlier", "earlier_row"]), missing, table_file.rejections(rejected))


def read_chances(content: str, file: str) -> dict[str, float]:
    """The chance with which each unit of a sample was drawn. Raises NoColumn, BrokenCsv, NoRows."""
    table, rejected = table_file.rows_of(content, file, ("unit", "probability"))
    chances = [number(cell) for cell in table["probability"].to_pylist()]
    found = {
        unit: chance
        for unit, chance in zip(table["unit"].to_pylist(), chances, strict=True)
        if unit and chance is not None and 0 < chance <= 1
    }
    if not found:
        raise NoRows(file=file, n=len(rejected) + table.num_rows, missing=0)
    return found


def read_texts(content: str, file: str) -> dict[str, str]:
    """The text of each unit of a sample. Raises NoColumn, BrokenCsv."""
    table, _ = table_file.rows_of(content, file, ("unit", "text"))
    return dict(zip(table["unit"].to_pylist(), table["text"].to_pylist(), strict=True))


def require_chances(units: Collection[str], chances: Collection[str], file: str) -> None:
    """Refuse NotInSample unless each unit was drawn: without its chance it cannot be weighed."""
    missing = sorted(set(units) - set(chances))
    if missing:
        raise NotInSample(file=file, n=len(missing), unit=missing[0])
