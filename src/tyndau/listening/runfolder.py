"""The run folder: the contract between a listening run and whoever reads it (docs/run-folder.md).

It appears only when it is complete: everything is written beside it first, then renamed in one step.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from tyndau.listening.alarms.told import ALARMS, WATCHED
from tyndau.listening.demands.effort import LADDER
from tyndau.listening.demands.identity import CHANGES
from tyndau.listening.demands.ranked import DEMANDS
from tyndau.listening.demands.signal import SIGNAL
from tyndau.listening.diagnosis.diagnose import TABLES as DIAGNOSIS
from tyndau.listening.echoes.campaigns import CAMPAIGNS
from tyndau.listening.echoes.near import ECHOES
from tyndau.listening.echoes.openly import DECLARED_ACCOUNTS
from tyndau.listening.echoes.shares import SYNCHRONISED
from tyndau.listening.echoes.signs import SIGNED
from tyndau.listening.errors import BadRun, CannotWrite, DiskFull, NotARun, OutputExists
from tyndau.listening.networks import published
from tyndau.listening.posts import POSTS, REJECTED, WHERE_FROM
from tyndau.listening.represent.coverage import COVERAGE
from tyndau.listening.represent.representation import TOPIC_SHARES
from tyndau.listening.stores import Stored
from tyndau.listening.upload import new_stored_folder

VERSION = 1
ROWS_AT_ONCE = 131_072  # of a table, in one piece of its file
UNDERSTOOD = pa.schema(
    [
        *(field for field in POSTS if field.name not in WHERE_FROM),
        ("normal", pa.string()),
        ("language", pa.string()),
        ("probability", pa.float64()),
        ("script", pa.string()),
        ("territory", pa.string()),
        ("place", pa.string()),
        ("territory_from", pa.string()),
        ("territory_confidence", pa.float64()),
        ("topic", pa.string()),
        ("topic_score", pa.float64()),
        ("topic_share", pa.float64()),
        ("trouble", pa.bool_()),
        ("topic_second", pa.string()),
        ("topic_from", pa.string()),
        ("kind", pa.string()),
    ]
)
VOICES = pa.schema(
    [
        ("demand_id", pa.string()),
        ("post", pa.string()),
        ("topic", pa.string()),
        ("territory", pa.string()),
        ("platform", pa.string()),
        ("account", pa.string()),
        ("echo", pa.string()),
        ("synchronised", pa.string()),
        ("time", pa.timestamp("us", tz="UTC")),
    ]
)
TABLES = {
    "posts.parquet": UNDERSTOOD,
    "voices.parquet": VOICES,
    "demands.parquet": DEMANDS,
    "echoes.parquet": ECHOES,
    "synchronised.parquet": SYNCHRONISED,
    "signal.parquet": SIGNAL,
    "ladder.parquet": LADDER,
    "campaigns.parquet": CAMPAIGNS,
    "coverage.parquet": COVERAGE,
    "topic_shares.parquet": TOPIC_SHARES,
    "signs.parquet": SIGNED,
    "declared.parquet": DECLARED_ACCOUNTS,
    "changes.parquet": CHANGES,
    "alarms.parquet": ALARMS,
    "series.parquet": WATCHED,
    "rejected.parquet": REJECTED,
    **published.TABLES,
    **DIAGNOSIS,
}


def new_run_folder(out: Path | Stored, replace: bool) -> AbstractContextManager[Path]:
    """A new run folder, here or in a store. Refuses as new_output_folder."""
    if isinstance(out, Stored):
        return new_stored_folder(out, replace, "run.json")
    return new_output_folder(out, replace, "run.json")


@contextmanager
def new_output_folder(out: Path, replace: bool, holds: str) -> Iterator[Path]:
    """A folder to write into; it becomes `out` when the body ends well and is removed when it does not.

    holds  the file by which a folder is known that may be replaced

    Refuses OutputExists, NotARun (--replace names a folder that is no run), CannotWrite, DiskFull.
    """
    out = out.absolute()
    _check(out, replace, holds)
    partial = out.parent / f".{out.name}.partial-{os.getpid()}"
    try:
        partial.mkdir(parents=True, mode=0o700)
        yield partial
        _appear(partial, out)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(path=out) from None
        raise CannotWrite(path=out, reason=os.strerror(error.errno) if error.errno else str(error)) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_output(out: Path | Stored, replace: bool) -> None:
    """Refuse at once what could not be written at the end: an existing folder, a parent that takes no folder."""
    try:
        with new_run_folder(out, replace):
            raise _Probed
    except _Probed:
        return


class _Probed(Exception):
    """Ends a probe of the output before anything appears."""


def _check(out: Path, replace: bool, holds: str) -> None:
    if not out.exists():
        return
    if not replace:
        raise OutputExists(path=out)
    if not (out / holds).is_file() and not (out.is_dir() and not any(out.iterdir())):
        raise NotARun(path=out)


def _appear(partial: Path, out: Path) -> None:
    if not out.exists():
        partial.rename(out)
        return
    old = out.parent / f".{out.name}.old-{os.getpid()}"
    out.rename(old)
    partial.rename(out)
    shutil.rmtree(old)


def write_table(folder: Path, name: str, table: Any) -> None:
    """Write a table of the contract; a table that departs from it is a bug and raises.

    The bytes depend on the rows alone, not on the pieces in which they were computed.
    """
    schema = TABLES[name]
    told = table.select(schema.names).cast(schema)
    with pq.ParquetWriter(folder / name, schema, compression="zstd") as file:
        for begin in range(0, told.num_rows, ROWS_AT_ONCE):
            file.write_table(told.slice(begin, ROWS_AT_ONCE).combine_chunks(), ROWS_AT_ONCE)


def write_publishable(folder: Path, demands: Any, below: int) -> None:
    """demands.csv for spreadsheets and for publication: no quotes, and no demand of fewer than `below` accounts.

    Key phrases stand without their numbers of accounts: these may be below `below`.
    """
    kept = demands.filter(pc.greater_equal(demands["accounts_max"], below)).drop_columns(["quotes"])
    for name in ("platforms", "languages", "words"):
        index = kept.column_names.index(name)
        kept = kept.set_column(index, name, pc.binary_join(kept[name], ", "))
    phrases = ["; ".join(one["phrase"] for one in row) for row in kept["key_phrases"].to_pylist()]
    index = kept.column_names.index("key_phrases")
    kept = kept.set_column(index, "key_phrases", pa.array(phrases, pa.string()))
    with (folder / "demands.csv").open("wb") as file:
        file.write(b"\xef\xbb\xbf")  # spreadsheets read Cyrillic right only with a byte order mark
        pacsv.write_csv(kept, file)


def write_json(folder: Path, name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    (folder / name).write_text(text + "\n", encoding="utf-8")


def read_run(folder: Path) -> dict[str, Any]:
    """run.json of an earlier run. Refuses BadRun: no run, a broken one, or one of another version."""
    try:
        run: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadRun(path=folder, reason=type(error).__name__) from None
    if not isinstance(run, dict) or run.get("run_folder_version") != VERSION:
        raise BadRun(path=folder, reason=f"version {run.get('run_folder_version') if isinstance(run, dict) else '?'}")
    return run


def read_table(folder: Path, name: str, columns: list[str] | None = None) -> Any:
    """A table of an earlier run, or some of its columns. Refuses BadRun."""
    try:
        return pq.read_table(folder / name, schema=TABLES[name], columns=columns)
    except (OSError, pa.ArrowInvalid) as error:
        raise BadRun(path=folder, reason=f"{name}: {type(error).__name__}") from None


def read_or_empty(folder: Path, name: str) -> Any:
    """As read_table, and no rows where the run was made before there was such a table. Refuses BadRun also for NaN."""
    if not (folder / name).exists():
        return TABLES[name].empty_table()
    table = read_table(folder, name)
    for field in table.schema:
        if pa.types.is_floating(field.type) and pc.any(pc.is_nan(table[field.name])).as_py():
            raise BadRun(path=folder, reason=f"{name}: {field.name}: NaN")
    return table
