"""The figures of communities: the part of a network that may be shown, which a run keeps and the command deepens."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from tyndau.listening.networks import publish
from tyndau.listening.networks.bridges import bridges, overlaps
from tyndau.listening.networks.communities import communities
from tyndau.listening.networks.describing import described
from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.polarisation import Divided, polarisation
from tyndau.listening.networks.resampling import Resampled, resampled
from tyndau.listening.runner import Runner

THICK = 2  # ties an account: on thinner planted networks the stability says nothing of the truth (quality/networks.py)


@dataclass(frozen=True)
class Parameters:
    """All that the figures depend on beside posts, voices and declared accounts."""

    resamples: int = 200  # of the posts
    seed: int = 20260101
    top: int = 20  # an account leads in a measure when it is among the first so many
    suppress_below: int = 5  # as in a run: no smaller cell of accounts is shown
    account_resamples: int = 200  # of the accounts of a demand: they cost little


@dataclass(frozen=True)
class Circles:
    """community, label: of each account, as it is and as it is shown; overlap: of each tie; drawn: the resamples;
    communities, bridges, divided: what may be shown, sorted."""

    community: Any
    label: Any
    overlap: Any
    drawn: Resampled
    communities: Any
    bridges: Any
    divided: Divided

    @property
    def shown(self) -> int:
        """Communities that are shown by themselves."""
        return int(self.label.max(initial=publish.OTHER)) + 1


def circles(
    found: Graph, ties: Any, posts: Any, voices: Any, parameters: Parameters, runner: Runner, of: Any = ()
) -> Circles:
    """Communities, how firm they are, what joins them, and how demands spread over them.

    found, ties  the graph and the posts on its ties
    posts        author, platform, language, territory, topic of the run's posts
    voices       demand_id, account
    of           numbers of accounts whose ranks are drawn again as well; with none the draws cost far less
    Raises       MissingColumns
    """
    below, seed = parameters.suppress_below, parameters.seed
    with runner.stage("communities", found.size) as out:
        community = communities(found, ties, seed)
        label = publish.labels(community, below)
        kept = int(label.max(initial=publish.OTHER)) + 1
        out.append(kept)
    with runner.stage("resamples", parameters.resamples) as out:
        drawn = resampled(found, community, kept, of, parameters.resamples, seed, runner.watcher.advance)
        out.append(parameters.resamples)
    with runner.stage("bridges", len(ties)) as out:
        overlap = overlaps(found)
        joined = publish.showable(bridges(found, ties, label, overlap), below)
        parts = described(found, ties, label, drawn.likest, posts, below)
        out.append(joined.num_rows)
    with runner.stage("polarisation", voices.num_rows) as out:
        divided = polarisation(found, ties, community, label, voices, parameters.account_resamples, seed, below)
        out.append(divided.polarisation.num_rows)
    return Circles(community, label, overlap, drawn, parts, joined, divided)


def with_names(table: Any, *columns: str) -> Any:
    """The same table with names of communities instead of numbers."""
    for column in columns:
        told = publish.names(table[column].to_pylist())
        table = table.set_column(table.column_names.index(column), pa.field(column, pa.string()), told)
    return table
