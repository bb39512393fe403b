"""Are planted communities found, does the stability tell where they are not, and do rank intervals hold the true rank?

    python -m quality.networks

Networks of 600 accounts in 12 communities of 50; each account makes some posts about others, a share of them about its
own community; how often an account is spoken of falls off as a Pareto law with exponent 1.5. 20 networks a line, mean
and its standard error. A quarter of an hour.
"""

import numpy as np
import pyarrow as pa
from sklearn.metrics import adjusted_rand_score

from tyndau.listening.networks.centrality import centralities
from tyndau.listening.networks.communities import communities
from tyndau.listening.networks.graph import LINKS, Graph, graph
from tyndau.listening.networks.resampling import interval, resampled

NETWORKS, RESAMPLES, SIZE, BLOCKS = 20, 40, 50, 12
FIRST = 20


def main() -> None:
    for inside in (0.9, 0.7, 0.5, 0.3, 0.0):
        for each in (1, 2, 4, 8):
            told = np.array([_one(inside, each, seed) for seed in range(NETWORKS)])
            truth, stable, held, width = told.mean(axis=0)
            spread = told.std(axis=0, ddof=1) / NETWORKS**0.5
            print(
                f"networks inside={inside} posts_per_account={each} n={NETWORKS} "
                f"rand_to_truth={truth:.2f}±{spread[0]:.2f} stability={stable:.2f}±{spread[1]:.2f} "
                f"true_rank_in_interval={held:.3f}±{spread[2]:.3f} width={width:.0f}",
                flush=True,
            )


def _one(inside: float, each: int, seed: int) -> tuple[float, float, float, float]:
    """Adjusted Rand index to the truth, stability, share of the truly first whose rank lies in its interval, width."""
    found, home, sought = _planted(inside, each, seed)
    arcs = found.arcs_of_posts()
    community = communities(found, found.ties_of_arcs(arcs), seed)
    true_rank = np.empty(found.size, np.int64)
    true_rank[np.argsort(-sought, kind="stable")] = np.arange(1, found.size + 1)
    first = np.flatnonzero(true_rank <= FIRST)
    many = resampled(found, community, 1, first, RESAMPLES, seed)
    values = centralities(found, arcs, seed).values["in_strength"]
    point = 1 + (values[None] > values[first][:, None]).sum(axis=1)
    low, high = interval(many.ranks["in_strength"], point)
    held = ((low <= true_rank[first]) & (true_rank[first] <= high)).mean()
    rand = adjusted_rand_score(home, community)
    return float(rand), float(many.rand.mean()), float(held), float((high - low).mean())


def _planted(inside: float, each: int, seed: int) -> tuple[Graph, np.ndarray, np.ndarray]:
    """The network, and of each account in it its community and how often it is sought."""
    draw = np.random.default_rng(seed)
    count = SIZE * BLOCKS
    home = np.repeat(np.arange(BLOCKS), SIZE)
    sought = draw.pareto(1.5, count) + 1
    ends = np.append(0, np.cumsum(sought))
    source = np.repeat(np.arange(count), each)
    own = draw.random(len(source)) < inside
    low = np.where(own, ends[home[source] * SIZE], 0)
    high = np.where(own, ends[(home[source] + 1) * SIZE], ends[-1])
    target = np.searchsorted(ends, low + (high - low) * draw.random(len(source)), side="right") - 1
    names = np.char.mod("%04d", np.arange(count))
    columns = [np.char.mod("%06d", np.arange(len(source))), names[source], names[target], ["repost"] * len(source)]
    found = graph(pa.table(columns, schema=LINKS))
    there = found.accounts.cast(pa.int64()).to_numpy()
    # Sought within the community by its members, and by everybody else: both shares of an account's posts add up.
    within = sought / np.add.reduceat(sought, np.arange(0, count, SIZE))[home] * inside * SIZE
    return found, home[there], (within + sought / ends[-1] * (1 - inside) * count)[there]


if __name__ == "__main__":
    main()
