"""A run from files to a run folder: reads, listens, writes, and only then lets the folder appear."""

import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tyndau.keys import key_id
from tyndau.listening import declared, runfolder
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.country import Country
from tyndau.listening.echoes.minhash import SCHEME
from tyndau.listening.errors import BadRun, EmptyWindow
from tyndau.listening.parameters import Parameters
from tyndau.listening.pipeline import Heard, listen
from tyndau.listening.pseudonyms import pseudonymise
from tyndau.listening.reading import Reading, read
from tyndau.listening.report.figures import Figures, figures
from tyndau.listening.report.page import Origin, render
from tyndau.listening.runner import Runner, Watcher
from tyndau.listening.running import Running, start
from tyndau.listening.sources.source import Options, sha256_of
from tyndau.listening.stores import Stored, fetched
from tyndau.listening.topics import model_file
from tyndau.listening.topics.overruled import check_labels

PACKAGES = (
    "duckdb",
    "pyarrow",
    "numpy",
    "PyStemmer",
    "ahocorasick-rs",
    "feedparser",
    "networkit",
    "python-calamine",
    "scikit-learn",
    "scipy",
    "tzdata",
)


@dataclass(frozen=True)
class Request:
    """All that the user asked for."""

    paths: tuple[Path | Stored, ...]
    out: Path | Stored
    options: Options
    parameters: Parameters
    format: str | None = None
    previous: Path | Stored | None = None
    model: Path | None = None  # a trained topic classifier
    declared: Path | None = None  # accounts that share together openly
    replace: bool = False
    running: Running = field(default_factory=Running)


@dataclass(frozen=True)
class Outcome:
    out: Path | Stored
    posts: int
    demands: int
    rejected: int
    unread: tuple[tuple[str, str], ...]  # files rejected whole: name and what happened
    other_key: bool  # the previous run was made with another pseudonym key


def run(request: Request, key: bytes, country: Country, watcher: Watcher, at: datetime) -> Outcome:
    """Read, listen, write. `at` is the instant that the report calls its own. Raises a Refused and leaves nothing."""
    wanted = request.parameters
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise EmptyWindow(since=wanted.since, until=wanted.until)
    runfolder.check_output(request.out, request.replace)
    before, previous = _earlier(request.previous)
    model = None
    if request.model:
        model = model_file.load(request.model)
        check_labels(model.labels, country.topics)
    openly = declared.load(request.declared, key) if request.declared else declared.DECLARED.empty_table()
    with start(request.running, watcher, wanted.batch_rows) as runner:
        reading, posts = _read(request, key, runner)
        heard = listen(posts.pop(), country, wanted, runner, previous, model, openly)
    numbers = figures(heard, reading.rejected, country)
    with runfolder.new_run_folder(request.out, request.replace) as folder:
        tables = {
            "posts.parquet": heard.posts, "voices.parquet": heard.voices, "demands.parquet": heard.demands,
            "echoes.parquet": heard.echoes, "synchronised.parquet": heard.synchronised, **heard.findings.tables(),
            "changes.parquet": heard.changes, "rejected.parquet": reading.rejected,
        }  # fmt: skip
        for name, table in tables.items():
            runfolder.write_table(folder, name, table)
        runfolder.write_publishable(folder, heard.demands, wanted.suppress_below)
        with runner.stage("report", heard.demands.num_rows) as out:
            read_files = sum(one.rows > 0 for one in reading.inputs)
            origin = Origin(at, version("tyndau"), read_files, key_id(key), _period(before))
            page = render(heard, numbers, country, wanted, origin)
            (folder / "report.html").write_text(page, encoding="utf-8")
            out.append(1)
        told = _run_json(request, key, country, reading, heard, numbers, runner, at, before)
        runfolder.write_json(folder, "run.json", told)
    other_key = before is not None and before.get("key_id") != key_id(key)
    unread = tuple((row["file"], row["detail"]) for row in reading.rejected.to_pylist() if row["row"] is None)
    counts = heard.posts.num_rows, heard.demands.num_rows, reading.rejected.num_rows
    return Outcome(request.out, *counts, unread, other_key)


def _earlier(folder: Path | Stored | None) -> tuple[dict[str, Any] | None, tuple[Any, Any] | None]:
    """run.json of the run compared with, and its DEMANDS and VOICES."""
    if folder is None:
        return None, None
    with fetched(folder, ("run.json", "demands.parquet", "voices.parquet")) as copy:
        try:
            before = runfolder.read_run(copy)
            return before, (
                runfolder.read_table(copy, "demands.parquet"), runfolder.read_table(copy, "voices.parquet")
            )  # fmt: skip
        except BadRun as error:
            raise BadRun(path=folder, reason=error.facts["reason"]) from None


def _read(request: Request, key: bytes, runner: Runner) -> tuple[Reading, list[Any]]:
    """What was read, and its posts in a list that is the only hold on them: each stage may let them go."""
    with runner.stage("read", 100) as out:
        reading = read(
            request.paths,
            request.options,
            request.format,
            lambda done, total: runner.watcher.advance(100 * done // max(total, 1)),
            partial(pseudonymise, key=key),
            runner.each,
            runner.part_bytes,
        )
        posts, reading.posts = [reading.posts], None
        out.append(posts[0].num_rows)
    runner.stages[-1].rows_in = posts[0].num_rows + reading.rejected.num_rows
    return reading, posts


def _period(run: dict[str, Any] | None) -> tuple[date, date] | None:
    """First and last day of an earlier run."""
    if run is None:
        return None
    return date.fromisoformat(run["period"]["first"]), date.fromisoformat(run["period"]["last"])


def _run_json(
    request: Request, key: bytes, country: Country, reading: Reading, heard: Heard, numbers: Figures,
    runner: Runner, at: datetime, before: dict[str, Any] | None,
) -> dict[str, Any]:  # fmt: skip
    """What docs/run-folder.md promises of run.json."""
    counts = numbers.counts
    return {
        "run_folder_version": runfolder.VERSION,
        "computed_at": at.isoformat(),
        "files": sorted([*runfolder.TABLES, "demands.csv", "report.html", "run.json"]),
        "jurisdiction": {"code": country.code, "sha256": country.sha256},
        "key_id": key_id(key),
        "period": {"first": heard.first.isoformat(), "last": heard.last.isoformat(), "zone": str(country.zone)},
        "inputs": [asdict(one) for one in reading.inputs],
        "passed_over": reading.passed_over,
        "parameters": {
            **request.parameters.as_json(),
            "zone": str(request.options.zone) if request.options.zone else None,
            "format": request.format,
            "columns": {name: list(value) for name, value in request.options.columns.items()},
            "always": dict(request.options.always),
            "echo_scheme": SCHEME,
            "alarms": asdict(AlarmParameters()),
            "model": None if request.model is None else {"sha256": sha256_of(request.model)},
            "declared": None
            if request.declared is None
            else {"sha256": sha256_of(request.declared), "rows": heard.findings.declared.num_rows},
        },
        "previous": None
        if before is None
        else {"computed_at": before.get("computed_at"), "same_key": before.get("key_id") == key_id(key)},
        "counts": counts,
        "shares": _shares(counts),
        "network": heard.findings.network.told,
        "runner": runner.told(),
        "stages": [asdict(stage) for stage in runner.stages],
        "versions": {
            "tyndau": version("tyndau"),
            "python": platform.python_version(),
            "platform": sys.platform,
            **{name: version(name) for name in PACKAGES},
        },
    }


def _shares(counts: dict[str, int]) -> dict[str, dict[str, float | int]]:
    """Shares without place, topic or body, each with its n."""
    wholes: Iterable[tuple[str, str, str]] = (
        ("posts_without_place", "no_place", "posts"),
        ("posts_without_topic", "no_topic", "posts"),
        ("voices_without_place", "voices_no_place", "voices"),
        ("demands_without_body", "demands_no_body", "demands"),
        ("demands_with_unverified_body", "bodies_unverified", "demands"),
    )
    return {
        name: {"share": round(counts[part] / counts[whole], 4) if counts[whole] else 0.0, "n": counts[whole]}
        for name, part, whole in wholes
    }
