"""The folder of a network: what `tyndau networks` reads of a run and writes (docs/listening/networks.md)."""

import csv
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tyndau.keys import key_id
from tyndau.listening import declared, runfolder
from tyndau.listening.networks.circles import Parameters, with_names
from tyndau.listening.networks.describing import TRAITS
from tyndau.listening.networks.graph import POST_COLUMNS
from tyndau.listening.networks.heard import Network, network
from tyndau.listening.runner import LocalRunner, Watcher
from tyndau.words import LANGUAGES, words

SUMMARY = "summary.json"
WORKING = "leaders.parquet"
PACKAGES = ("networkit", "numpy", "scipy", "duckdb", "pyarrow")
DIGITS = 6
DEFINED = (
    "arcs", "ties", "in-strength", "pagerank", "betweenness", "core", "rank", "in-top", "community", "modularity",
    "stability", "overlap", "times-expected", "evenness", "expected", "ei-index", "suppressed",
)  # fmt: skip


def write(
    run: Path, out: Path, named: Path | None, key: bytes | None, parameters: Parameters, watcher: Watcher,
    at: datetime, working: bool = False, replace: bool = False,
) -> Network:  # fmt: skip
    """Read a run folder, compute its network, write a folder that appears only when it is complete.

    named    the declared table, or None: nobody is named; key is needed with it, and must be the run's
    at       the instant that summary.json calls its own
    working  also write leaders.parquet, which holds pseudonyms
    Raises   BadRun, UnusableDeclared, OutputExists, NotARun, CannotWrite, DiskFull; then nothing is left
    """
    with runfolder.new_output_folder(out, replace, SUMMARY) as folder:
        told = runfolder.read_run(run)
        accounts = _accounts(run, told, named, key)
        posts = runfolder.read_table(run, "posts.parquet", sorted({*POST_COLUMNS, *TRAITS}))
        voices = runfolder.read_table(run, "voices.parquet", ["demand_id", "account"])
        found = network(posts, voices, accounts, parameters, LocalRunner(watcher, posts.num_rows))
        _csv(folder / "communities.csv", with_names(found.communities, "community"))
        _csv(folder / "bridges.csv", with_names(found.bridges, "community_a", "community_b"))
        _csv(folder / "polarisation.csv", found.divided.polarisation)
        _csv(folder / "spread.csv", with_names(found.divided.spread, "community"))
        _csv(folder / "named.csv", found.named)
        if working:
            pq.write_table(found.leaders, folder / WORKING, compression="zstd")
            (folder / WORKING).chmod(0o600)
        runfolder.write_json(folder, SUMMARY, _summary(told, found, parameters, at))
    return found


def _accounts(run: Path, told: dict[str, Any], named: Path | None, key: bytes | None) -> Any:
    """The declared accounts under the pseudonyms of the run; no rows where nobody is to be named."""
    if named is None or key is None:
        return declared.DECLARED.empty_table()
    if told.get("key_id") != key_id(key):
        raise declared.OtherKey(path=run, run=told.get("key_id"), ours=key_id(key))
    return declared.load(named, key)


def _summary(run: dict[str, Any], found: Network, parameters: Parameters, at: datetime) -> dict[str, Any]:
    return {
        "computed_at": at.isoformat(),
        "run": {name: run.get(name) for name in ("computed_at", "period", "jurisdiction", "key_id")},
        "parameters": vars(parameters),
        **_rounded(found.summary),
        "versions": {"tyndau": version("tyndau"), **{name: version(name) for name in PACKAGES}},
        "definitions": {
            language: {name: words(language)(f"networks.definition.{name}") for name in DEFINED}
            for language in LANGUAGES
        },
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value


def _csv(path: Path, table: Any) -> None:
    """A table for spreadsheets: these read Kazakh and Russian right only with a byte order mark."""
    columns = [
        [_rounded(one) for one in table[field.name].to_pylist()] if pa.types.is_floating(field.type)
        else table[field.name].to_pylist()
        for field in table.schema
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows(zip(*columns, strict=True))
