"""What a run tells beyond its demands: who carries them, who shares together, whom the accounts stand for."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pyarrow.compute as pc

from tyndau.listening.alarms.of_run import Watched, watch_run
from tyndau.listening.country import Country
from tyndau.listening.demands.effort import ladder
from tyndau.listening.demands.signal import signal
from tyndau.listening.demands.strength import people, strength
from tyndau.listening.diagnosis.diagnose import Diagnosis, declared_kinds, diagnose
from tyndau.listening.echoes.campaigns import campaigns
from tyndau.listening.echoes.openly import declared_accounts
from tyndau.listening.echoes.signs import signs
from tyndau.listening.networks.published import Published, published
from tyndau.listening.parameters import Parameters
from tyndau.listening.represent.representation import Represented, represent
from tyndau.listening.runner import Runner


@dataclass(frozen=True)
class Heard:
    """What findings look at: tables of the run folder, `together` with declared accounts, and the run's days."""

    posts: Any
    voices: Any
    demands: Any
    echoes: Any
    synchronised: Any
    together: Any
    declared: Any
    first: date
    last: date


@dataclass(frozen=True)
class Findings:
    """Each a table of the run folder, or a few of them with what run.json tells."""

    signal: Any
    ladder: Any
    campaigns: Any
    signs: Any
    declared: Any
    represented: Represented
    network: Published
    diagnosis: Diagnosis
    watched: Watched

    def tables(self) -> dict[str, Any]:
        """File to table."""
        return {
            "signal.parquet": self.signal, "ladder.parquet": self.ladder, "campaigns.parquet": self.campaigns,
            "signs.parquet": self.signs, "declared.parquet": self.declared,
            "coverage.parquet": self.represented.coverage, "topic_shares.parquet": self.represented.topics,
            **self.network.tables, **self.diagnosis.tables(), **self.watched.tables(),
        }  # fmt: skip


def findings(heard: Heard, country: Country, parameters: Parameters, runner: Runner) -> Findings:
    """All findings of a run, each a stage of its own; none changes a demand."""
    posts, told, echoes = heard.posts, heard.voices, heard.echoes
    with runner.stage("signal", told.num_rows) as out:
        strong = strength(told)
        behind = people(strong, parameters.accounts_per_person, parameters.networks_per_person)
        signals = signal(told, posts, echoes, behind)
        rungs = ladder(told, posts, echoes)
        many = campaigns(posts, echoes, told, heard.synchronised)
        out.append(signals.num_rows)
    measuring = partial(_signs, heard=heard, country=country, parameters=parameters)
    unusual = runner.whole("signs", measuring, heard.together)
    with runner.stage("represent", told.num_rows) as out:
        known = country.territories, country.population, country.audience
        standing = represent(told, posts, *known, parameters.weight_trim, parameters.silent_odds)
        out.append(standing.topics.num_rows)
    network = published(posts, told, parameters, runner)
    with runner.stage("diagnosis", posts.num_rows) as out:
        looked_at = (posts, told, heard.demands, echoes, heard.synchronised)
        days = (heard.first, heard.last)
        diagnosis = diagnose(looked_at, country, days, parameters, declared_kinds(heard.declared))
        out.append(diagnosis.agenda.num_rows)
    with runner.stage("alarms", told.num_rows) as out:
        watched = watch_run(told, posts, country)
        out.append(watched.alarms.num_rows)
    named = declared_accounts(heard.declared, posts, heard.together)
    return Findings(signals, rungs, many, unusual, named, standing, network, diagnosis, watched)


def _signs(together: Any, heard: Heard, country: Country, parameters: Parameters) -> Any:
    """Signs of automation of each group that shares together."""
    groups = together.filter(pc.is_valid(together["group"])).select(["account", "group"])
    return signs(
        heard.posts, heard.echoes, groups, heard.declared, country.zone, parameters.echo_seed, parameters.signs_level
    )
