"""The whole run, read from top to bottom: posts in, ranked demands out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening import findings, understand
from tyndau.listening.country import Country
from tyndau.listening.declared import DECLARED
from tyndau.listening.demands.evidence import quotes
from tyndau.listening.demands.finer import finer
from tyndau.listening.demands.identity import CHANGES, settle
from tyndau.listening.demands.keyphrases import key_phrases
from tyndau.listening.demands.ranked import outline, ranked
from tyndau.listening.demands.responsible import responsible
from tyndau.listening.demands.strength import strength
from tyndau.listening.demands.texts import own_texts
from tyndau.listening.demands.titles import titles
from tyndau.listening.demands.trend import trend
from tyndau.listening.demands.voices import voices
from tyndau.listening.demands.wording import wording
from tyndau.listening.distinct import distinct_posts
from tyndau.listening.echoes.near import near_duplicates, sign
from tyndau.listening.echoes.openly import members, synchronised
from tyndau.listening.echoes.shares import shares
from tyndau.listening.echoes.together.corrected import corrected
from tyndau.listening.errors import NoPostsInWindow
from tyndau.listening.parameters import Parameters
from tyndau.listening.posts import POSTS
from tyndau.listening.runner import Runner
from tyndau.listening.sql import connect


@dataclass(frozen=True)
class Heard:
    """What a run heard: the tables of the run folder, and how many posts fell out on the way."""

    posts: Any
    voices: Any
    demands: Any
    echoes: Any
    synchronised: Any
    findings: findings.Findings
    changes: Any
    dropped: dict[str, int]
    first: date
    last: date


def listen(
    posts: Any,
    country: Country,
    parameters: Parameters,
    runner: Runner,
    previous: tuple[Any, Any] | None = None,
    model: Any | None = None,
    declared: Any | None = None,
) -> Heard:
    """Turn posts into ranked demands.

    posts     posts.POSTS, pseudonymised as they were read, in the order of reading
    previous  DEMANDS and VOICES of an earlier run, or None
    model     a topics.classifier.Model that overrules the phrases where it is sure, or None
    declared  declared.DECLARED: accounts that share together openly, or None
    Raises    NoPostsInWindow
    """
    declared = DECLARED.empty_table() if declared is None else declared
    posts, dropped = _distinct(posts, runner)
    posts, dropped["outside_window"] = _window(posts, country.zone, parameters)

    posts = runner.rows("language", understand.languages, posts)
    posts = runner.rows("places", partial(understand.places, country=country), posts)
    posts = runner.rows(
        "topics", partial(understand.topics, country=country, parameters=parameters, model=model), posts
    )

    hashing = partial(sign, least_characters=parameters.echo_least_characters, seed=parameters.echo_seed)
    signed = runner.gathered(runner.rows("signatures", hashing, posts))
    posts = runner.gathered(posts)
    alike = partial(near_duplicates, jaccard=parameters.echo_jaccard, each=runner.each, partitions=runner.partitions)
    echoes = runner.whole("echoes", alike, signed)
    del signed
    sharing = partial(_together, posts=posts, parameters=parameters, declared=declared["pseudonym"].to_pylist())
    together = runner.whole("together", sharing, echoes)
    grouped = synchronised(together)
    heeding = partial(voices, echoes=echoes, synchronised=grouped, jurisdiction=parameters.jurisdiction)
    told = runner.whole("voices", heeding, posts)

    first, last = _days_of(posts["time"], country.zone)
    with runner.stage("demands", told.num_rows) as out:
        told, parts = finer(told, posts, parameters.part_voices, parameters.part_similarity, runner.each)
        changes = CHANGES.empty_table()
        if previous is not None:
            told, parts, changes = settle(told, parts, previous[1], previous[0].select(["demand_id", "parent"]))
        demands = _demands(told, posts, country, parameters, (first, last), (parts, changes, previous))
        out.append(demands.num_rows)
    looked_at = findings.Heard(posts, told, demands, echoes, grouped, together, declared, first, last)
    found = findings.findings(looked_at, country, parameters, runner)
    return Heard(posts, told, demands, echoes, grouped, found, changes, dropped, first, last)


def _together(echoes: Any, posts: Any, parameters: Parameters, declared: list[str]) -> Any:
    """Accounts that share together again and again, with their group; declared ones beside them."""
    found = corrected(shares(posts, echoes), parameters.together_window, 2, 0.5, parameters.together_level, declared)
    return members(found.edges, found.groups, declared)


def _distinct(posts: Any, runner: Runner) -> tuple[Any, dict[str, int]]:
    with runner.stage("distinct", posts.num_rows) as out:
        kept, counts = distinct_posts(posts)
        out.append(kept.num_rows)
    return kept, counts


def _window(posts: Any, zone: tzinfo, parameters: Parameters) -> tuple[Any, int]:
    """Posts of the wanted days, and how many lie outside."""
    kept = posts
    if parameters.since:
        kept = kept.filter(pc.greater_equal(kept["time"], _instant(parameters.since, zone)))
    if parameters.until:
        kept = kept.filter(pc.less(kept["time"], _instant(parameters.until + timedelta(days=1), zone)))
    if not kept.num_rows:
        first, last = _days_of(posts["time"], zone)
        wanted = (str(parameters.since or "…"), str(parameters.until or "…"))
        raise NoPostsInWindow(n=posts.num_rows, first=first, last=last, since=wanted[0], until=wanted[1])
    return kept, posts.num_rows - kept.num_rows


def _instant(day: date, zone: tzinfo) -> Any:
    return pa.scalar(datetime.combine(day, time(), zone), POSTS.field("time").type)


def _days_of(times: Any, zone: tzinfo) -> tuple[date, date]:
    edges = pc.min_max(times).as_py()
    return edges["min"].astimezone(zone).date(), edges["max"].astimezone(zone).date()


def local_days(times: Any, zone: tzinfo) -> Any:
    """The local date of each instant, date32."""
    with connect() as engine:
        engine.execute(f"set timezone = '{zone}'")
        engine.register("instants", pa.table({"time": times}))
        return engine.sql("select time::date as day from instants").to_arrow_table()["day"]


def _demands(
    told: Any, posts: Any, country: Country, parameters: Parameters, days: tuple[date, date], identity: tuple[Any, ...]
) -> Any:
    """The demands of the voices; `identity` holds the parts, the changes and the tables of the earlier run."""
    finer_parts, changes, previous = identity
    shapes = outline(told, posts)
    strong = strength(told)
    quotable = strong.filter(pc.greater_equal(strong["accounts_max"], parameters.suppress_below)).select(["demand_id"])
    texts = own_texts(told, posts)
    wordings = wording(texts["normal"].to_pylist(), texts["language"].to_pylist())
    phrases = key_phrases(texts, wordings, country.names_in_regions())
    dated = told.append_column("day", local_days(told["time"], country.zone))
    parts = {
        "outline": shapes,
        "strength": strong,
        "trend": trend(dated, *days),
        "responsible": responsible(shapes, country.competence, on=days[1]),
        "parts": finer_parts,
        "changes": changes,
        "titles": titles(shapes, phrases, quotable, country.topics, country.territories),
        "quotes": quotes(told, posts, quotable, parameters.quotes),
    }
    return ranked(parts, country.topics, country.territories, previous and previous[0])
