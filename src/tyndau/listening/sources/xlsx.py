"""Excel workbooks: the first sheet with a header row, columns by their input names or by a column mapping, as in CSV.

Structure read by python-calamine; what a cell becomes was read from https://pypi.org/project/python-calamine: numbers
are floats, dates are real dates without a zone, an empty cell is an empty text.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tyndau.listening.errors import BrokenWorkbook, MissingColumns
from tyndau.listening.sources.mapping import REQUIRED, mapped, unmapped
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

PART_OF_A_WORKBOOK = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)


def recognises(file: InputFile) -> bool:
    """A ZIP archive that holds a part of a workbook near its beginning."""
    return file.head.startswith(b"PK\x03\x04") and PART_OF_A_WORKBOOK.search(file.head) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows carry the numbers that Excel shows. Raises BrokenWorkbook, MissingColumns."""
    header: list[str] | None = None
    for number, cells in _rows(file):
        if header is None:
            header = [str(cell).strip() for cell in cells]
            if missing := unmapped(REQUIRED, header, options):
                raise MissingColumns(file.label, missing, [name for name in header if name])
        elif any(cell != "" for cell in cells):
            yield Row(number, mapped(dict(zip(header, map(_value, cells), strict=True)), options))
    if header is None:
        raise MissingColumns(file.label, unmapped(REQUIRED, (), options), ())


def _rows(file: InputFile) -> Iterator[tuple[int, list[Any]]]:
    try:
        with file.path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            first = sheet.start[0] + 1 if sheet.start else 1
            yield from enumerate(sheet.to_python(), first)
    except CalamineError as error:
        raise BrokenWorkbook(file=file.label, reason=str(error)) from None


def _value(cell: Any) -> Any:
    """Whole numbers as such (Excel keeps all numbers as fractions); dates as ISO 8601, without the zone they lack."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


SOURCE = Source("xlsx", recognises, read, binary=True)
