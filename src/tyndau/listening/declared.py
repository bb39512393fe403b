"""The declared accounts: officials, media and organisations that a deployer names in public, and nobody else.

Only they may be shown by name; only they share the same things at the same time without it meaning anything.
"""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import CannotRead, ListeningError, NoSuchInput, NotUtf8
from tyndau.listening.pseudonyms import pseudonym
from tyndau.listening.sources.csv_table import separator_of
from tyndau.listening.sources.source import LONGEST_LINE

KINDS = ("official", "media", "organisation")
COLUMNS = ("platform", "account", "name_kk", "name_ru", "name_en", "kind")
DECLARED = pa.schema([*((name, pa.string()) for name in COLUMNS), ("pseudonym", pa.string())])


class UnusableDeclared(ListeningError):
    """Root: the declared table cannot be used; nobody is named by a guess."""


class NoDeclaredColumns(UnusableDeclared):
    code = "declared.no-columns"


class BrokenDeclared(UnusableDeclared):
    code = "declared.broken-csv"


class BadDeclaredRow(UnusableDeclared):
    code = "declared.bad-row"


class DeclaredTwice(UnusableDeclared):
    """One account in two rows: under which name should it be shown?"""

    code = "declared.twice"


class OtherKey(UnusableDeclared):
    """The run's pseudonyms were made with another key: no declared account would be found in it."""

    code = "declared.other-key"


def load(path: Path, key: bytes) -> Any:
    """The declared accounts with their pseudonyms.

    path     CSV in UTF-8 with COLUMNS in any order, separated by comma, semicolon or tab
    key      the pseudonym key of the run
    Returns  DECLARED, sorted by platform and account
    Raises   NoSuchInput, CannotRead, NotUtf8, NoDeclaredColumns, BrokenDeclared, BadDeclaredRow, DeclaredTwice
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise NoSuchInput(path=path) from None
    except UnicodeDecodeError:
        raise NotUtf8(file=path, guess="windows-1251") from None
    except OSError as error:
        raise CannotRead(file=path, reason=error.strerror or type(error).__name__) from None
    return declared(content, str(path), key)


def declared(content: str, file: str, key: bytes) -> Any:
    """What `load` makes of the content of a file; `file` names it in errors."""
    csv.field_size_limit(min(sys.maxsize, LONGEST_LINE))
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=separator_of(content.split("\n", 1)[0]), strict=True)
    rows: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
    try:
        header = [name.strip() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise NoDeclaredColumns(file=file, missing=", ".join(missing), found=", ".join(header) or "-")
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            row = _row(dict(zip(header, cells, strict=False)), file, lines.line_num)
            name = row["platform"], row["account"]
            if name in rows:
                raise DeclaredTwice(file=file, line=lines.line_num, first=rows[name][0])
            rows[name] = lines.line_num, row
    except csv.Error as error:
        raise BrokenDeclared(file=file, line=lines.line_num, reason=str(error)) from None
    told = [{**row, "pseudonym": pseudonym(key, *name)} for name, (_, row) in sorted(rows.items())]
    return pa.Table.from_pylist(told, schema=DECLARED)


def _row(cells: dict[str, str], file: str, line: int) -> dict[str, str]:
    """The cells of a row, trimmed; refuses an empty one and an unknown kind."""
    row = {name: (cells.get(name) or "").strip() for name in COLUMNS}
    row["account"] = handle(row["platform"], row["account"])
    for name, value in row.items():
        if not value or (name == "kind" and value not in KINDS):
            # Only a kind is repeated: what stands in another cell may be a person's.
            raise BadDeclaredRow(file=file, line=line, column=name, value=value if name == "kind" else "")
    return row


def handle(platform: str, account: str) -> str:
    """A handle as the sources write it: without @; VK calls a community both club5 and public5, the sources club5."""
    bare = account.removeprefix("@")
    number = bare.removeprefix("public")
    return f"club{number}" if platform == "vk" and number != bare and number.isdecimal() else bare
