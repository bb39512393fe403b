"""Verbs that run one stage over a file of texts and answer line by line, in the same order.

A file holds one text a line, or NDJSON with a `text` field. Answers are NDJSON; a line that cannot be read gets an
`error` in its place, so that answer n always belongs to line n.
"""

from collections.abc import Callable
from typing import Any

import click
import orjson
import pyarrow as pa

from tyndau import jurisdictions
from tyndau.listening.places.mentions import find_mentions
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.textlines import lines_of, texts_of
from tyndau.words import Words

BATCH = 10_000
Answer = dict[str, Any]


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
