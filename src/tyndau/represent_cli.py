"""The verb `tyndau represent`: whom the accounts of a run stand for, and how far a share of them may be off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from tyndau import jurisdictions
from tyndau.listening import runfolder
from tyndau.listening.parameters import Parameters
from tyndau.listening.represent import figures_file, published
from tyndau.listening.represent.representation import Represented, represent
from tyndau.listening.represent.sample import FEWEST
from tyndau.listening.represent.targets import MARGINS, people_of
from tyndau.listening.represent.units import COLUMNS
from tyndau.listening.textlines import lines_of
from tyndau.words import Words

Verb = Callable[..., None]
ROWS = 10  # topics that are printed; a file holds all


def verb(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Command:
    """`tyndau represent`, made for a command that knows how refusals are told and in which language."""

    @click.command(name="represent")
    @click.argument("run", type=click.Path(path_type=Path))
    @click.option("--population", metavar="FILE", help="CSV of people by territory, sex, age; else the country's.")
    @click.option("--audience", metavar="FILE", help="CSV of users by platform; else the country's.")
    @click.option("--attributes", metavar="FILE", help="CSV of account, sex, age_group, where you know them.")
    @click.option("--by", multiple=True, type=click.Choice(MARGINS), help="Weigh by this; all that is known otherwise.")
    @click.option(
        "--trim",
        default=Parameters.weight_trim,
        show_default=True,
        type=click.FloatRange(1, min_open=True),
        help="Largest weight, in means.",
    )
    @click.option(
        "--odds",
        default=Parameters.silent_odds,
        show_default=True,
        type=click.FloatRange(1),
        help="How much less or more often the silent may ask.",
    )
    @click.option("--jurisdiction", help="Country: a code or your own folder; the run's when not given.")
    @click.option("--out", type=click.Path(path_type=Path), help="Folder to create for coverage, topics, margins.")
    @click.option("--replace", is_flag=True, help="Replace a folder written before.")
    @refusing
    def tell(
        run: Path,
        population: str | None,
        audience: str | None,
        attributes: str | None,
        by: tuple[str, ...],
        trim: float,
        odds: float,
        jurisdiction: str | None,
        out: Path | None,
        replace: bool,
    ) -> None:
        """Tell whom the accounts of the folder RUN stand for: coverage, weights, bounds. Not representative."""
        country = jurisdictions.load(jurisdiction or runfolder.read_run(run)["jurisdiction"]["code"])
        people = _figures(population, figures_file.population, country, country.population)
        users = _figures(audience, figures_file.audience, country, country.audience)
        known = figures_file.attributes(_content(attributes), attributes) if attributes else None
        found = represent(
            runfolder.read_table(run, "voices.parquet", list(COLUMNS)),
            runfolder.read_table(run, "posts.parquet", ["platform", "territory", "author"]),
            country.territories,
            people,
            users,
            trim,
            odds,
            known,
            by or MARGINS,
        )
        for line in lines(found, country, people, (trim, odds), say()):
            click.echo(line)
        if out:
            _write(out, found, country, replace)
            click.echo(say()("represent.done", out=out))

    return tell  # fmt: skip


def lines(found: Represented, country: Any, people: Any, assumed: tuple[float, float], say: Words) -> list[str]:
    """What a reader must know, before any share: that it is not representative, of how many, weighted by what."""
    told = [say("represent.not-representative")]
    rows = published.shown_topics(found.topics, Parameters.suppress_below).to_pylist()
    n = found.topics["n"][0].as_py() if found.topics.num_rows else 0
    whole = None if people is None else people_of(people, _code(country))
    if whole:
        told.append(say("represent.heard", n=n, people=whole, coverage=_percent(n / whole, say, 3)))
    else:
        told.append(say("represent.heard-unknown", n=n))
    told += _weighing(found, assumed[0], country, say) if found.raked and rows else []
    if rows and rows[0]["reason"]:
        told.append(say(f"represent.reason.{rows[0]['reason']}"))
    if rows and rows[0]["example"]:
        told.append(say("represent.example"))
    names = {row["topic"]: row[f"name_{say.language}"] for row in country.topics.to_pylist()}
    for row in rows[:ROWS]:
        shares = {
            name: _percent(value, say, 2)
            for name, value in row.items()
            if isinstance(value, float) and name not in ("n_eff", "design_effect")
        }
        key = "represent.topic" if row["weighted"] is not None else "represent.topic-unweighted"
        odds = say.number(assumed[1], 1)
        told.append(
            say(key, topic=names.get(row["topic"], row["topic"]), accounts=row["accounts"], odds=odds, **shares)
        )
    if len(rows) > ROWS:
        told.append(say("represent.more", n=len(rows) - ROWS))
    if found.topics.num_rows > len(rows):
        told.append(say("represent.hidden", n=found.topics.num_rows - len(rows), below=Parameters.suppress_below))
    return told


def _weighing(found: Represented, trim: float, country: Any, say: Words) -> list[str]:
    row = found.topics.to_pylist()[0]
    margins = ", ".join(say(f"represent.margin.{name}") for name in row["weighted_by"])
    told = [
        say(
            "represent.weighed", margins=margins, n_eff=say.number(row["n_eff"]), n=row["n"],
            effect=say.number(row["design_effect"], 2), represented=_percent(row["represented"], say, 1),
        )
    ]  # fmt: skip
    if found.raked and not found.raked.met:
        facts = {"gap": _percent(found.raked.gap, say, 2), "trim": say.number(trim, 1), "trimmed": found.raked.trimmed}
        told.append(say("represent.gap", **facts))
    regions = {one["kato"]: one[f"name_{say.language}"] for one in country.territories.to_pylist()}
    for how in ("merged", "too-few", "empty"):
        rows = found.margins.filter(pc.equal(found.margins["how"], how))["category"].to_pylist()
        if rows:
            names = ", ".join(regions.get(name, name) for name in rows)
            told.append(say(f"represent.how.{how}", names=names, fewest=FEWEST))
    return told


def _percent(share: float, say: Words, digits: int) -> str:
    return f"{say.number(100 * share, digits)} %"


def _code(country: Any) -> str:
    level = country.territories["level"]
    return str(next(iter(country.territories.filter(pc.equal(level, "country"))["kato"].to_pylist()), ""))


def _content(file: str) -> str:
    return "\n".join(lines_of(file))


def _figures(file: str | None, read: Callable[[str, str, Any], Any], country: Any, otherwise: Any) -> Any:
    return read(_content(file), file, country.territories) if file else otherwise


def _write(out: Path, found: Represented, country: Any, replace: bool) -> None:
    below = Parameters.suppress_below
    topics = published.shown_topics(found.topics, below)
    place = topics.column_names.index("weighted_by")
    topics = topics.set_column(place, "weighted_by", pc.binary_join(topics["weighted_by"], " "))
    tables = {
        "coverage.csv": published.shown_coverage(found.coverage, below, _code(country)),
        "topics.csv": topics,
        "margins.csv": published.shown_margins(found.margins, below),
    }
    with runfolder.new_output_folder(out, replace, "topics.csv") as folder:
        for name, table in tables.items():
            with pa.OSFile(str(folder / name), "wb") as file:
                file.write(b"\xef\xbb\xbf")  # spreadsheets read Cyrillic right only with a byte order mark
                pacsv.write_csv(table, file)
