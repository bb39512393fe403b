"""`tyndau country`: verbs for whoever edits a country's tables. Each calls the jurisdictions and prints the outcome."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from tyndau.jurisdictions import checking, folders
from tyndau.words import Words

Verb = Callable[..., None]


def country_group(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Group:
    """The group of verbs. `refusing` turns a refusal into its sentences, `say` gives the reader's words."""

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

    return country
