"""The verbs of `tyndau demands`: what was heard goes into the portal. Django is loaded inside the verbs."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from tyndau.progress import StageProgress
from tyndau.words import Words

Verb = Callable[..., None]


def group(refusing: Callable[[Verb], Verb], say: Callable[[], Words], ready: Callable[[], None]) -> click.Group:
    """`tyndau demands`, for a command that knows how refusals are told; `ready` loads Django."""

    @click.group()
    def demands() -> None:
        """Demands of the portal."""

    @demands.command("import")
    @click.argument("folder", type=click.Path(path_type=Path))
    @refusing
    def import_(folder: Path) -> None:
        """Publish the listening run of FOLDER on the portal. The same run twice changes nothing."""
        ready()
        from django.conf import settings

        from tyndau import jurisdictions
        from tyndau.portal.analysis.services import keep
        from tyndau.portal.demands.services import import_run
        from tyndau.portal.running import preparing

        words = say()
        preparing.home()
        preparing.database(False, lambda key, **places: click.echo(words(key, **places), err=True))
        country = jurisdictions.load(settings.JURISDICTION)
        with StageProgress(words) as progress:
            done = import_run(folder, country, datetime.now(UTC), progress, also=(keep,))
        if done.again:
            click.echo(words("published.again", path=folder, demands=done.demands))
            return
        click.echo(words("published.done", demands=done.demands, new=done.new, ended=done.ended, hidden=done.hidden))
        if done.rejected:
            click.echo(words("published.rejected", n=done.rejected), err=True)

    return demands
