"""`tyndau country`: verbs for whoever edits a country's tables. Each calls the jurisdictions and prints the outcome."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from tyndau.jurisdictions import checking, folders
from tyndau.jurisdictions.importing import bodies as importing_bodies
from tyndau.jurisdictions.importing import kato as importing_kato
from tyndau.jurisdictions.importing.boundaries import import_boundaries
from tyndau.jurisdictions.importing.kato_codes import DEPTHS
from tyndau.jurisdictions.importing.outcome import Outcome
from tyndau.jurisdictions.importing.source import named_columns
from tyndau.jurisdictions.people import people_tables
from tyndau.jurisdictions.tables import need_sheet
from tyndau.words import Words

Verb = Callable[..., None]
SHOWN = 30  # changes of one import that a terminal shows
INTO = click.option("--into", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Your own folder.")
COLUMN = click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Where a field stands.")
FILE = click.argument("file", type=click.Path(path_type=Path))


def country_group(
    refusing: Callable[[Verb], Verb], say: Callable[[], Words], day: Callable[[str, str | None], date | None]
) -> click.Group:
    """The group of verbs.

    refusing  turns a refusal into its sentences and exit code
    say       gives the reader's words
    day       reads a day that an option names
    """

    @click.group()
    def country() -> None:
        """Check, copy and fill the tables of a country."""

    @country.command()
    @click.argument("named", default="kz", metavar="[CODE|DIR]")
    @click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
    @refusing
    def check(named: str, as_json: bool) -> None:
        """List everything that is wrong or doubtful in the tables of an installed country or of a folder."""
        folder = folders.folder_of(named)
        findings = checking.findings(folder, datetime.now(UTC).date())
        errors = sum(one.is_error for one in findings)
        warnings = len(findings) - errors
        if not errors:
            people_tables(folder, need_sheet(folder, "territories").arrow())
        if as_json:
            told: dict[str, Any] = {"jurisdiction": named, "errors": errors, "warnings": warnings}
            told["findings"] = [one.as_json(say()) for one in findings]
            click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
        else:
            for one in findings:
                click.echo(("!!  " if one.is_error else "..  ") + one.sentence(say()))
            click.echo(say()("check.bad" if errors else "check.ok", folder=named, errors=errors, warnings=warnings))
        sys.exit(1 if errors else 0)

    @country.command()
    @click.argument("code")
    @click.argument("out", type=click.Path(path_type=Path), metavar="DIR")
    @refusing
    def start(code: str, out: Path) -> None:
        """Copy the tables of an installed country into a new folder of yours, to edit them there."""
        folders.start(code, out)
        click.echo(say()("country.started", code=code, path=out))

    @country.group(name="import")
    def importing() -> None:
        """Fill the tables of your folder from files of others."""

    @importing.command()
    @FILE
    @INTO
    @COLUMN
    @refusing
    def bodies(file: Path, into: Path, columns: tuple[str, ...]) -> None:
        """Add and update bodies from a CSV or Excel table."""
        mapping = named_columns(columns, importing_bodies.FIELDS)
        tell("bodies", importing_bodies.import_bodies(file, folders.own_folder(into), mapping))

    @importing.command()
    @FILE
    @INTO
    @COLUMN
    @click.option(
        "--level", type=click.Choice(list(DEPTHS)), default="district", show_default=True, help="Down to here."
    )
    @click.option("--date", "ended", metavar="DAY", help="Last day of units that the file no longer holds.")
    @refusing
    def kato(file: Path, into: Path, columns: tuple[str, ...], level: str, ended: str | None) -> None:
        """Add and rename territories from the official classifier (KATO), a CSV or Excel table."""
        mapping = named_columns(columns, importing_kato.FIELDS)
        last = day("--date", ended)
        outcome = importing_kato.import_kato(file, folders.own_folder(into), mapping, DEPTHS[level], last)
        tell("kato", outcome)
        if outcome.counts["renamed"]:
            click.echo(say()("import.renamed-note"))

    @importing.command()
    @FILE
    @INTO
    @click.option("--code-property", default="kato", show_default=True, help="Property that holds the code.")
    @refusing
    def boundaries(file: Path, into: Path, code_property: str) -> None:
        """Check polygons of territories (GeoJSON) and keep them beside your tables."""
        tell("boundaries", import_boundaries(file, folders.own_folder(into), code_property))

    def tell(what: str, outcome: Outcome) -> None:
        """Print what an import changed and what it rejected."""
        for change in outcome.changes[:SHOWN]:
            click.echo(f"{change.sign} {change.key}  {change.text}")
        if len(outcome.changes) > SHOWN:
            click.echo(say()("import.more", n=len(outcome.changes) - SHOWN))
        click.echo(say()(f"import.{what}", path=outcome.table, **outcome.counts))
        if outcome.rejected:
            told = ", ".join(f"{say()(f'import.reason.{reason}')}: {n}" for reason, n in outcome.reasons().items())
            rejected = {"n": len(outcome.rejected), "reasons": told, "path": outcome.rejected_file}
            click.echo(say()("import.rejected", **rejected), err=True)
        click.echo(say()("import.check", path=outcome.table.parent))

    return country
