"""A file of texts, one a line, or NDJSON with a `text` field."""

import sys
from collections.abc import Iterator
from pathlib import Path

import orjson

from tyndau.listening.errors import CannotRead, EmptyInput, NoSuchInput, NotUtf8


def lines_of(name: str) -> list[str]:
    """The lines of a UTF-8 file, or of standard input for `-`. Raises NoSuchInput, CannotRead, EmptyInput, NotUtf8."""
    if name == "-":
        content = sys.stdin.buffer.read()
    else:
        try:
            content = Path(name).read_bytes()
        except FileNotFoundError:
            raise NoSuchInput(path=name) from None
        except OSError as error:
            raise CannotRead(file=name, reason=error.strerror or type(error).__name__) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(file=name, guess="windows-1251") from None
    # Only line feeds part lines: str.splitlines would also cut at rare characters inside a text.
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines[-1] == "":
        lines.pop()
    if not lines:
        raise EmptyInput(file=name)
    return lines


def texts_of(lines: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each line's text and, where it cannot be read, the reason. NDJSON is known by its first line."""
    if not _is_ndjson(next((line for line in lines if line.strip()), "")):
        yield from ((line, None) for line in lines)
        return
    for line in lines:
        try:
            found = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield "", "row.broken-json"
            continue
        text = found.get("text") if isinstance(found, dict) else None
        yield (text, None) if isinstance(text, str) else ("", "row.no-text")


def _is_ndjson(line: str) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False
