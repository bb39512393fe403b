"""What a source is: a format that it recognises by content, and a generator of rows and rejections."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

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
    path: Path
    label: str  # the path as the user would recognise it, without the folders above the one that was named
    head: bytes


@dataclass(frozen=True)
class Source:
    """One file format. `read` may raise an UnusableInput when the file as a whole is broken.

    generic  a container that others may dress in (NDJSON, CSV): asked last whether it recognises a file
    binary   reads a container that is no text (a workbook): asked before the file is required to be UTF-8
    """

    name: str
    recognises: Callable[[InputFile], bool]
    read: Callable[[InputFile, Options], Iterator[Row | Rejection]]
    generic: bool = False
    binary: bool = False


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lines_of(file: InputFile, longest: int = LONGEST_LINE) -> Iterator[tuple[int, str] | Rejection]:
    """The lines of a UTF-8 text file with their numbers from 1; too long or wrongly encoded ones as rejections."""
    with file.path.open("rb") as stream:
        number = 0
        while line := stream.readline(longest + 1):
            number += 1
            if len(line) > longest:
                size = len(line)
                while not line.endswith(b"\n") and (line := stream.readline(LONGEST_LINE)):
                    size += len(line)
                yield Rejection(number, "row.line-too-long", f"{size} bytes, at most {longest}")
                continue
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                yield Rejection(number, "row.not-utf8", f"byte {error.start + 1} of the line")
                continue
            yield number, text
