"""The verbs that run the portal: serve it, manage it, back it up and restore it. Django is loaded inside the verbs."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tyndau.words import Words

Verb = Callable[..., None]
MEGABYTE = 1_000_000


def verbs(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> list[click.Command]:
    """`serve`, `manage`, `backup`, `restore`, for a command that knows how refusals are told and in which language."""

    def tell(key: str, **places: Any) -> None:
        click.echo(say()(key, **places), err=True)

    @click.command()
    @click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
    @click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
    @click.option("--workers", type=click.IntRange(1, 64), help="Web processes; by the number of cores if not given.")
    @click.option("--migrate", is_flag=True, help="Bring the database to this version first (SQLite: always done).")
    @refusing
    def serve(host: str, port: int, workers: int | None, migrate: bool) -> None:
        """Run the portal: web server and worker of tasks together, until Ctrl-C."""
        from tyndau.portal.running import preparing, supervisor

        preparing.address(host, port)
        preparing.home()
        shown = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        os.environ.setdefault("TYNDAU_SITE_URL", shown)
        django_ready()
        preparing.database(migrate, tell)
        preparing.static_files(tell)
        children = supervisor.commands(host, port, workers)
        ended = supervisor.supervise(children, ready=lambda: tell("serve.ready", address=shown))
        if ended.child:
            tell("serve.child-ended", child=ended.child, code=ended.code)
        else:
            tell("serve.ended")
        sys.exit(ended.code)

    @click.command(
        add_help_option=False, context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="COMMAND...")
    @refusing
    def manage(arguments: tuple[str, ...]) -> None:
        """Django's own commands for the portal: migrate, check, shell … (Accounts: `tyndau staff`.)"""
        _settings()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["tyndau manage", *arguments])

    @click.command()
    @click.argument("out", type=click.Path(path_type=Path))
    @refusing
    def backup(out: Path) -> None:
        """Write database and files of the portal into the file OUT (a .tar.gz). The portal may go on running."""
        django_ready()
        from tyndau.portal import environment
        from tyndau.portal.running import backup as backups
        from tyndau.portal.running import stores

        kept = backups.write(out, stores.of_the_portal(), environment.home(), datetime.now(UTC))
        click.echo(say()("backup.written", path=out, files=kept.files, size=say().number(kept.size / MEGABYTE, 1)))
        for path in kept.left_out:
            tell("backup.left-out", path=path)
        tell("backup.secret")

    @click.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--replace", is_flag=True, help="Replace the database and files that are there.")
    @refusing
    def restore(file: Path, replace: bool) -> None:
        """Put database and files of a backup back. Stop the portal first."""
        django_ready()
        from tyndau.portal import environment
        from tyndau.portal.running import backup as backups
        from tyndau.portal.running import stores

        kept = backups.restore(file, stores.of_the_portal(), environment.home(), replace)
        click.echo(say()("backup.restored", path=file, files=kept.files, made=kept.made))

    return [serve, manage, backup, restore]


def _settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyndau.portal.settings")


def django_ready() -> None:
    """Load the portal with its settings; verbs call it, so that the command starts without Django."""
    _settings()
    import django

    django.setup()
