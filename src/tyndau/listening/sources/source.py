"""What a source is: a format that it recognises by content, and a generator of rows and rejections."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from io import BufferedReader
from pathlib import Path
from typing import Any

from tyndau.listening.stores import Stored

LONGEST_LINE = 1_048_576  # bytes; a longer line is rejected, not loaded
HEAD_BYTES = 65_536
PRIVATE = "~"  # before an id that holds a person's own number: the pseudonym kernel hides such ids behind the key


@dataclass(frozen=True)
class Row:
    """One utterance as the file gives it: `values` under the input names of docs/listening/formats.md."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Rejection:
    """A row that cannot be read; `reason` is a stable code of docs/errors.md, `detail` holds no text of the post."""

    number: int | None
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Options:
    """How to read: the zone of times without one, and where the canonical fields stand in the file."""

    zone: tzinfo | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)

    def beside_platform(self) -> dict[str, str]:
        """What always holds in formats that name their platform themselves."""
        return {name: value for name, value in self.always.items() if name != "platform"}


@dataclass(frozen=True)
class InputFile:
    """A file, or those of its lines that begin in begin..end; `lines_before`: line feeds before byte begin - 1."""

    path: Path | Stored
    label: str  # the path as the user would recognise it, without the folders above the one that was named
    head: bytes  # of the whole file
    begin: int = 0
    end: int | None = None
    lines_before: int = 0


def never(file: InputFile, options: Options) -> bool:
    """The answer of most sources to whether a file may be read in parts."""
    return False


@dataclass(frozen=True)
class Source:
    """One file format. `read` may raise an UnusableInput when the file as a whole is broken.

    generic  a container that others may dress in (NDJSON, CSV): asked last whether it recognises a file
    binary   reads a container that is no text (a workbook): asked before the file is required to be UTF-8
    splits   whether this file may be read in parts, each a run of lines, with the same rows and rejections
    """

    name: str
    recognises: Callable[[InputFile], bool]
    read: Callable[[InputFile, Options], Iterator[Row | Rejection]]
    generic: bool = False
    binary: bool = False
    splits: Callable[[InputFile, Options], bool] = never


def sha256_of(path: Path | Stored) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lines_of(file: InputFile, longest: int = LONGEST_LINE) -> Iterator[tuple[int, str] | Rejection]:
    """The lines of a UTF-8 text file with their numbers from 1; too long or wrongly encoded ones as rejections."""
    with file.path.open("rb") as stream:
        number, place = 0, 0
        if file.begin:
            # The line that began before belongs to the part before.
            place = file.begin - 1
            stream.seek(place)
            number = file.lines_before + 1
            place += _to_line_end(stream)
        while (file.end is None or place < file.end) and (line := stream.readline(longest + 1)):
            number += 1
            place += len(line)
            if len(line) > longest:
                rest = 0 if line.endswith(b"\n") else _to_line_end(stream)
                place += rest
                yield Rejection(number, "row.line-too-long", f"{len(line) + rest} bytes, at most {longest}")
                continue
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                yield Rejection(number, "row.not-utf8", f"byte {error.start + 1} of the line")
                continue
            yield number, text


def _to_line_end(stream: BufferedReader) -> int:
    """Pass over what is left of a line, however long; its length [bytes]."""
    size = 0
    while piece := stream.readline(LONGEST_LINE):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size
