"""`tyndau demo --check`: a demo corpus, a run over it, and how much of the truth the run found, as tables."""

import json
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from tyndau import jurisdictions
from tyndau.demo.check import Figure, check, read_truth
from tyndau.demo.posts import write
from tyndau.demo.rises import planted_rises
from tyndau.demo.tension import tension
from tyndau.keys import KEY_BYTES
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.runfolder import read_run, read_table
from tyndau.listening.runner import Watcher
from tyndau.listening.sources.source import Options
from tyndau.words import Words, catalogue

LAST = date(2026, 10, 31)
TABLES = ("posts", "voices", "demands", "echoes", "synchronised", "signal")


def checked(source: Path | None, heard: Path | None, posts: int, seed: int, watcher: Watcher) -> list[Figure]:
    """The figures of a corpus and a run; what is not given is made in a temporary folder and removed.

    posts, seed  of the corpus to make where `source` is None

    Refuses NoTruth, OtherPosts, BadRun.
    """
    with tempfile.TemporaryDirectory() as folder:
        if source is None:
            source = Path(folder) / "input"
            write(source, posts, seed, LAST, replace=False)
        truth, planted = read_truth(source)
        events = planted_rises(source)
        if heard is None:
            heard = Path(folder) / "run"
            named = source / "declared.csv"
            openly = named if named.is_file() else None  # a corpus of an earlier version has none
            request = Request((source / "posts",), heard, Options(), Parameters("kz"), declared=openly)
            run(request, secrets.token_bytes(KEY_BYTES), jurisdictions.load("kz"), watcher, datetime.now(UTC))
        read_run(heard)
        found = check(truth, planted, {name: read_table(heard, f"{name}.parquet") for name in TABLES})
        return found + tension(events, *(read_table(heard, f"{name}.parquet") for name in ("alarms", "series")))


def as_json(figures: list[Figure]) -> str:
    return json.dumps([asdict(figure) for figure in figures], indent=1)


def lines(figures: list[Figure], say: Words) -> Iterator[str]:
    """A table a section: a row a group, a column a figure, in each cell the share and how many of how many."""
    for section in dict.fromkeys(one.section for one in figures):
        yield ""
        yield say(f"demo.check.section.{section}")
        own = [one for one in figures if one.section == section]
        names = list(dict.fromkeys(one.name for one in own))
        cells = {(one.group, one.name): _cell(one, say) for one in own}
        rows = [["", *(say(f"demo.check.name.{name}") for name in names)]]
        for group in dict.fromkeys(one.group for one in own):
            rows.append([_group(group, say), *(cells.get((group, name), "") for name in names)])
        widths = [max(len(row[column]) for row in rows) for column in range(len(names) + 1)]
        for first, *rest in rows:
            told = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
            yield "  ".join(["", first.ljust(widths[0]), *told]).rstrip()


def _group(group: str, say: Words) -> str:
    if not group:
        return say("demo.check.all")
    key = f"demo.check.group.{group}"
    return say(key if key in catalogue(say.language) else f"report.kind.{group}")


def _cell(one: Figure, say: Words) -> str:
    if one.value is None:
        return say("demo.check.none")
    if one.right is None:
        return f"{say.number(one.value, 2)} (n {say.number(one.n)})"
    return f"{say.number(100 * one.value, 1)} % ({say.number(one.right)}/{say.number(one.n)})"
