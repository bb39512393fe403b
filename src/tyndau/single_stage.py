"""Verbs that run one stage over a file of texts and answer line by line, in the same order.

A file holds one text a line, or NDJSON with a `text` field. Answers are NDJSON; a line that cannot be read gets an
`error` in its place, so that answer n always belongs to line n.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import orjson
import pyarrow as pa

from tyndau import jurisdictions
from tyndau.listening.errors import CannotRead, EmptyInput, NoSuchInput, NotUtf8
from tyndau.listening.places.mentions import find_mentions
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.words import Words

BATCH = 10_000
Answer = dict[str, Any]


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


def answer(name: str, stage: Callable[[Any], list[Answer]], say: Words) -> None:
    """Run a stage over the texts (post, text) in batches and print one JSON object a line."""
    told = list(texts_of(lines_of(name)))
    bad = 0
    for begin in range(0, len(told), BATCH):
        batch = told[begin : begin + BATCH]
        texts = pa.table({"post": [str(number) for number in range(len(batch))], "text": [text for text, _ in batch]})
        for found, (_, reason) in zip(stage(texts), batch, strict=True):
            bad += reason is not None
            click.echo(orjson.dumps({"error": reason} if reason else found))
    if bad:
        click.echo(say("listen.lines-unread", n=bad), err=True)


def language_stage(texts: Any) -> list[Answer]:
    """language, probability and script of each text."""
    columns = ("language", "probability", "script")
    return [{name: row[name] for name in columns} for row in detect(normalise(texts)).to_pylist()]


def places_stage(jurisdiction: str) -> Callable[[Any], list[Answer]]:
    """Mentions of places in each text: start, end [characters], kato, level, confidence, candidates."""
    country = jurisdictions.load(jurisdiction)

    def stage(texts: Any) -> list[Answer]:
        answers: list[Answer] = [{"places": []} for _ in range(texts.num_rows)]
        for row in find_mentions(texts, country.place_names, country.territories).to_pylist():
            answers[int(row.pop("post"))]["places"].append(row)
        return answers

    return stage
