"""One file, or some lines of a large one, becomes posts: the piece of reading that may be done by any process."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.errors import CannotRead, MissingColumns, NoZone, UnusableInput
from tyndau.listening.posts import RAW
from tyndau.listening.sources import source_of
from tyndau.listening.sources.rows import NaiveTime, raw_row
from tyndau.listening.sources.source import HEAD_BYTES, InputFile, Options, Rejection, sha256_of
from tyndau.listening.stores import Stored

CHUNK = 20_000  # rows that hold handles at a time
BLOCK = 8_388_608  # bytes read at a time where only line feeds are counted


@dataclass(frozen=True)
class Part:
    """A file, or those of its lines that begin between two places.

    begin, end    [bytes]; end None: the whole file
    lines_before  line feeds before byte begin - 1
    sha256        of the whole file, where it is known already
    """

    path: Path | Stored
    label: str
    begin: int = 0
    end: int | None = None
    lines_before: int = 0
    sha256: str | None = None


@dataclass
class PartRead:
    """What a part gave; `posts` is RAW or what was kept of it, `unusable` says why the file cannot be used at all."""

    posts: Any = None
    refused: list[Rejection] = field(default_factory=list)
    format: str = "unusable"
    sha256: str = ""
    unusable: UnusableInput | MissingColumns | None = None


def cut(path: Path | Stored, label: str, options: Options, named: str | None, most: int) -> list[Part]:
    """Parts of about `most` bytes where the file is larger and its source reads lines one by one; else the whole."""
    whole = [Part(path, label)]
    try:
        size = path.stat().st_size
        if size <= most:
            return whole
        file = InputFile(path, label, _head(path))
        if not source_of(file, named).splits(file, options):
            return whole
        begins = range(0, size, most)
        sha256, lines = _measured(path, [max(begin - 1, 0) for begin in begins])
    except (OSError, UnusableInput):
        return whole  # whoever reads it tells what is wrong with it
    edges = pairwise([*begins, size])
    return [Part(path, label, *edge, before, sha256) for edge, before in zip(edges, lines, strict=True)]


def _measured(path: Path | Stored, places: list[int]) -> tuple[str, list[int]]:
    """SHA-256 of a file, and the line feeds before each of these places; places ascending [bytes]."""
    digest, seen, lines, told = hashlib.sha256(), 0, 0, list[int]()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            for place in places[len(told) :]:
                if place > seen + len(block):
                    break
                told.append(lines + block.count(b"\n", 0, place - seen))
            lines += block.count(b"\n")
            seen += len(block)
    return digest.hexdigest(), told


def read_part(part: Part, options: Options, named: str | None, kept: Callable[[Any], Any]) -> PartRead:
    """Read a part; `kept` makes of each chunk of RAW what leaves this function. What is unusable is told."""
    found = PartRead()
    try:
        file = InputFile(part.path, part.label, _head(part.path), part.begin, part.end, part.lines_before)
        source = source_of(file, named)
        rows = _raw_rows(file, source.read(file, options), options, found.refused)
        chunks = [kept(table_of(chunk, RAW)) for chunk in _chunks(rows)]
        found.posts = pa.concat_tables(chunks) if chunks else None
        found.format, found.sha256 = source.name, part.sha256 or sha256_of(part.path)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        return PartRead(unusable=CannotRead(file=part.label, reason=reason))
    except (UnusableInput, MissingColumns) as error:
        return PartRead(unusable=error, sha256=_sha256_or_none(part.path))
    return found


def _head(path: Path | Stored) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def _raw_rows(file: InputFile, rows: Iterable[Any], options: Options, refused: list[Rejection]) -> Iterator[Any]:
    for row in rows:
        if isinstance(row, Rejection):
            refused.append(row)
            continue
        try:
            made = raw_row(row, file.label, options.zone)
        except NaiveTime as naive:
            raise NoZone(file=file.label, row=row.number, value=str(naive)) from None
        if isinstance(made, Rejection):
            refused.append(made)
        else:
            yield made


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _sha256_or_none(path: Path | Stored) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
