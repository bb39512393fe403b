"""Samples of each export format, small and invented, and how the tests of the sources open them."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from tyndau.listening.sources import source_of
from tyndau.listening.sources.source import HEAD_BYTES, InputFile, Options

FIXTURES = Path(__file__).parent / "fixtures"


def input_file(path: Path) -> InputFile:
    with path.open("rb") as stream:
        return InputFile(path, path.name, stream.read(HEAD_BYTES))


@pytest.fixture
def sample() -> Callable[[str], InputFile]:
    """A file of fixtures/ by its name."""
    return lambda name: input_file(FIXTURES / name)


@pytest.fixture
def sample_json() -> Callable[[str], Any]:
    """What a JSON file of fixtures/ holds, for a test to change one thing in it."""
    return lambda name: json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.fixture
def saved(tmp_path) -> Callable[..., InputFile]:
    """Content as a file: bytes as they are, text as UTF-8, a list of `lines` as NDJSON, anything else as JSON."""

    def save(content: Any = None, name: str = "export.json", *, lines: list[Any] | None = None) -> InputFile:
        if lines is not None:
            content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        elif not isinstance(content, bytes | str):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return input_file(path)

    return save


@pytest.fixture
def read() -> Callable[..., list]:
    """Rows and rejections of a file, after the source that recognises it has been checked."""

    def rows(source: str, file: InputFile, options: Options | None = None) -> list:
        found = source_of(file)
        assert found.name == source
        return list(found.read(file, options or Options()))

    return rows


@pytest.fixture
def workbook(tmp_path) -> Callable[..., InputFile]:
    """A workbook with one sheet. Text becomes an inline string, a number a number, a tuple (serial,) a date cell.

    Structure: ECMA-376 part 1, 18.3 (worksheets) and 18.8.45 (number format 22 is a date with a time).
    """

    def build(rows: list[list[Any]], first: int = 1, name: str = "posts.xlsx") -> InputFile:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        sheet = "".join(
            f'<row r="{number}">{"".join(_cell(number, column, cell) for column, cell in enumerate(cells))}</row>'
            for number, cells in enumerate(rows, first)
        )
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Posts" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
            "</styleSheet>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        }
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        return input_file(tmp_path / name)

    return build


def _cell(row: int, column: int, cell: Any) -> str:
    where = f'r="{chr(65 + column)}{row}"'
    if isinstance(cell, tuple):
        return f'<c {where} s="1"><v>{cell[0]}</v></c>'
    if isinstance(cell, int | float):
        return f"<c {where}><v>{cell}</v></c>"
    return f'<c {where} t="inlineStr"><is><t>{escape(cell)}</t></is></c>' if cell else ""
