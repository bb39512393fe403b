"""Where the canonical fields stand in a file: by their own names, or as a --columns file says.

A mapping file is TOML: `text = ["title", "body"]`, `created_at = "date"`, and constants under `[always]`.
"""

import tomllib
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from tyndau.listening.errors import BadColumnsFile
from tyndau.listening.sources.source import Options

FIELDS = (
    "platform", "id", "author", "created_at", "title", "text", "place", "lat", "lon", "home_place", "thread", "parent",
    "repost_of", "origin", "media", "views", "likes", "shares", "comments", "act", "synthetic",
)  # fmt: skip
KNOWN, REQUIRED = frozenset(FIELDS), ("created_at", "text")


def load_columns(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The mapping and the constants of a --columns file. Raises BadColumnsFile with the line or the name."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadColumnsFile(path=path, reason=str(error)) from None
    always = raw.pop("always", {})
    if not isinstance(always, dict):
        raise BadColumnsFile(path=path, reason="[always] must be a table")
    for name in (*raw, *always):
        if name not in FIELDS:
            raise BadColumnsFile(path=path, reason=f"unknown field {name!r}; fields: {', '.join(FIELDS)}")
    columns: dict[str, tuple[str, ...]] = {}
    for name, value in raw.items():
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
            raise BadColumnsFile(path=path, reason=f"{name}: a column name or a list of column names")
        columns[name] = tuple(names)
    return columns, {name: str(value) for name, value in always.items()}


def unmapped(fields: Iterable[str], found: Container[str], options: Options) -> list[str]:
    """The file's columns that `fields` need and that are not in `found`."""
    needed = (column for name in fields if name not in options.always for column in options.columns.get(name, (name,)))
    return [column for column in needed if column not in found]


def mapped(values: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """One row under the canonical names; several columns mapped to one field are joined by a line break."""
    if not options.columns and not options.always:
        return {name: value for name, value in values.items() if name in KNOWN}
    row: dict[str, Any] = {}
    for name in FIELDS:
        columns = options.columns.get(name, (name,))
        if len(columns) == 1:
            row[name] = values.get(columns[0])
        else:
            row[name] = "\n".join(str(value) for column in columns if (value := values.get(column)) not in (None, ""))
    return {**row, **options.always} if options.always else row
