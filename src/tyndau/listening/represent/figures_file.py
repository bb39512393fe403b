"""The deployer's figures from CSV: who uses a platform, who lives where, and what is known of single accounts.

The first bad row is refused: weights from a table of which rows were passed over would be wrong without a sign.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import EmptyInput, HeaderLacks, NotUtf8
from tyndau.listening.represent.refusals import (
    BadBand,
    BadNumber,
    BrokenFigures,
    NoSource,
    RowTwice,
    UnknownTerritory,
)
from tyndau.listening.sources.csv_table import separator_of

_WHOSE = [("territory", pa.string()), ("sex", pa.string()), ("age_group", pa.string())]
_FROM = [("source", pa.string()), ("date", pa.string()), ("example", pa.bool_())]
POPULATION = pa.schema([*_WHOSE, ("people", pa.int64()), *_FROM])
AUDIENCE = pa.schema([("platform", pa.string()), *_WHOSE, ("audience", pa.int64()), *_FROM])
ATTRIBUTES = pa.schema([("account", pa.string()), ("sex", pa.string()), ("age_group", pa.string())])
SEXES = ("", "female", "male")
OPTIONAL = ("sex", "age_group", "example")
LARGEST = 10**10  # more people than live
BAND = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")
WHEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
OLDEST = 200
Line = tuple[int, dict[str, str]]


def population(content: str, file: str, territories: Any) -> pa.Table:
    """POPULATION of a CSV, in the order of the file.

    content      header territory, people, source, date; may have sex, age_group, example (yes, or empty)
    territories  the country's table: rows of level region, or the country itself, may be named
    Refuses      EmptyInput, HeaderLacks, BrokenFigures, UnknownTerritory, BadNumber, BadBand, NoSource, RowTwice
    """
    return _figures(content, file, territories, POPULATION, "people")


def audience(content: str, file: str, territories: Any) -> pa.Table:
    """AUDIENCE of a CSV: header platform, territory, audience [people], source, date; the rest as in `population`."""
    return _figures(content, file, territories, AUDIENCE, "audience")


def attributes(content: str, file: str) -> pa.Table:
    """ATTRIBUTES of a CSV: account (its pseudonym in the run), sex, age_group; empty where unknown.

    Refuses  EmptyInput, HeaderLacks, BrokenFigures, BadBand, RowTwice
    """
    lines = list(_lines(content, file, ("account",)))
    seen: set[str] = set()
    for number, cells in lines:
        _check_bands(file, number, cells)
        if cells["account"] in seen:
            raise RowTwice(file=file, row=number)
        seen.add(cells["account"])
    return _table([{name: cells.get(name, "") for name in ATTRIBUTES.names} for _, cells in lines], ATTRIBUTES)


def decoded(content: bytes, file: str) -> str:
    """Text of a file with or without byte order mark. Refuses NotUtf8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(file=file, guess="windows-1251") from None


def _figures(content: str, file: str, territories: Any, schema: Any, counted: str) -> pa.Table:
    levels = dict(zip(territories["kato"].to_pylist(), territories["level"].to_pylist(), strict=True))
    country = next((kato for kato, level in levels.items() if level == "country"), "")
    key = [name for name in ("platform", "territory", "sex", "age_group") if name in schema.names]
    rows, seen, bands = [], set[tuple[str, ...]](), dict[str, set[str]]()
    for number, cells in _lines(content, file, [name for name in schema.names if name not in OPTIONAL]):
        if levels.get(cells["territory"]) not in ("country", "region"):
            raise UnknownTerritory(file=file, row=number, value=cells["territory"] or "-", country=country)
        if not cells["source"] or not _is_date(cells["date"]):
            raise NoSource(file=file, row=number, value=cells["date"] or "-")
        _check_bands(file, number, cells)
        _check_overlap(file, number, cells.get("age_group", ""), bands.setdefault(cells.get("platform", ""), set()))
        whose = tuple(cells.get(name, "") for name in key)
        if whose in seen:
            raise RowTwice(file=file, row=number)
        seen.add(whose)
        people = _people(file, number, cells[counted])
        told = {name: cells.get(name, "") for name in schema.names}
        rows.append({**told, counted: people, "example": cells.get("example", "").lower() == "yes"})
    return _table(rows, schema)


def _lines(content: str, file: str, needed: Any) -> Iterator[Line]:
    """Rows by number (the header is row 1, as a spreadsheet counts) with trimmed cells."""
    reader = csv.reader(
        io.StringIO(content, newline=""), delimiter=separator_of(content.split("\n", 1)[0]), strict=True
    )
    found = False
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in needed if name not in header]
        if missing:
            raise HeaderLacks(file, missing, header)
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise BrokenFigures(file=file, row=number, found=len(cells), wanted=len(header))
            found = True
            yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error:
        raise BrokenFigures(file=file, row=reader.line_num, found="?", wanted=len(header)) from None
    if not found:
        raise EmptyInput(file=file)


def _table(rows: list[dict[str, Any]], schema: Any) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema)


def _people(file: str, row: int, written: str) -> int:
    digits = re.sub(r"[\s\u00a0\u202f]", "", written)
    if not digits.isascii() or not digits.isdigit() or int(digits) > LARGEST:
        raise BadNumber(file=file, row=row, value=written[:20] or "-")
    return int(digits)


def _is_date(written: str) -> bool:
    """A day, a month or a year that exists."""
    found = WHEN.fullmatch(written)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_bands(file: str, row: int, cells: dict[str, str]) -> None:
    sex, age = cells.get("sex", ""), cells.get("age_group", "")
    if sex not in SEXES:
        raise BadBand(file=file, row=row, value=sex[:20])
    if age and (not BAND.fullmatch(age) or _ages(age)[0] > _ages(age)[1]):
        raise BadBand(file=file, row=row, value=age[:20])


def _ages(band: str) -> tuple[int, int]:
    found = BAND.fullmatch(band)
    first, last = found.groups() if found else ("0", "0")
    return int(first), int(last) if last else OLDEST


def _check_overlap(file: str, row: int, age: str, known: set[str]) -> None:
    """Bands of one table must lie side by side, or their people would be counted twice."""
    if not age or age in known:
        return
    first, last = _ages(age)
    for other in known:
        begin, end = _ages(other)
        if first <= end and begin <= last:
            raise BadBand(file=file, row=row, value=f"{age}, {other}")
    known.add(age)
