"""Rows of somebody else's table: CSV or an Excel workbook, with a header that may stand below a title.

Columns are known by the names that publishers use, or named by whoever imports.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from tyndau.listening.errors import BrokenWorkbook, CannotRead, EmptyInput, NoSuchInput, NotUtf8
from tyndau.refusals import Refused

HEADER_WITHIN = 20  # rows; what statistics offices put above it is a title and a date
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and the older .xls
Names = Mapping[str, tuple[str, ...]]


class ImportColumns(Refused):
    code = "country.import-columns"


class BadColumnOption(Refused):
    code = "country.bad-column-option"


class BrokenTable(Refused):
    code = "country.broken-import"


class SourceRow(NamedTuple):
    """A row of the file: its line, the cells by field, the row as it stood, and whether it has the header's width."""

    line: int
    cells: dict[str, str]
    row: str
    whole: bool


def content_of(path: Path) -> bytes:
    """The bytes of a file. Refuses NoSuchInput, CannotRead, EmptyInput."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NoSuchInput(path=path) from None
    except OSError as error:
        raise CannotRead(file=path, reason=error.strerror or type(error).__name__) from None
    if not content.strip():
        raise EmptyInput(file=path)
    return content


def named_columns(options: Iterable[str], fields: Iterable[str]) -> dict[str, str]:
    """FIELD=NAME of the command line. Refuses BadColumnOption."""
    known = tuple(fields)
    found = {}
    for option in options:
        field, equals, name = option.partition("=")
        if not equals or field not in known or not name.strip():
            raise BadColumnOption(option=option, fields=", ".join(known))
        found[field] = name
    return found


def read_rows(path: Path, fields: Names, needed: Iterable[str], columns: Mapping[str, str]) -> list[SourceRow]:
    """All rows below the header; a field that the file does not have is missing from their cells.

    fields   the names under which each field is known, in any case
    needed   fields without which the file is refused
    columns  field: name, where the importer says it; such a column is needed too
    Refuses  NoSuchInput, CannotRead, EmptyInput, NotUtf8, BrokenWorkbook, BrokenTable, ImportColumns
    """
    content = content_of(path)
    rows = list(_workbook(path) if content.startswith(WORKBOOKS) else _csv(path, content))
    names = {field: (columns[field],) if field in columns else known for field, known in fields.items()}
    wanted = {*needed, *columns}
    best: dict[str, int] = {}
    for place, (_, header) in enumerate(rows[:HEADER_WITHIN]):
        found = _places(header, names)
        if wanted <= found.keys():
            return [_row(line, cells, found, len(header)) for line, cells in rows[place + 1 :] if any(cells)]
        best = max(best, found, key=len)
    missing = [field for field in names if field in wanted and field not in best]
    header = next((cells for _, cells in rows if any(cells)), [])
    raise ImportColumns(file=path, missing=", ".join(missing), found=", ".join(filter(None, header)) or "-")


def _places(header: list[str], names: Names) -> dict[str, int]:
    """Which column holds which field."""
    folded = [_fold(cell) for cell in header]
    places = {}
    for field, known in names.items():
        place = next((folded.index(_fold(name)) for name in known if _fold(name) in folded), None)
        if place is not None:
            places[field] = place
    return places


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _row(line: int, cells: list[str], places: Mapping[str, int], width: int) -> SourceRow:
    known = {field: cells[place] if place < len(cells) else "" for field, place in places.items()}
    return SourceRow(line, known, " | ".join(cells), len(cells) == width)


def _csv(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(file=path, guess="windows-1251") from None
    top = "".join(text.splitlines(keepends=True)[:HEADER_WITHIN])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=top.count), strict=True)
    begins = 1
    try:
        for row in reader:
            yield begins, [cell.strip() for cell in row]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BrokenTable(file=path, line=begins, reason=str(error)) from None


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            first = sheet.start[0] + 1 if sheet.start else 1
            for line, cells in enumerate(sheet.to_python(), first):
                yield line, [_text(cell) for cell in cells]
    except CalamineError as error:
        raise BrokenWorkbook(file=path, reason=str(error)) from None


def _text(cell: Any) -> str:
    """A cell as text: codes come as fractions, days as days."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell).strip()
