"""The CSV tables of a jurisdiction as they stand in their folder: read with line numbers, written back whole.

Reading yields findings instead of stopping at the first: a deployer mends a folder in one go, not error by error.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from tyndau.jurisdictions.findings import Finding
from tyndau.listening.country import Country
from tyndau.listening.errors import BadCountryTable, CannotWrite

TABLES = tuple(Country.NEEDED)
# What is needed to write templates out, beside what the engine needs.
TEMPLATES_NEED = {"territories": ("valid_from",), "bodies": ("each", "valid_from", "valid_to")}
NEEDED = {name: (*columns, *TEMPLATES_NEED.get(name, ())) for name, columns in Country.NEEDED.items()}
MAY_BE_ABSENT = ("holidays",)  # an empty table then: a folder that somebody began before there was such a table
Cells = dict[str, str]


class Line(NamedTuple):
    """A row: the line of the file on which it begins, and its cells by column."""

    number: int
    cells: Cells


@dataclass(frozen=True)
class Sheet:
    """One table: the header in the file's order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]

    def arrow(self) -> Any:
        values = {name: pa.array([row.cells[name] for row in self.rows], pa.string()) for name in self.columns}
        return pa.table(values)


Sheets = Mapping[str, Sheet]


def sheet_of(name: str, table: Any) -> Sheet:
    """An Arrow table of strings as a sheet whose header would stand on line 1."""
    rows = tuple(Line(number, cells) for number, cells in enumerate(table.to_pylist(), start=2))
    return Sheet(name, tuple(table.column_names), rows)


def read_sheet(folder: Traversable, name: str) -> tuple[Sheet | None, list[Finding]]:
    """A table and what is wrong with its form. None where it cannot be used at all: no file, no UTF-8, no column.

    A table of MAY_BE_ABSENT without a file is empty.
    """
    try:
        text = folder.joinpath(f"{name}.csv").read_bytes().decode("utf-8-sig")
    except OSError:
        if name in MAY_BE_ABSENT and not folder.joinpath(f"{name}.csv").is_file():
            return Sheet(name, NEEDED[name], ()), []
        return None, [Finding("no-table", name, None, f"{name}.csv")]
    except UnicodeDecodeError as error:
        return None, [Finding("not-utf8", name, error.object[: error.start].count(b"\n") + 1, "")]
    found: list[Finding] = []
    lines = list(_rows(name, text, found))
    columns = tuple(column.strip() for column in lines[0][1]) if lines else ()
    if len(columns) == 1 and (other := next((sign for sign in ";\t" if sign in columns[0]), None)):
        return None, [Finding("no-commas", name, 1, ";" if other == ";" else "tab")]
    missing = [column for column in NEEDED[name] if column not in columns]
    found += [Finding("missing-column", name, 1, column, ", ".join(columns)) for column in missing]
    found += [Finding("column-twice", name, 1, column) for column in sorted(set(columns)) if columns.count(column) > 1]
    if any(one.rule in ("missing-column", "column-twice") for one in found):
        return None, found
    rows = []
    for number, row in lines[1:]:
        if len(row) == len(columns):
            rows.append(Line(number, dict(zip(columns, row, strict=True))))
        else:
            found.append(Finding("wrong-width", name, number, str(len(row)), str(len(columns))))
    return Sheet(name, columns, tuple(rows)), found


def _rows(name: str, text: str, found: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        found.append(Finding("broken-csv", name, begins, str(error)))


def need_sheet(folder: Traversable, name: str) -> Sheet:
    """A table whose form is sound. Refuses BadCountryTable with the first thing that is wrong."""
    sheet, found = read_sheet(folder, name)
    refuse_first(found)
    if sheet is None:
        raise AssertionError(f"{name} is unusable without a finding")
    return sheet


def refuse_first(found: Iterable[Finding]) -> None:
    """Raise BadCountryTable for the first error among the findings."""
    for one in found:
        if one.is_error:
            raise BadCountryTable(table=one.table, row=one.line or "-", value=one.value)


def written(columns: Iterable[str], rows: Iterable[Cells]) -> bytes:
    """The bytes of a table as this project writes them: a table that was only read comes out as it went in."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, tuple(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files whole or not at all: each beside its place first, then all renamed. Refuses CannotWrite."""
    partial = {path: path.with_name(f".{path.name}.partial-{os.getpid()}") for path in contents}
    try:
        for path, content in contents.items():
            partial[path].write_bytes(content)
        for path in contents:
            partial[path].replace(path)
    except OSError as error:
        raise CannotWrite(path=path, reason=error.strerror or type(error).__name__) from None
    finally:
        for left in partial.values():
            left.unlink(missing_ok=True)
