"""A CSV of shares, as other tools write it, into a table; rows that cannot be read are kept with a reason."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa

from tyndau.listening.echoes.shares import SHARES
from tyndau.listening.errors import EmptyInput, HeaderLacks
from tyndau.listening.opened import opened

LATEST = 4_102_444_800  # the year 2100, in seconds: what lies behind is no time in seconds


def read(path: Path) -> tuple[Any, list[tuple[int, str, str]]]:
    """SHARES in the order of the file, and rejected rows: number from 1, reason, detail.

    Refuses NoSuchInput, CannotRead, EmptyInput, NotUtf8, HeaderLacks
    """
    rejected: list[tuple[int, str, str]] = []
    columns: list[list[Any]] = [[], [], [], []]
    with opened(path) as file:
        rows = csv.reader(file)
        header = next(rows, None)
        if header is None:
            raise EmptyInput(file=path)
        missing = [name for name in SHARES.names if name not in header]
        if missing:
            raise HeaderLacks(path, missing, header)
        places = [header.index(name) for name in SHARES.names]
        for number, row in enumerate(rows, start=1):
            if len(row) != len(header):
                rejected.append((number, "row.wrong-width", f"{len(row)} cells, not {len(header)}"))
                continue
            *names, written = (row[place] for place in places)
            time = _seconds(written)
            if time is None:
                rejected.append((number, "row.bad-time", "no seconds since 1970" if written.strip() else "empty"))
            elif not all(names):
                rejected.append((number, "row.no-id", ""))
            else:
                for column, value in zip(columns, (*names, time), strict=True):
                    column.append(value)
    return pa.table(columns, schema=SHARES), rejected


def _seconds(written: str) -> int | None:
    """Whole seconds since 1970; a fraction is cut off."""
    try:
        found = float(written)
    except ValueError:
        return None
    return int(found) if 0 <= found < LATEST else None


def names(path: Path) -> tuple[str, ...]:
    """Accounts, one a line. Refuses NoSuchInput, CannotRead, NotUtf8"""
    with opened(path) as file:
        return tuple(line.strip() for line in file if line.strip())
