"""The whole of a network, read from top to bottom: posts and voices in, figures out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from tyndau.listening.networks import publish
from tyndau.listening.networks.centrality import Centralities, centralities, leading
from tyndau.listening.networks.circles import Circles, Parameters, circles
from tyndau.listening.networks.communities import modularity
from tyndau.listening.networks.describing import distinct_accounts
from tyndau.listening.networks.graph import KINDS, Graph, edges, graph, links
from tyndau.listening.networks.leaders import leaders, named
from tyndau.listening.networks.polarisation import Divided
from tyndau.listening.networks.resampling import interval
from tyndau.listening.runner import Runner


@dataclass(frozen=True)
class Network:
    """communities, bridges: rows that may be shown; divided: polarisation; named: declared accounts; leaders: working
    data with pseudonyms; summary: figures of the whole."""

    communities: Any
    bridges: Any
    divided: Divided
    named: Any
    leaders: Any
    summary: dict[str, Any]


def network(posts: Any, voices: Any, declared: Any, parameters: Parameters, runner: Runner) -> Network:
    """Compute everything.

    posts     graph.POST_COLUMNS and author, platform, language, territory, topic; one row a post, any order
    voices    demand_id, account
    declared  declared.DECLARED, possibly without rows
    Raises    MissingColumns
    """
    below, seed = parameters.suppress_below, parameters.seed
    with runner.stage("links", posts.num_rows) as out:
        made = links(posts)
        found = graph(made)
        out.append(made.num_rows)
    with runner.stage("centralities", found.size) as out:
        arcs = found.arcs_of_posts()
        ties = found.ties_of_arcs(arcs)
        measured = centralities(found, arcs, seed)
        there = pc.index_in(declared["pseudonym"], value_set=found.accounts).drop_null().to_numpy()
        of = leading(measured.values, parameters.top, there)
        out.append(len(of))
    made_of = circles(found, ties, posts, voices, parameters, runner, of)
    label, divided = made_of.label, made_of.divided
    told = leaders(found, ties, label, of, measured.values, made_of.drawn.ranks, parameters.top)
    summary = {
        **_size(posts, made, found, below),
        **_shape(found, ties, made_of),
        "betweenness": _precision(measured, found.size),
        "shown": {
            "communities": made_of.shown,
            "bridges": made_of.bridges.num_rows,
            "demands": divided.polarisation.num_rows,
            "demands_too_small": divided.hidden,
        },
    }
    return Network(made_of.communities, made_of.bridges, divided, named(told, declared), told, summary)


def _size(posts: Any, made: Any, found: Graph, below: int) -> dict[str, Any]:
    """Counts. Of so few accounts that they may not be told, None."""
    answering = posts.filter(pc.and_(pc.is_valid(posts["author"]), pc.is_valid(posts["parent"])))["post"]
    own = pc.sum(pc.equal(made["source"], made["target"])).as_py() or 0
    kinds = dict.fromkeys(KINDS, 0)
    for row in edges(made).group_by("kind").aggregate([("posts", "sum"), ("kind", "count")]).to_pylist():
        kinds[row["kind"]] = row["posts_sum"]
    answered = pc.is_in(answering, value_set=made.filter(pc.equal(made["kind"], "reply"))["post"])
    return {
        "posts": posts.num_rows,
        "authors": publish.told(distinct_accounts(posts), below),
        "accounts": publish.told(found.size, below),
        "linking_posts": found.posts,
        "arcs": len(found.source),
        "ties": len(found.low),
        "ties_per_account": len(found.low) / found.size if found.size else None,
        "links": kinds,
        "links_to_oneself": own,
        "answers_to_unread_posts": len(answering) - (pc.sum(answered).as_py() or 0),
    }


def _shape(found: Graph, ties: Any, made: Circles) -> dict[str, Any]:
    community, overlap, rand = made.community, made.overlap, made.drawn.rand
    components, largest = _components(found)
    across = community[found.low] != community[found.high]
    whole = float(ties.sum())
    between = float(ties[across].sum()) / whole if whole else None
    mean = float(rand.mean()) if len(rand) and found.size else None
    low, high = (None, None) if mean is None else (float(edge) for edge in interval(rand, mean))
    return {
        "components": components,
        "largest_component_share": largest,
        "modularity": round(modularity(found, ties, community), 4),
        "stability": {"adjusted_rand": mean, "low": low, "high": high, "resamples": len(rand)},
        "between_communities_share": between,
        "ei_index": None if between is None else 2 * between - 1,
        "overlap": {"inside": _mean(overlap[~across]), "between": _mean(overlap[across])},
        "overlap_ties": {"inside": int((~across).sum()), "between": int(across.sum())},
        "other_share": float((made.label == publish.OTHER).mean()) if found.size else None,
    }


def _components(found: Graph) -> tuple[int, float | None]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not found.size:
        return 0, None
    near = coo_array((np.ones(len(found.low)), (found.low, found.high)), shape=(found.size, found.size))
    count, part = connected_components(near, directed=False)
    return int(count), float(np.bincount(part).max() / found.size)


def _mean(values: Any) -> float | None:
    return round(float(values.mean()), 4) if len(values) else None


def _precision(measured: Centralities, size: int) -> dict[str, Any]:
    """How betweenness was had: exactly, or from how many pivots and with which largest standard error."""
    method = "exact" if measured.pivots == size else "pivots"
    return {"method": method, "pivots": measured.pivots, "largest_standard_error": measured.error}
