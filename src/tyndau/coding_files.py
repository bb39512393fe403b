"""The files of `tyndau coding`: tables that coders fill, tables written for them, and what is said of unusable rows."""

import csv
import io
import os
from collections import Counter
from pathlib import Path
from typing import Any

import click
import orjson

from tyndau.listening.coding import codes
from tyndau.listening.coding.codebook import Codebook, parse
from tyndau.listening.errors import CannotWrite, OutputExists
from tyndau.listening.textlines import lines_of
from tyndau.words import Words

TOLD = 10  # rejected rows that are told one by one


def content_of(file: str) -> str:
    return "\n".join(lines_of(file))


def codebook_of(file: str | None) -> Codebook | None:
    return parse(content_of(file), file) if file else None


def write(out: Path, header: tuple[str, ...], rows: list[Any], replace: bool) -> None:
    """A CSV for its owner only, with the mark by which spreadsheets know UTF-8; whole or not at all."""
    if out.exists() and not replace:
        raise OutputExists(path=out)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows(rows)
    partial = out.with_name(f".{out.name}.partial-{os.getpid()}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(buffer.getvalue().encode("utf-8-sig"))
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CannotWrite(path=out, reason=error.strerror or type(error).__name__) from None


def tell_rejected(read: codes.Codes, say: Words) -> None:
    for row in read.rejected.to_pylist()[:TOLD]:
        click.echo(say("coding.rejected", row=row["row"], reason=say(f"reason.{row['reason']}")), err=True)
    if read.rejected.num_rows > TOLD:
        click.echo(say("coding.rejected-more", n=read.rejected.num_rows - TOLD), err=True)


def counted(read: codes.Codes) -> dict[str, Any]:
    return {"missing": read.missing, "rejected": dict(Counter(read.rejected["reason"].to_pylist()))}


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def print_json(content: dict[str, Any]) -> None:
    click.echo(orjson.dumps(content, option=orjson.OPT_INDENT_2))
