"""Tables that coders keep in spreadsheets: rows by named columns, and what is wrong with which row."""

import csv
import io
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from tyndau.listening.coding.refusals import BrokenCsv, NoColumn
from tyndau.listening.posts import REJECTED
from tyndau.listening.sources.csv_table import separator_of
from tyndau.listening.sources.source import LONGEST_LINE

Rejected = list[dict[str, Any]]
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute a cell that begins so


def rows_of(content: str, file: str, needed: Sequence[str], also: Sequence[str] = ()) -> tuple[pa.Table, Rejected]:
    """The rows of a CSV: row int64 (the header is row 1, as a spreadsheet counts), and a string column for each name.

    content  CSV with a header line, separated by comma, semicolon or tab; other columns are passed over
    also     columns that may be there; where they are not, the table lacks them too
    Returns  the table with trimmed cells in Unicode's composed form, and the rows of another width than the header
    Raises   NoColumn; BrokenCsv (quotes that do not close would swallow the rest)
    """
    csv.field_size_limit(min(sys.maxsize, LONGEST_LINE))
    reader = csv.reader(
        io.StringIO(content, newline=""), delimiter=separator_of(content.split("\n", 1)[0]), strict=True
    )
    rejected: Rejected = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in needed if name not in header]
        if missing:
            raise NoColumn(file=file, missing=", ".join(missing), found=", ".join(header) or "-")
        names = [*needed, *(name for name in also if name in header)]
        places = [header.index(name) for name in names]
        numbers: list[int] = []
        columns: list[list[str]] = [[] for _ in names]
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                rejected.append(reject(file, number, "row.wrong-width", f"{len(cells)}, {len(header)}"))
                continue
            numbers.append(number)
            for column, place in zip(columns, places, strict=True):
                column.append(unicodedata.normalize("NFC", cells[place].strip()))
    except csv.Error as error:
        raise BrokenCsv(file=file, line=reader.line_num, reason=str(error)) from None
    arrays = [pa.array(numbers, pa.int64()), *(pa.array(column, pa.string()) for column in columns)]
    return pa.table(arrays, names=["row", *names]), rejected


def reject(file: str, row: int, reason: str, detail: str = "") -> dict[str, Any]:
    return {"file": file, "row": row, "reason": reason, "detail": detail}


def kept(table: Any, file: str, reasons: Sequence[str | None], rejected: Rejected) -> Any:
    """The rows without a reason; the others go to `rejected`."""
    for number, reason in zip(table["row"].to_pylist(), reasons, strict=True):
        if reason is not None:
            rejected.append(reject(file, number, reason))
    return table.filter(pa.array([reason is None for reason in reasons], pa.bool_()))


def rejections(rejected: Iterable[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(sorted(rejected, key=lambda one: (one["file"], one["row"])), schema=REJECTED)


def cell(text: str) -> str:
    """A text as a cell that no spreadsheet computes."""
    return f"'{text}" if text.startswith(FORMULA) else text


def uncell(text: str) -> str:
    """The text of such a cell."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
