"""The `tyndau` command: one verb, one call into one part.

Exit codes: 0 done (rejected rows are counted), 1 `doctor`, `country check` or `coding check` found
something to mend, 2 the call or its input is unusable.
"""

import os
import sys
import webbrowser
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pyarrow as pa

from tyndau import (
    alarms_cli,
    checking,
    coding_cli,
    comparing,
    demands_cli,
    diagnosis_cli,
    echoes_cli,
    hostile_cli,
    jurisdictions,
    keys,
    networks_cli,
    represent_cli,
    serve_cli,
    single_stage,
    staff_cli,
    topics_cli,
)
from tyndau import doctor as doctoring
from tyndau.country_verbs import country_group
from tyndau.demo import posts as demo_posts
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.running import Running
from tyndau.listening.sources.mapping import load_columns
from tyndau.listening.sources.source import Options
from tyndau.listening.stores import Stored
from tyndau.listening.zones import zone as zone_of
from tyndau.progress import StageProgress
from tyndau.refusals import Refused
from tyndau.running_options import PLACE, running_options
from tyndau.words import reader_language, words

SAY = words(reader_language())


class BadDay(Refused):
    code = "option.bad-day"


def refusing(verb: Callable[..., None]) -> Callable[..., None]:
    """A refusal becomes its two sentences on stderr and exit code 2; anything else is a bug and may crash."""

    @wraps(verb)
    def told(*args: Any, **options: Any) -> None:
        try:
            verb(*args, **options)
        except Refused as refused:
            click.echo(f"{refused.tell(SAY.language)} [{refused.code}]", err=True)
            sys.exit(2)

    return told


def _day(option: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadDay(option=option, value=value) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(version("tyndau"), prog_name="tyndau")
def main() -> None:
    """Tyndau: hears what people ask of the state, and shows who owes an answer."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PLACE, metavar="PATH...")
@click.option("--out", required=True, type=PLACE, help="Run folder to create.")
@click.option("--format", "named", help="Format of the files; found out by content when not given.")
@click.option("--columns", type=click.Path(path_type=Path), help="TOML file that says where the fields stand.")
@click.option("--zone", help="Zone of times that carry none, such as Asia/Almaty.")
@click.option("--from", "since", metavar="DAY", help="First day, as 2026-03-01.")
@click.option("--to", "until", metavar="DAY", help="Last day, included.")
@click.option("--previous", type=PLACE, help="Earlier run folder to compare with.")
@click.option("--model", type=click.Path(path_type=Path), help="Trained topic classifier; see `tyndau topics train`.")
@click.option("--declared", type=click.Path(path_type=Path), help="CSV of officials, media, organisations, by name.")
@click.option("--jurisdiction", default="kz", show_default=True, help="Country: a code or your own folder.")
@click.option("--replace", is_flag=True, help="Replace an existing run folder.")
@click.option("--open", "opening", is_flag=True, help="Open the report where there is a desktop.")
@running_options
@refusing
def listen(
    paths: tuple[Path | Stored, ...], out: Path | Stored, named: str | None, columns: Path | None, zone: str | None,
    since: str | None, until: str | None, previous: Path | Stored | None, model: Path | None, declared: Path | None,
    jurisdiction: str, replace: bool, opening: bool, running: Running,
) -> None:  # fmt: skip
    """Read posts and write what people ask of the state into a run folder with a report."""
    mapping, always = load_columns(columns) if columns else ({}, {})
    country = jurisdictions.load(jurisdiction)
    request = Request(
        paths=paths,
        out=out,
        options=Options(zone_of(zone) if zone else None, mapping, always),
        parameters=Parameters(country.code, _day("--from", since), _day("--to", until)),
        format=named,
        previous=previous,
        model=model,
        declared=declared,
        replace=replace,
        running=running,
    )
    key = keys.load(keys.key_path())
    # The system's allocator gives memory back between stages: a quarter less at a million posts, in the same time.
    pa.set_memory_pool(pa.system_memory_pool())
    with StageProgress(SAY) as progress:
        outcome = run(request, key, country, progress, datetime.now(UTC))
    if outcome.other_key:
        click.echo(SAY("listen.other-key", path=previous), err=True)
    for file, what in outcome.unread:
        click.echo(SAY("listen.unread", file=file, what=what), err=True)
    done = {"out": out, "demands": outcome.demands, "posts": outcome.posts, "rejected": outcome.rejected}
    click.echo(SAY("listen.done", **done))
    report = (out / "report.html").absolute()
    click.echo(SAY("listen.report", path=report))
    if opening and (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("darwin", "win32")
    ):
        webbrowser.open(report.as_uri())


@main.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@refusing
def compare(before: Path, after: Path) -> None:
    """Show two run folders side by side: what is new, gone, and going on."""
    for line in comparing.lines(before, after, SAY):
        click.echo(line)


@main.command()
@click.argument("file")
@refusing
def language(file: str) -> None:
    """Name the language of each line of FILE (text, or NDJSON with `text`; - is standard input)."""
    single_stage.answer(file, single_stage.language_stage, SAY)


@main.command()
@click.argument("file")
@click.option("--jurisdiction", default="kz", show_default=True, help="Country: a code or your own folder.")
@refusing
def places(file: str, jurisdiction: str) -> None:
    """Find places in each line of FILE (text, or NDJSON with `text`; - is standard input)."""
    single_stage.answer(file, single_stage.places_stage(jurisdiction), SAY)


main.add_command(alarms_cli.group(refusing, lambda: SAY))
main.add_command(echoes_cli.group(refusing, lambda: SAY))
main.add_command(topics_cli.group(refusing, lambda: SAY))
main.add_command(coding_cli.group(refusing, lambda: SAY))
main.add_command(hostile_cli.verb(refusing, lambda: SAY))
main.add_command(represent_cli.verb(refusing, lambda: SAY))
main.add_command(diagnosis_cli.verb(refusing, lambda: SAY))
main.add_command(demands_cli.group(refusing, lambda: SAY, serve_cli.django_ready))
main.add_command(networks_cli.verb(refusing, lambda: SAY))
main.add_command(staff_cli.group(refusing, lambda: SAY))
for _verb in serve_cli.verbs(refusing, lambda: SAY):
    main.add_command(_verb)


@main.group(name="keys")
def keys_group() -> None:
    """The pseudonym key."""


@keys_group.command()
@click.option("--if-missing", is_flag=True, help="Be content when there is one already.")
@refusing
def create(if_missing: bool) -> None:
    """Create the pseudonym key outside repository and outputs."""
    path = keys.key_path()
    try:
        keys.create(path)
    except keys.KeyExists:
        if not if_missing:
            raise
        keys.load(path)
        click.echo(SAY("keys.kept", path=path))
    else:
        click.echo(SAY("keys.created", path=path))


@main.group(invoke_without_command=True)
@click.option("--check", is_flag=True, help="Listen to demo posts and show how much of the planted truth was found.")
@click.option("--input", "source", type=click.Path(path_type=Path), help="Demo corpus to check; made when not given.")
@click.option("--run", "heard", type=click.Path(path_type=Path), help="Run over --input; made when not given.")
@click.option("--posts", "count", default=demo_posts.POSTS, show_default=True, type=click.IntRange(100, 5_000_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
@refusing
def demo(
    context: click.Context, check: bool, source: Path | None, heard: Path | None, count: int, seed: int, as_json: bool
) -> None:
    """Synthetic posts, written for this project, and a check of the engine against what was planted in them."""
    if context.invoked_subcommand is not None:
        return
    if not check:
        click.echo(context.get_help())
        return
    if heard and not source:
        raise click.UsageError("--run needs --input: the truth lies beside the posts.")
    if not source:
        click.echo(SAY("demo.check.progress", n=count, seed=seed), err=True)
    with StageProgress(SAY) as progress:
        figures = checking.checked(source, heard, count, seed, progress)
    click.echo(checking.as_json(figures) if as_json else "\n".join(checking.lines(figures, SAY)))


@demo.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write the posts into.")
@click.option("--posts", "count", default=demo_posts.POSTS, show_default=True, type=click.IntRange(1, 5_000_000))
@click.option("--seed", default=1, show_default=True)
@click.option("--until", default="2026-10-31", show_default=True, metavar="DAY", help="Last day of the posts.")
@click.option("--replace", is_flag=True, help="Replace posts written before.")
@refusing
def posts(out: Path, count: int, seed: int, until: str, replace: bool) -> None:
    """Write demo posts: invented people, invented troubles."""
    last = _day("--until", until) or date(2026, 10, 31)
    written = demo_posts.write(out, count, seed, last, replace)
    click.echo(SAY("demo.written", path=out, n=written, seed=seed))


@main.command()
@refusing
def doctor() -> None:
    """Check this installation and say how to mend what is wrong."""
    findings = list(doctoring.examine(SAY, os.environ))
    for finding in findings:
        click.echo(("ok  " if finding.ok else "!!  ") + finding.text)
    bad = sum(not finding.ok for finding in findings)
    click.echo(SAY("doctor.bad", n=bad) if bad else SAY("doctor.ok"))
    sys.exit(1 if bad else 0)


main.add_command(country_group(refusing, lambda: SAY, _day))
