"""The verbs of `tyndau echoes`: who shares together, and which texts are copies of one another."""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tyndau.listening.echoes import near_file, share_file
from tyndau.listening.echoes.together.compat import compat
from tyndau.listening.echoes.together.corrected import corrected
from tyndau.listening.echoes.together.graphml import graphml
from tyndau.listening.errors import CannotWrite
from tyndau.listening.parameters import Parameters
from tyndau.listening.runfolder import new_output_folder, read_run, read_table
from tyndau.words import Words

Verb = Callable[..., None]
FORMATS = ("csv", "ndjson", "graphml")


def group(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Group:
    """`tyndau echoes`, made for a command that knows how refusals are told and in which language."""

    @click.group()
    def echoes() -> None:
        """Copies and synchronised sharing: what makes one message look like many."""

    @echoes.command()
    @click.argument("shares", metavar="SHARES.csv", type=click.Path(path_type=Path))
    @click.option("--window", default=60, show_default=True, type=click.IntRange(0), help="Seconds between two shares.")
    @click.option("--min-participation", default=2, show_default=True, type=click.IntRange(1), help="Least shares.")
    @click.option("--keep-loops", is_flag=True, help="Keep pairs of one account or one content (compat).")
    @click.option("--edge-weight", default=0.5, show_default=True, type=click.FloatRange(0, 1), help="Quantile.")
    @click.option("--fast-window", type=click.IntRange(0), help="Mark pairs within so many seconds (compat).")
    @click.option("--mode", default="compat", show_default=True, type=click.Choice(("compat", "corrected")))
    @click.option("--level", default=0.01, show_default=True, type=click.FloatRange(0, 1), help="False discovery rate.")
    @click.option(
        "--declared", type=click.Path(path_type=Path), help="Accounts that share together openly, one a line."
    )
    @click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Of the edges; csv always.")
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to create.")
    @click.option("--replace", is_flag=True, help="Replace a folder written before.")
    @refusing
    def together(
        shares: Path, window: int, min_participation: int, keep_loops: bool, edge_weight: float,
        fast_window: int | None, mode: str, level: float, declared: Path | None, formats: tuple[str, ...], out: Path,
        replace: bool,
    ) -> None:  # fmt: skip
        """Find accounts that share the same objects within a window, again and again."""
        told, rejected = share_file.read(shares)
        if mode == "compat":
            found = compat(told, window, min_participation, keep_loops, edge_weight, fast_window)
        else:
            names = share_file.names(declared) if declared else ()
            found = corrected(told, window, min_participation, edge_weight, level, names)
        summary = {**found.summary, "window": window, "min_participation": min_participation, "rows": told.num_rows}
        with new_output_folder(out, replace, "summary.json") as folder:
            _write(folder / "pairs.csv", found.pairs)
            for name in ("edges", "accounts", "objects", "groups"):
                _write(folder / f"{name}.csv", [getattr(found, name)])
            if "ndjson" in formats:
                lines = (json.dumps(row, ensure_ascii=False) for row in found.edges.to_pylist())
                (folder / "edges.ndjson").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            if "graphml" in formats:
                (folder / "edges.graphml").write_bytes(graphml(found.edges))
            _rejected(folder, rejected)
            summary["rejected"] = len(rejected)
            (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
        click.echo(say()("echoes.together.done", out=out, edges=found.edges.num_rows, pairs=summary["pairs"]))
        if rejected:
            click.echo(say()("listen.lines-unread", n=len(rejected)), err=True)

    @echoes.command()
    @click.argument("file")
    @click.option(
        "--threshold", default=0.6, show_default=True, type=click.FloatRange(0.3, 1), help="Least similarity."
    )
    @click.option("--least-characters", default=Parameters.echo_least_characters, show_default=True)
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to create.")
    @click.option("--replace", is_flag=True, help="Replace a folder written before.")
    @refusing
    def near(file: str, threshold: float, least_characters: int, out: Path, replace: bool) -> None:
        """Find families of near-copies in FILE (text, or NDJSON with `text`; - is standard input)."""
        texts, rejected = near_file.read(file)
        members, families, summary = near_file.families(texts, threshold, least_characters)
        with new_output_folder(out, replace, "summary.json") as folder:
            _write(folder / "members.csv", [members])
            _write(folder / "families.csv", [families])
            _rejected(folder, rejected)
            told = {**summary, "rejected": len(rejected)}
            (folder / "summary.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        click.echo(say()("echoes.near.done", out=out, n=summary["families"], texts=summary["texts"]))
        if rejected:
            click.echo(say()("listen.lines-unread", n=len(rejected)), err=True)

    @echoes.command()
    @click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
    @click.option("--out", type=click.Path(path_type=Path), help="File to write; standard output when not given.")
    @refusing
    def signs(run: Path, out: Path | None) -> None:
        """Tell the signs of automation of each group of the run folder RUN, as CSV."""
        read_run(run)
        found = read_table(run, "signs.parquet")
        _tell(found, out)
        groups, unusual = len(pc.unique(found["group"])), pc.sum(found["unusual"]).as_py() or 0
        click.echo(say()("echoes.signs.done", n=groups), err=True)
        click.echo(say()("echoes.signs.unusual", figures=found.num_rows, n=unusual), err=True)
        click.echo(say()("echoes.signs.verdict"), err=True)

    return echoes


def _tell(table: Any, out: Path | None) -> None:
    """A table as CSV into a file, or on standard output."""
    options = pacsv.WriteOptions(quoting_style="needed")
    if out is None:
        sink = pa.BufferOutputStream()
        pacsv.write_csv(table, sink, options)
        sys.stdout.write(sink.getvalue().to_pybytes().decode())
        return
    try:
        pacsv.write_csv(table, out, options)
    except OSError as error:
        raise CannotWrite(path=out, reason=error.strerror or type(error).__name__) from None


def _write(path: Path, tables: Iterable[Any]) -> None:
    """Tables of one shape as one CSV, block by block; no block at all gives an empty file with nothing to read."""
    writer = None
    try:
        for table in tables:
            if writer is None:
                writer = pacsv.CSVWriter(path, table.schema, write_options=pacsv.WriteOptions(quoting_style="needed"))
            writer.write(table)
    finally:
        if writer is not None:
            writer.close()


def _rejected(folder: Path, rejected: list[tuple[int, str, str]]) -> None:
    if rejected:
        with (folder / "rejected.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(("row", "reason", "detail"))
            rows.writerows(rejected)
