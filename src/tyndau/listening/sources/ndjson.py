"""Canonical NDJSON: one JSON object a line, fields by their input names or by a column mapping."""

from collections.abc import Iterator

import orjson

from tyndau.listening.errors import MissingColumns
from tyndau.listening.sources.mapping import REQUIRED, mapped, unmapped
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source, lines_of


def recognises(file: InputFile) -> bool:
    """The first line that holds anything is a whole JSON object, or at least opens like one before a long line ends."""
    for line in file.head.removeprefix(b"\xef\xbb\xbf").splitlines():
        if not (line := line.strip()):
            continue
        if not line.startswith(b"{") or line == b"{":
            return False
        try:
            return isinstance(orjson.loads(line), dict)
        except orjson.JSONDecodeError:
            continue
    return file.head.lstrip().startswith(b'{"')


def splits(file: InputFile, options: Options) -> bool:
    """Where the first line is an object that holds what is needed: a later part has no first object to ask."""
    try:
        found = orjson.loads(file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0])
    except orjson.JSONDecodeError:
        return False
    return isinstance(found, dict) and not unmapped(REQUIRED, found, options)


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    complete = file.begin > 0
    for line in lines_of(file):
        if isinstance(line, Rejection):
            yield line
            continue
        number, text = line
        if not text.strip():
            continue
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            yield Rejection(number, "row.broken-json", f"column {error.colno}: {error.msg}")
            continue
        if not isinstance(found, dict):
            yield Rejection(number, "row.not-an-object", type(found).__name__)
            continue
        if not complete:
            # One object may lack a field; a file whose first object lacks it was meant for another mapping.
            if missing := unmapped(REQUIRED, found, options):
                raise MissingColumns(file.label, missing, found)
            complete = True
        yield Row(number, mapped(found, options))


SOURCE = Source("ndjson", recognises, read, generic=True, splits=splits)
