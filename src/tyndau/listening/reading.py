"""Files in, RAW posts out: the one stage that touches the world. Counts what it reads and keeps what it rejects.

A single file that cannot be used stops the run; among several it is rejected as a whole and the others go on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import starmap
from pathlib import Path, PurePath
from typing import Any

import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.errors import NoPosts, NoSuchInput, NothingToRead, NoZone
from tyndau.listening.posts import RAW, REJECTED
from tyndau.listening.reading_part import Part, PartRead, cut, read_part
from tyndau.listening.runner import Each
from tyndau.listening.sources.source import Options, Rejection
from tyndau.listening.stores import Stored, files_below

ENDINGS = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt", ".xlsx", ".xml", ".rss", ".atom")


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


def files_of(paths: Iterable[Path | Stored]) -> tuple[list[tuple[Path | Stored, str]], list[str]]:
    """The files to read with their labels, and the names of those that a folder holds beside them."""
    chosen: list[tuple[Path | Stored, str]] = []
    passed_over: list[str] = []
    for path in paths:
        if path.is_dir():
            for inner, name in files_below(path):
                label = str(PurePath(path.name, name))
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
    paths: Iterable[Path | Stored],
    options: Options,
    named: str | None = None,
    on_bytes: Callable[[int, int], None] | None = None,
    kept: Callable[[Any], Any] = lambda raw: raw,
    each: Each = starmap,
    part_bytes: Callable[[int], int | None] = lambda _: None,
) -> Reading:
    """Read every file. `on_bytes(done, total)` is told how far the reading is, in rows' share of bytes.

    `kept` makes of each chunk of RAW what stays in memory: with `pseudonymise`, handles live for one chunk only.
    `each` calls `read_part` for every file, or for parts of large ones of `part_bytes(total)` bytes.

    Raises an UnusableInput when nothing can be read, NoZone at the first time without a zone, NoPosts when every row
    was rejected.
    """
    files, passed_over = files_of(paths)
    sizes = [path.stat().st_size for path, _ in files]
    parts = _parts(files, options, named, each, part_bytes(sum(sizes)))
    reader = partial(read_part, options=options, named=named, kept=kept)
    results = iter(each(reader, ((part,) for one in parts for part in one)))
    tables: list[Any] = []
    rejections: list[tuple[str, int | None, str, str]] = []
    inputs: list[InputRead] = []
    done = 0
    for (_, label), size, own in zip(files, sizes, parts, strict=True):
        found = []
        for part in own:
            found.append(_usable(next(results), alone=len(files) == 1))
            done += (size if part.end is None else part.end) - part.begin
            if on_bytes:
                on_bytes(done, sum(sizes))
        posts, refused, what = _joined(label, size, found)
        tables += posts
        rejections += [(label, one.number, one.reason, one.detail) for one in refused]
        inputs.append(what)
    posts = pa.concat_tables(tables) if tables else kept(RAW.empty_table())
    rejected = table_of(rejections, REJECTED)
    if not posts.num_rows:
        raise NoPosts(n=rejected.num_rows, reasons=_reasons(rejections), files=", ".join(label for _, label in files))
    return Reading(posts, rejected, inputs, passed_over)


def _parts(
    files: list[tuple[Path | Stored, str]], options: Options, named: str | None, each: Each, most: int | None
) -> list[list[Part]]:
    if most is None:
        return [[Part(path, label)] for path, label in files]
    return list(each(cut, ((path, label, options, named, most) for path, label in files)))


def _usable(found: PartRead, alone: bool) -> PartRead:
    """What was read; raises where the input cannot be used and nothing else was given, or where it lacks a zone."""
    if found.unusable is not None and (alone or isinstance(found.unusable, NoZone)):
        raise found.unusable
    return found


def _joined(label: str, size: int, parts: list[PartRead]) -> tuple[list[Any], list[Rejection], InputRead]:
    """The parts of one file; when one of them is unusable, so is the file."""
    for part in parts:
        if (error := part.unusable) is not None:
            whole = Rejection(None, error.code, str(error.tell("en").what))
            return [], [whole], InputRead(label, "unusable", part.sha256, size, 0, 1)
    tables = [part.posts for part in parts if part.posts is not None]
    refused = [one for part in parts for one in part.refused]
    rows = sum(table.num_rows for table in tables)
    return tables, refused, InputRead(label, parts[0].format, parts[0].sha256, size, rows, len(refused))


def _reasons(rejections: list[tuple[str, int | None, str, str]]) -> str:
    """The three commonest reasons with their counts and a first example row."""
    first: dict[str, tuple[str, int | None]] = {}
    counts: dict[str, int] = {}
    for file, row, reason, _ in rejections:
        counts[reason] = counts.get(reason, 0) + 1
        first.setdefault(reason, (file, row))
    common = sorted(counts, key=lambda reason: (-counts[reason], reason))[:3]
    return "; ".join(f"{reason} x {counts[reason]} ({first[reason][0]}:{first[reason][1] or 1})" for reason in common)
