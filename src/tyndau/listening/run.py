"""A run from files to a run folder: reads, listens, writes, and only then lets the folder appear."""

import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tyndau.keys import key_id
from tyndau.listening import runfolder
from tyndau.listening.country import Country
from tyndau.listening.echoes.minhash import SCHEME
from tyndau.listening.errors import EmptyWindow
from tyndau.listening.parameters import Parameters
from tyndau.listening.pipeline import Heard, listen
from tyndau.listening.pseudonyms import pseudonymise
from tyndau.listening.reading import Reading, read
from tyndau.listening.report.figures import Figures, figures
from tyndau.listening.report.page import Origin, render
from tyndau.listening.runner import LocalRunner, Watcher
from tyndau.listening.sources.source import Options, sha256_of
from tyndau.listening.topics import model_file
from tyndau.listening.topics.overruled import check_labels

PACKAGES = (
    "duckdb",
    "pyarrow",
    "numpy",
    "PyStemmer",
    "ahocorasick-rs",
    "feedparser",
    "python-calamine",
    "scikit-learn",
    "scipy",
    "tzdata",
)


@dataclass(frozen=True)
class Request:
    """All that the user asked for."""

    paths: tuple[Path, ...]
    out: Path
    options: Options
    parameters: Parameters
    format: str | None = None
    previous: Path | None = None
    model: Path | None = None  # a trained topic classifier
    replace: bool = False


@dataclass(frozen=True)
class Outcome:
    out: Path
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
    before, previous = None, None
    if request.previous:
        before = runfolder.read_run(request.previous)
        earlier = (runfolder.read_table(request.previous, f"{name}.parquet") for name in ("demands", "voices"))
        previous = next(earlier), next(earlier)
    model = None
    if request.model:
        model = model_file.load(request.model)
        check_labels(model.labels, country.topics)
    runner = LocalRunner(watcher, wanted.batch_rows)
    with runner.stage("read", 100) as out:
        reading = read(
            request.paths,
            request.options,
            request.format,
            lambda done, total: watcher.advance(100 * done // max(total, 1)),
            partial(pseudonymise, key=key),
        )
        posts, reading.posts = [reading.posts], None  # the only hold on them, so that each stage may let them go
        out.append(posts[0].num_rows)
    runner.stages[-1].rows_in = posts[0].num_rows + reading.rejected.num_rows
    heard = listen(posts.pop(), country, wanted, runner, previous, model)
    numbers = figures(heard, reading.rejected, country)
    with runfolder.new_run_folder(request.out, request.replace) as folder:
        tables = {
            "posts.parquet": heard.posts, "voices.parquet": heard.voices, "demands.parquet": heard.demands,
            "echoes.parquet": heard.echoes, "synchronised.parquet": heard.synchronised, "signal.parquet": heard.signal,
            "ladder.parquet": heard.ladder, "campaigns.parquet": heard.campaigns, "changes.parquet": heard.changes,
            "rejected.parquet": reading.rejected,
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


def _period(run: dict[str, Any] | None) -> tuple[date, date] | None:
    """First and last day of an earlier run."""
    if run is None:
        return None
    return date.fromisoformat(run["period"]["first"]), date.fromisoformat(run["period"]["last"])


def _run_json(
    request: Request, key: bytes, country: Country, reading: Reading, heard: Heard, numbers: Figures,
    runner: LocalRunner, at: datetime, before: dict[str, Any] | None,
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
            "model": None if request.model is None else {"sha256": sha256_of(request.model)},
        },
        "previous": None
        if before is None
        else {"computed_at": before.get("computed_at"), "same_key": before.get("key_id") == key_id(key)},
        "counts": counts,
        "shares": _shares(counts),
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
