"""The network of a run as its run folder keeps it: communities, what joins them, and how each demand spreads.

No account stands in these tables, and no cell of fewer accounts than the run's limit.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening import parameters as of_a_run
from tyndau.listening.networks import bridges, describing, polarisation, publish
from tyndau.listening.networks.circles import THICK, Circles, Parameters, circles, with_names
from tyndau.listening.networks.communities import modularity
from tyndau.listening.networks.describing import distinct_accounts
from tyndau.listening.networks.graph import Graph, graph, links
from tyndau.listening.networks.resampling import interval
from tyndau.listening.runner import Runner

WORK = 10_000_000  # ties that all draws together may search: some ten CPU seconds
LEAST_DRAWS = 10
_CELL = pa.struct([(field.name, field.type) for field in list(polarisation.SPREAD)[2:]])


def _text(schema: Any, *columns: str) -> Any:
    return [(one.name, pa.string() if one.name in columns else one.type) for one in schema]


COMMUNITIES = pa.schema([*_text(describing.COMMUNITIES, "community"), ("bridges", pa.int64())])
BRIDGES = pa.schema(_text(bridges.BRIDGES, "community_a", "community_b"))
_SPREAD = pa.struct([("community", pa.string()), *((field.name, field.type) for field in _CELL)])
POLARISATION = pa.schema([*polarisation.POLARISATION, ("spread", pa.list_(_SPREAD))])
TABLES = {"communities.parquet": COMMUNITIES, "polarisation.parquet": POLARISATION, "bridges.parquet": BRIDGES}


@dataclass(frozen=True)
class Published:
    """tables: TABLES by name of file; told: what run.json says of the network."""

    tables: dict[str, Any]
    told: dict[str, Any]


def published(posts: Any, voices: Any, parameters: of_a_run.Parameters, runner: Runner) -> Published:
    """Find the communities of a run and how its demands spread over them.

    posts    graph.POST_COLUMNS and author, platform, language, territory, topic; one row a post, any order
    voices   demand_id, account
    Returns  Published; without rows, and with the reason in `told`, where the posts hold no network: `no-links` no post
             passes on, answers or names another account, `few-accounts` fewer accounts than may be shown do
    Raises   MissingColumns
    """
    below = parameters.suppress_below
    with runner.stage("links", posts.num_rows) as out:
        found = graph(links(posts))
        out.append(found.posts)
    told: dict[str, Any] = {
        "reason": None,
        "accounts": publish.told(found.size, below),
        "authors": publish.told(distinct_accounts(posts), below),
        "linking_posts": found.posts,
        "ties": len(found.low),
    }
    if found.size < below:
        told["reason"] = "few-accounts" if found.size else "no-links"
        return Published({name: schema.empty_table() for name, schema in TABLES.items()}, told)
    ties = found.ties_of_arcs(found.arcs_of_posts())
    wanted = Parameters(draws(len(ties), parameters.network_resamples), parameters.network_seed, suppress_below=below)
    made = circles(found, ties, posts, voices, wanted, runner)
    return Published(_tables(made), {**told, **_figures(found, ties, made)})


def draws(ties: int, wanted: int) -> int:
    """How often the posts are drawn again: as wanted, seldomer in a large network, whose stability varies less."""
    return min(wanted, max(WORK // ties, LEAST_DRAWS))


def _tables(made: Circles) -> dict[str, Any]:
    joined, divided = with_names(made.bridges, "community_a", "community_b"), made.divided
    parts = with_names(made.communities, "community")
    ends = [*joined["community_a"].to_pylist(), *joined["community_b"].to_pylist()]
    count = pa.array([ends.count(name) for name in parts["community"].to_pylist()], pa.int64())
    cells: dict[str, list[dict[str, Any]]] = {}
    for row in with_names(divided.spread, "community").to_pylist():
        cells.setdefault(row.pop("demand_id"), []).append(row)
    spread = [cells[name] for name in divided.polarisation["demand_id"].to_pylist()]
    return {
        "communities.parquet": parts.append_column(COMMUNITIES.field("bridges"), count),
        "polarisation.parquet": divided.polarisation.append_column(
            POLARISATION.field("spread"), pa.array(spread, POLARISATION.field("spread").type)
        ),
        "bridges.parquet": joined,
    }


def _figures(found: Graph, ties: Any, made: Circles) -> dict[str, Any]:
    mean = float(made.drawn.rand.mean()) if len(made.drawn.rand) else None
    low, high = (None, None) if mean is None else (float(edge) for edge in interval(made.drawn.rand, mean))
    across = made.community[found.low] != made.community[found.high]
    figures = {
        "ties_per_account": len(found.low) / found.size,
        "thin": len(found.low) < THICK * found.size,
        "communities": made.shown,
        "other_share": float((made.label == publish.OTHER).mean()),
        "modularity": modularity(found, ties, made.community),
        "between_communities_share": float(ties[across].sum() / ties.sum()),
        "demands": made.divided.polarisation.num_rows,
        "demands_too_small": made.divided.hidden,
    }
    stability = {"adjusted_rand": mean, "low": low, "high": high}
    return {**_rounded(figures), "stability": {**_rounded(stability), "resamples": len(made.drawn.rand)}}


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: float(np.round(one, 4)) if isinstance(one, float) else one for name, one in figures.items()}
