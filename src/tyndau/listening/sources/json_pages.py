"""Answers of web APIs as people save them: one JSON document, a list of documents, or one document a line.

Shared by the sources whose platform answers in pages; what a page holds is told by each source.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from tyndau.listening.errors import BrokenJson
from tyndau.listening.sources.source import InputFile, Rejection, lines_of

LONGEST_PAGE = 64 * 1_048_576  # bytes; a line that is a whole page may hold hundreds of posts
BOM = b"\xef\xbb\xbf"
# A string that the end of the head cuts off runs to that end; what it quotes is never taken for structure.
TOKEN = re.compile(rb'"(?:[^"\\]+|\\.)*+(?:"|\\?\Z)|[{}\[\]:]', re.DOTALL)


def opening_keys(file: InputFile) -> frozenset[str]:
    """The keys of the first object of the file (alone, first of a list, first of the lines), as far as the head shows.

    Keys of objects inside it are not among them; a file that does not open like JSON has none.
    """
    head = file.head.removeprefix(BOM).lstrip()
    level = 1 if head.startswith(b"{") else 2 if re.match(rb"\[\s*\{", head) else None
    if level is None:
        return frozenset()
    keys: set[str] = set()
    depth, last = 0, b""
    for token in (match[0] for match in TOKEN.finditer(head)):
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
            if depth < level:
                break
        elif token == b":":
            if depth == level:
                keys.add(last.decode("utf-8", "replace").strip('"'))
        else:
            last = token
    return frozenset(keys)


def pages_of(file: InputFile) -> Iterator[dict[str, Any] | Rejection]:
    """Every document of the file in order. Raises BrokenJson when a file that is one document breaks off."""
    found = objects_of(file, LONGEST_PAGE) if _is_by_lines(file) else _objects_in_one(file)
    for number, page in enumerate(found, 1):
        failed = isinstance(page, dict) and ("error" in page or ("errors" in page and "data" not in page))
        yield Rejection(number, "row.error-answer") if failed else page


def objects_of(file: InputFile, longest: int) -> Iterator[dict[str, Any] | Rejection]:
    """One JSON object a line; a line that cannot be read is a rejection under its line number."""
    for line in lines_of(file, longest):
        if isinstance(line, Rejection):
            yield line
            continue
        number, text = line
        if not text.strip():
            continue
        try:
            found = _loads(text)
        except orjson.JSONDecodeError as error:
            yield Rejection(number, "row.broken-json", f"line {number}, column {error.colno}: {error.msg}")
            continue
        yield found if isinstance(found, dict) else Rejection(number, "row.not-an-object", type(found).__name__)


def at(value: Any, *path: str) -> Any:
    """What stands at the end of a path of keys, or None where an object on the way is missing."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def listed(value: Any) -> list[Any]:
    """The value if it is a list, else nothing: a field of another type is as good as missing."""
    return value if isinstance(value, list) else []


def _objects_in_one(file: InputFile) -> Iterator[dict[str, Any] | Rejection]:
    try:
        found = _loads(file.path.read_bytes().removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise BrokenJson(file=file.label, line=error.lineno, column=error.colno, reason=error.msg) from None
    for number, one in enumerate(found if isinstance(found, list) else [found], 1):
        yield one if isinstance(one, dict) else Rejection(number, "row.not-an-object", type(one).__name__)


def _is_by_lines(file: InputFile) -> bool:
    """The first line that holds anything is a whole JSON object."""
    with file.path.open("rb") as stream:
        while line := stream.readline(LONGEST_PAGE):
            if line := line.removeprefix(BOM).strip():
                try:
                    return isinstance(_loads(line), dict)
                except orjson.JSONDecodeError:
                    return False
    return False


def _loads(text: str | bytes) -> Any:
    """JSON; where a tool cut an emoji in half (a lone surrogate, which orjson refuses), the slower parser reads it."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as refused:
        if "surrogate" not in refused.msg:
            raise
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise refused from None
