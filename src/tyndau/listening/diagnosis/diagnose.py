"""The diagnosis of a run: agenda gap, hashtags, and demands that outlast the legal term."""

from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from tyndau.listening.country import Country
from tyndau.listening.diagnosis.agendas import agendas
from tyndau.listening.diagnosis.gap import AGENDA, DISTANCES, gap
from tyndau.listening.diagnosis.hashtags import HASHTAGS, hashtags
from tyndau.listening.diagnosis.persistence import PERSISTENCE, persistence
from tyndau.listening.parameters import Parameters

NOBODY_DECLARED = pa.table({"pseudonym": pa.array([], pa.string()), "kind": pa.array([], pa.string())})


TABLES = {
    "agenda.parquet": AGENDA,
    "agenda_distance.parquet": DISTANCES,
    "hashtags.parquet": HASHTAGS,
    "persistence.parquet": PERSISTENCE,
}


def declared_kinds(declared: Any) -> Any:
    """pseudonym and kind of each account of declared.DECLARED."""
    return declared.select(["pseudonym", "kind"])


class Diagnosis(NamedTuple):
    """The tables of the run folder: gap.AGENDA, gap.DISTANCES, hashtags.HASHTAGS, persistence.PERSISTENCE."""

    agenda: Any
    distances: Any
    hashtags: Any
    persistence: Any

    def tables(self) -> dict[str, Any]:
        """The tables by their names in the run folder."""
        return dict(zip(TABLES, self, strict=True))


def diagnose(
    heard: tuple[Any, Any, Any, Any, Any], country: Country, days: tuple[date, date], parameters: Parameters,
    declared: Any = NOBODY_DECLARED,
) -> Diagnosis:  # fmt: skip
    """Diagnose what was heard.

    heard     posts, voices, demands, echoes, synchronised, as in the run folder
    days      first and last day of the run
    declared  pseudonym, kind (listening.declared); without rows there is no official channel
    """
    posts, voices, demands, echoes, synchronised = heard
    below = parameters.suppress_below
    told = gap(agendas(posts, echoes, synchronised, declared), below)
    lasting = persistence(voices, demands, days, country.zone, country.appeal_term_days, below)
    return Diagnosis(*told, hashtags(posts, echoes, synchronised, country.zone, below), lasting)
