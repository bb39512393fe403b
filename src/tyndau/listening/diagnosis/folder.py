"""The diagnosis of a run as files for spreadsheets, with the official channels that a deployer declares."""

from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tyndau.keys import key_id
from tyndau.listening import declared as declaring
from tyndau.listening.diagnosis.agendas import APPEALS, NETWORKS, OFFICIAL, agendas
from tyndau.listening.diagnosis.diagnose import TABLES, Diagnosis, declared_kinds
from tyndau.listening.diagnosis.gap import gap
from tyndau.listening.parameters import Parameters
from tyndau.listening.runfolder import new_output_folder, read_run, read_table, write_json
from tyndau.listening.sources.source import sha256_of

KNOWN_BY = "diagnosis.json"
COLUMNS = {
    "posts": ["post", "topic", "territory", "author", "act", "kind"],
    "echoes": ["post", "echo"],
    "synchronised": ["account", "group"],
}
CURVE = ("by", "territory", "body")


class Diagnosed(NamedTuple):
    """found: the tables; official: messages of official channels that are compared, None without a list; run.json."""

    found: Diagnosis
    official: int | None
    run: dict[str, Any]


def read(run: Path, declared: Path | None, key: bytes | None) -> Diagnosed:
    """The diagnosis of a run folder; with a declared list its agenda is counted anew.

    key     the pseudonym key, needed with `declared`
    Raises  BadRun, OtherKey, and what declared.load raises
    """
    told = read_run(run)
    found = Diagnosis(*(read_table(run, name) for name in TABLES))
    if declared is None or key is None:
        listed = read_table(run, "declared.parquet", ["kind"]).num_rows > 0
        return Diagnosed(found, _messages(found.distances) if listed else None, told)
    if told.get("key_id") != key_id(key):
        raise declaring.OtherKey(path=run, run=told.get("key_id"), ours=key_id(key))
    accounts = declared_kinds(declaring.load(declared, key))
    posts, echoes, synchronised = (read_table(run, f"{name}.parquet", columns) for name, columns in COLUMNS.items())
    below = told["parameters"].get("suppress_below", Parameters.suppress_below)
    found = found._replace(**gap(agendas(posts, echoes, synchronised, accounts), below)._asdict())
    return Diagnosed(found, _messages(found.distances), told)


def _messages(distances: Any) -> int:
    """Messages of official channels in the whole country; 0 where they are too few to be compared."""
    rows = (row for row in distances.to_pylist() if row["scope"] == "all" and row["against"] == OFFICIAL)
    return max((row["against_voices"] for row in rows), default=0)


def write(diagnosed: Diagnosed, out: Path, declared: Path | None, replace: bool) -> None:
    """A CSV a table, survival.csv with the curves, and diagnosis.json. Refuses as new_output_folder."""
    found = diagnosed.found
    curves = _curves(found.persistence)
    tables = {
        "agenda": found.agenda, "agenda_distance": found.distances, "hashtags": found.hashtags,
        "persistence": found.persistence.drop_columns(["curve"]), "survival": curves,
    }  # fmt: skip
    with new_output_folder(out, replace, KNOWN_BY) as folder:
        for name, table in tables.items():
            with (folder / f"{name}.csv").open("wb") as file:
                file.write(b"\xef\xbb\xbf")  # spreadsheets read Cyrillic right only with a byte order mark
                pacsv.write_csv(_flat(table), file)
        write_json(folder, KNOWN_BY, {
            "computed_at": diagnosed.run["computed_at"],
            "period": diagnosed.run["period"],
            "channels": [NETWORKS, APPEALS, *([OFFICIAL] if diagnosed.official else [])],
            "official_messages": diagnosed.official,
            "declared": None if declared is None else {"sha256": sha256_of(declared)},
            "rows": {name: table.num_rows for name, table in tables.items()},
        })  # fmt: skip


def _curves(persistence: Any) -> Any:
    """One row a point of a curve."""
    rows = [
        {**{name: row[name] for name in CURVE}, **point} for row in persistence.to_pylist() for point in row["curve"]
    ]
    fields = [(name, pa.string()) for name in CURVE] + [("day", pa.int64()), ("at_risk", pa.int64())]
    return pa.Table.from_pylist(
        rows, schema=pa.schema(fields + [(name, pa.float64()) for name in ("share", "low", "high")])
    )


def _flat(table: Any) -> Any:
    """Lists of words become one cell."""
    for index, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(index, field.name, pc.binary_join(table[field.name], ", "))
    return table
