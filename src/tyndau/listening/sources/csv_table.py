"""CSV with a header line, separated by comma, semicolon or tab; fields by their input names or by a column mapping."""

import csv
import sys
from collections.abc import Iterator

from tyndau.listening.errors import MissingColumns
from tyndau.listening.sources.mapping import REQUIRED, mapped, unmapped
from tyndau.listening.sources.source import LONGEST_LINE, InputFile, Options, Rejection, Row, Source, lines_of

SEPARATORS = ",;\t"


def separator_of(header: str) -> str:
    return max(SEPARATORS, key=header.count)


def recognises(file: InputFile) -> bool:
    """The first line has at least two columns and does not open like JSON."""
    first = file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return not first.startswith(("{", "[")) and separator_of(first) in first


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    rejected: list[Rejection] = []
    line_number = 0

    def lines() -> Iterator[str]:
        nonlocal line_number
        for line in lines_of(file):
            if isinstance(line, Rejection):
                rejected.append(line)
            else:
                line_number, text = line
                yield text

    csv.field_size_limit(min(sys.maxsize, LONGEST_LINE))
    head = file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")
    table = csv.reader(lines(), delimiter=separator_of(head), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            yield Rejection(line_number, "row.broken-csv", str(error))
            continue
        finally:
            yield from rejected
            rejected.clear()
        if header is None:
            header = [name.strip() for name in cells]
            if missing := unmapped(REQUIRED, header, options):
                raise MissingColumns(file.label, missing, header)
        elif len(cells) != len(header):
            if cells:
                yield Rejection(line_number, "row.wrong-width", f"{len(cells)} cells, header has {len(header)}")
        else:
            yield Row(line_number, mapped(dict(zip(header, cells, strict=True)), options))


SOURCE = Source("csv", recognises, read, generic=True)
