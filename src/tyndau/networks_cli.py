"""The verb `tyndau networks`: who speaks of whom in a run, in figures of communities."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from tyndau import keys
from tyndau.listening.networks.circles import THICK, Parameters
from tyndau.listening.networks.heard import Network
from tyndau.listening.networks.publish import MOST_SHOWN
from tyndau.progress import StageProgress
from tyndau.words import Words

Verb = Callable[..., None]


def verb(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Command:
    """`tyndau networks`, for a command that knows how refusals are told and in which language."""

    @click.command()
    @click.argument("run", type=click.Path(path_type=Path))
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to create.")
    @click.option("--declared", type=click.Path(path_type=Path), help="CSV of accounts that may be shown by name.")
    @click.option("--resamples", default=200, show_default=True, type=click.IntRange(20, 10_000))
    @click.option("--seed", default=20260101, show_default=True, type=click.IntRange(0, 2**31 - 1))
    @click.option("--top", default=20, show_default=True, type=click.IntRange(1, 10_000), help="So many lead.")
    @click.option("--working", is_flag=True, help="Also write leaders.parquet: pseudonyms, for the analyst only.")
    @click.option("--replace", is_flag=True, help="Replace a folder that this command made before.")
    @refusing
    def networks(
        run: Path, out: Path, declared: Path | None, resamples: int, seed: int, top: int, working: bool, replace: bool
    ) -> None:  # fmt: skip
        """Communities, bridges, leaders and polarisation in the reposts, replies and mentions of the run folder RUN."""
        from tyndau.listening.networks import folder

        words = say()
        key = keys.load(keys.key_path()) if declared else None
        parameters = Parameters(resamples, seed, top, account_resamples=resamples)
        with StageProgress(words) as progress:
            found = folder.write(run, out, declared, key, parameters, progress, datetime.now(UTC), working, replace)
        for line in lines(found, words):
            click.echo(line)
        click.echo(words("networks.done", path=out))
        if working:
            click.echo(words("networks.working", path=out / folder.WORKING), err=True)

    return networks


def lines(found: Network, words: Words) -> list[str]:
    """What the network is like, in sentences; no account and no pseudonym."""
    told = found.summary
    if not told["ties"]:
        return [words("networks.none", posts=told["posts"])]
    few = words("networks.few")
    size = {name: few if told[name] is None else told[name] for name in ("accounts", "authors")}
    stability = told["stability"]
    rand = {name: words.number(stability[name], 2) for name in ("adjusted_rand", "low", "high")}
    shown = told["shown"]
    thin = [words("networks.thin", least=THICK)] if told["ties_per_account"] < THICK else []
    return [
        words("networks.size", posts=told["linking_posts"], of=told["posts"], ties=told["ties"], **size),
        words(
            "networks.communities",
            n=shown["communities"],
            most=MOST_SHOWN,
            modularity=words.number(told["modularity"], 2),
        ),
        words("networks.stability", resamples=stability["resamples"], **rand),
        *thin,
        words("networks.demands", shown=shown["demands"], hidden=shown["demands_too_small"]),
    ]
