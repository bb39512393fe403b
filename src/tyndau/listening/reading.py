"""Files in, RAW posts out: the one stage that touches the world. Counts what it reads and keeps what it rejects.

A single file that cannot be used stops the run; among several it is rejected as a whole and the others go on.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.errors import (
    CannotRead,
    MissingColumns,
    NoPosts,
    NoSuchInput,
    NothingToRead,
    NoZone,
    UnusableInput,
)
from tyndau.listening.posts import RAW, REJECTED
from tyndau.listening.sources import source_of
from tyndau.listening.sources.rows import NaiveTime, raw_row
from tyndau.listening.sources.source import HEAD_BYTES, InputFile, Options, Rejection, sha256_of

ENDINGS = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt", ".xlsx", ".xml", ".rss", ".atom")
CHUNK = 20_000


@dataclass(frozen=True)
class InputRead:
    """What one file gave: stored in run.json."""

    file: str
    format: str
    sha256: str
    size_bytes: int
    rows: int
    rejected: int


@dataclass
class Reading:
    """`posts` RAW or what was kept of it, `rejected` REJECTED, one InputRead a file, names of files passed over."""

    posts: Any
    rejected: Any
    inputs: list[InputRead]
    passed_over: list[str] = field(default_factory=list)


def files_of(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[str]]:
    """The files to read with their labels, and the names of those that a folder holds beside them."""
    chosen: list[tuple[Path, str]] = []
    passed_over: list[str] = []
    for path in paths:
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file()):
                label = str(inner.relative_to(path.parent))
                if inner.suffix.lower() in ENDINGS:
                    chosen.append((inner, label))
                else:
                    passed_over.append(label)
        elif path.exists():
            chosen.append((path, path.name))
        else:
            raise NoSuchInput(path=path)
    if not chosen:
        raise NothingToRead(endings=", ".join(ENDINGS))
    return chosen, passed_over


def read(
    paths: Iterable[Path],
    options: Options,
    named: str | None = None,
    on_bytes: Callable[[int, int], None] | None = None,
    kept: Callable[[Any], Any] = lambda raw: raw,
) -> Reading:
    """Read every file. `on_bytes(done, total)` is told how far the reading is, in rows' share of bytes.

    `kept` makes of each chunk of RAW what stays in memory: with `pseudonymise`, handles live for one chunk only.

    Raises an UnusableInput when nothing can be read, NoZone at the first time without a zone, NoPosts when every row
    was rejected.
    """
    files, passed_over = files_of(paths)
    total = sum(path.stat().st_size for path, _ in files)
    done = 0
    tables: list[Any] = []
    rejections: list[tuple[str, int | None, str, str]] = []
    inputs: list[InputRead] = []
    for path, label in files:
        size = path.stat().st_size
        try:
            table, refused, what = _read_file(path, label, options, named, kept)
        except (UnusableInput, MissingColumns) as error:
            if len(files) == 1 or isinstance(error, NoZone):
                raise
            table, refused = None, [Rejection(None, error.code, str(error.tell("en").what))]
            what = InputRead(label, "unusable", _sha256_or_none(path), size, 0, 1)
        if table is not None:
            tables.append(table)
        rejections += [(label, one.number, one.reason, one.detail) for one in refused]
        inputs.append(what)
        done += size
        if on_bytes:
            on_bytes(done, total)
    posts = pa.concat_tables(tables) if tables else kept(RAW.empty_table())
    rejected = table_of(rejections, REJECTED)
    if not posts.num_rows:
        raise NoPosts(n=rejected.num_rows, reasons=_reasons(rejections), files=", ".join(label for _, label in files))
    return Reading(posts, rejected, inputs, passed_over)


def _read_file(
    path: Path, label: str, options: Options, named: str | None, kept: Callable[[Any], Any]
) -> tuple[Any, list[Rejection], InputRead]:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
        file = InputFile(path, label, head)
        source = source_of(file, named)
        chunks: list[Any] = []
        refused: list[Rejection] = []
        for rows in _chunks(_raw_rows(file, source.read(file, options), options, refused)):
            chunks.append(kept(table_of(rows, RAW)))
        table = pa.concat_tables(chunks) if chunks else None
        rows_in = table.num_rows if table is not None else 0
        what = InputRead(label, source.name, sha256_of(path), path.stat().st_size, rows_in, len(refused))
    except OSError as error:
        raise CannotRead(file=label, reason=os.strerror(error.errno or 0)) from None
    return table, refused, what


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


def _reasons(rejections: list[tuple[str, int | None, str, str]]) -> str:
    """The three commonest reasons with their counts and a first example row."""
    first: dict[str, tuple[str, int | None]] = {}
    counts: dict[str, int] = {}
    for file, row, reason, _ in rejections:
        counts[reason] = counts.get(reason, 0) + 1
        first.setdefault(reason, (file, row))
    common = sorted(counts, key=lambda reason: (-counts[reason], reason))[:3]
    return "; ".join(f"{reason} x {counts[reason]} ({first[reason][0]}:{first[reason][1] or 1})" for reason in common)


def _sha256_or_none(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
