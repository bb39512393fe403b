"""Bridges: the ties between communities, and whether they are weak ties that nothing else carries.

Granovetter: a tie inside a circle has common acquaintances, a tie between circles has few, and news travels by it.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.library import triangles
from tyndau.listening.networks.publish import OTHER
from tyndau.listening.sql import connect

BRIDGES = pa.schema(
    [
        ("community_a", pa.int64()), ("community_b", pa.int64()), ("accounts_a", pa.int64()),
        ("accounts_b", pa.int64()), ("ties", pa.int64()), ("posts", pa.int64()), ("share", pa.float64()),
        ("times_expected", pa.float64()), ("overlap", pa.float64()),
    ]
)  # fmt: skip
JOINED = """
    with told as (
        select least(a, b) as community_a, greatest(a, b) as community_b, posts, overlap,
               case when a <= b then low else high end as end_a, case when a <= b then high else low end as end_b
        from ties where a <> b),
    strengths as (
        select community, sum(posts) as strength from (
            select a as community, posts from ties union all select b, posts from ties) group by community),
    whole as (select sum(posts) as weight from ties)
    select community_a, community_b, count(distinct end_a) as accounts_a, count(distinct end_b) as accounts_b,
           count(*) as ties, sum(posts)::bigint as posts, sum(posts) / any_value(weight) as share,
           2 * sum(posts) * any_value(weight) / any_value(x.strength * y.strength) as times_expected,
           avg(overlap) as overlap
    from told join strengths x on x.community = community_a join strengths y on y.community = community_b, whole
    group by community_a, community_b order by community_a, community_b
"""


def overlaps(found: Graph) -> Any:
    """The neighbourhood overlap of each tie: common neighbours among all others that either end is tied to, 0..1.

    Source  Onnela et al. 2007; a tie whose ends have no other neighbour has 0
    """
    degree = np.bincount(np.append(found.low, found.high), minlength=found.size)
    common = triangles(found.low, found.high, found.size)
    others = degree[found.low] + degree[found.high] - 2 - common
    return np.divide(common, others, out=np.zeros(len(common)), where=others > 0)


def bridges(found: Graph, ties: Any, label: Any, overlap: Any) -> Any:
    """Which communities are joined, by how much, and how deeply embedded the joining ties are.

    found    the graph
    ties     posts on each tie, float64
    label    of each account: the number of its community as it is told (publish.labels)
    overlap  of each tie
    Returns  BRIDGES, a row a pair of joined communities, the larger first, OTHER last: accounts_a, accounts_b [accounts
             at each end], ties [pairs of accounts], posts, share [of all posts on ties], times_expected [posts over
             what the strengths of the two would give by chance], overlap [mean of the ties]; sorted by the first two
    Source   Granovetter 1973; Onnela et al. 2007; expectation: configuration model
    """
    last = int(label.max(initial=OTHER)) + 1  # OTHER stands behind the communities
    label = np.where(label == OTHER, last, label)
    table = pa.table(
        {
            "low": found.low, "high": found.high, "a": label[found.low], "b": label[found.high],
            "posts": ties.astype(np.int64), "overlap": np.round(overlap, 9),
        }
    )  # fmt: skip
    with connect() as engine:
        engine.register("ties", table)
        engine.execute("set threads = 1")  # sums of fractions depend on their order
        joined = engine.sql(JOINED).to_arrow_table().cast(BRIDGES)
    ends = joined["community_b"].to_numpy()
    return joined.set_column(1, "community_b", pa.array(np.where(ends == last, OTHER, ends), pa.int64()))
