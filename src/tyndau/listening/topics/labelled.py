"""Labelled texts out of a CSV: one column holds the text, another its label. What lacks either is counted, not used."""

import csv
import io
import sys

import pyarrow as pa

from tyndau.listening.sources.csv_table import separator_of
from tyndau.listening.sources.source import LONGEST_LINE
from tyndau.listening.topics.refusals import BrokenCsv, NoColumn, NoLabelledRows

SCHEMA = pa.schema([("text", pa.string()), ("label", pa.string())])


def labelled(content: str, file: str, text: str, label: str) -> tuple[pa.Table, int]:
    """The labelled rows, and how many rows were passed over for want of a text or a label.

    content  CSV with a header line, separated by comma, semicolon or tab
    Raises   NoColumn, BrokenCsv (quotes that do not close would swallow the rest), NoLabelledRows
    """
    csv.field_size_limit(min(sys.maxsize, LONGEST_LINE))
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator_of(content.split("\n", 1)[0]), strict=True)
    found: list[dict[str, str]] = []
    passed_over = 0
    try:
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in (text, label) if name not in header]
        if missing:
            raise NoColumn(file=file, missing=", ".join(missing), found=", ".join(header) or "-")
        places = header.index(text), header.index(label)
        for cells in rows:
            if not cells:
                continue
            said, name = (cells[place].strip() if len(cells) == len(header) else "" for place in places)
            if said and name:
                found.append({"text": said, "label": name})
            else:
                passed_over += 1
    except csv.Error as error:
        raise BrokenCsv(file=file, line=rows.line_num, reason=str(error)) from None
    if not found:
        raise NoLabelledRows(file=file, n=passed_over)
    return pa.Table.from_pylist(found, schema=SCHEMA), passed_over
