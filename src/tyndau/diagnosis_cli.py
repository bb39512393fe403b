"""The verb `tyndau diagnose`: what people and the state talk about, and which demands outlast the legal term."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from tyndau import jurisdictions, keys
from tyndau.listening.diagnosis import folder
from tyndau.words import Words

Verb = Callable[..., None]
SHOWN = 8  # lines of each kind: a reading, not the table


def verb(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Command:
    """`tyndau diagnose`, for a command that knows how refusals are told and in which language."""

    @click.command()
    @click.argument("run", type=click.Path(path_type=Path))
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to create.")
    @click.option("--declared", type=click.Path(path_type=Path), help="CSV of official, media and other accounts.")
    @click.option("--jurisdiction", default="kz", show_default=True, help="Country: a code or your own folder.")
    @click.option("--replace", is_flag=True, help="Replace a folder that this command made before.")
    @refusing
    def diagnose(run: Path, out: Path, declared: Path | None, jurisdiction: str, replace: bool) -> None:
        """Agenda gap, hashtags, and demands that go on being heard, of the run folder RUN."""
        country = jurisdictions.load(jurisdiction)
        key = keys.load(keys.key_path()) if declared else None
        diagnosed = folder.read(run, declared, key)
        folder.write(diagnosed, out, declared, replace)
        for line in lines(diagnosed.found, diagnosed.official, Names(country, say()), say()):
            click.echo(line)
        click.echo(say()("diagnose.done", path=out))

    return diagnose


class Names:
    """Topics, regions and bodies as the reader's language calls them; one that the country does not know, as it is."""

    def __init__(self, country: Any, say: Words) -> None:
        self.say = say
        tables = ((country.topics, "topic"), (country.territories, "kato"), (country.bodies, "body"))
        self.known = {
            row[key]: row[f"name_{say.language}"] or row[key] for table, key in tables for row in table.to_pylist()
        }

    def place(self, territory: str | None) -> str:
        return self.known.get(territory, territory) if territory else self.say("diagnose.country")

    def called(self, code: str) -> str:
        return str(self.known.get(code, code))


def lines(found: Any, official: int | None, names: Names, say: Words) -> Iterator[str]:
    """The short reading: what is known beyond chance, and what is not known."""
    yield from _distances(found.distances.to_pylist(), say)
    if official is None:
        yield say("diagnose.no-list")
    elif not official:
        yield say("diagnose.no-official")
    yield from _gaps(found.agenda.to_pylist(), names, say)
    shown = [row for row in found.hashtags.to_pylist() if row["hashtag"]]
    yield say("diagnose.hashtags", n=len(shown))
    for row in shown[:SHOWN]:
        where = {"low": row["accounts_min"], "high": row["accounts_max"], "n": row["days"]}
        yield "  " + say("diagnose.hashtag", hashtag=row["hashtag"], **where)
    yield from _lasting(found.persistence.to_pylist(), names, say)


def _distances(rows: list[dict[str, Any]], say: Words) -> Iterator[str]:
    whole = [row for row in rows if row["scope"] == "all"]
    if not whole:
        yield say("diagnose.one-channel")
    for row in whole:
        columns = {"share": "distance", "low": "distance_low", "high": "distance_high", "chance": "expected"}
        shares = {name: say.percent(row[column]) for name, column in columns.items()}
        yield say("diagnose.distance", **_pair(row, say), **shares)
        if row["rank_correlation"] is not None:
            told = {"rank": say.number(row["rank_correlation"], 2), "chance": say.number(row["rank_expected"], 2)}
            yield "  " + say("diagnose.rank", **told)


def _gaps(rows: list[dict[str, Any]], names: Names, say: Words) -> Iterator[str]:
    tested = [row for row in rows if row["topic"]]
    sure = [row for row in tested if row["finding"] != "unclear"]
    # The end of the interval that lies nearer to no gap: what can be relied on.
    sure.sort(key=lambda row: -min(abs(row["gap_low"]), abs(row["gap_high"])))
    if tested:
        yield say("diagnose.gaps", n=len(sure), of=len(tested))
    for row in sure[:SHOWN]:
        shares = {name: say.percent(row[key]) for name, key in (("share", "share"), ("other", "against_share"))}
        points = {name: say.number(100 * row[f"gap_{name}"], 1) for name in ("low", "high")}
        place = {"topic": names.called(row["topic"]), "place": names.place(row["territory"])}
        yield "  " + say("diagnose.gap", **place, **_pair(row, say), **shares, **points)


def _pair(row: dict[str, Any], say: Words) -> dict[str, str]:
    return {name: say(f"diagnose.channel.{row[key]}") for name, key in (("first", "channel"), ("second", "against"))}


def _lasting(rows: list[dict[str, Any]], names: Names, say: Words) -> Iterator[str]:
    whole = next((row for row in rows if row["by"] == "all" and row["share"] is not None), None)
    if whole is None:
        yield say("diagnose.too-short")
        return
    yield say("diagnose.lasting", days=whole["term_days"], **_share(whole, say))
    more = [row for row in rows if row["finding"] == "more"]
    yield say("diagnose.lasting-more", n=len(more))
    for row in sorted(more, key=lambda row: -row["low"])[:SHOWN]:
        body = names.called(row["body"]) if row["body"] else say("diagnose.every-body")
        yield "  " + say("diagnose.lasting-of", place=names.place(row["territory"]), body=body, **_share(row, say))


def _share(row: dict[str, Any], say: Words) -> dict[str, Any]:
    return {"n": row["followed"], **{name: say.percent(row[name]) for name in ("share", "low", "high")}}
