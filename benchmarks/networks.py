"""All figures of a network, and those that a run keeps, against networkit's bare PageRank on the same graph.

    python benchmarks/networks.py [--accounts 100000] [--posts 1000000] [--resamples 1]

The network is planted: 50 communities, four of five posts speak of an account of one's own, and a few accounts have
most of the posts about them. Prints a line a stage (CPU seconds), one for the whole and one for the tables of a run,
both with PageRank and the ratio. Each of the --resamples repeats most of the work; a run takes 200.
"""

import argparse
import resource
import time

import networkit
import numpy as np
import pyarrow as pa

from tyndau.listening.declared import DECLARED
from tyndau.listening.networks.circles import Parameters
from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.heard import network
from tyndau.listening.networks.published import published
from tyndau.listening.parameters import Parameters as OfARun
from tyndau.listening.runner import LocalRunner, Nobody

COMMUNITIES, INSIDE, SEED = 50, 0.8, 20260101


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--accounts", type=int, default=100_000)
    arguments.add_argument("--posts", type=int, default=1_000_000)
    arguments.add_argument("--resamples", type=int, default=1)
    given = arguments.parse_args()
    posts, voices = _planted(given.accounts, given.posts)
    watched = Timed()
    begun = time.process_time()
    network(posts, voices, DECLARED.empty_table(), Parameters(given.resamples), LocalRunner(watched, given.posts))
    ours = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = graph(links(posts))
    peer = min(_pagerank(found) for _ in range(3))
    begun = time.process_time()
    told = published(posts, voices, OfARun("kz"), LocalRunner(Nobody(), given.posts)).told
    kept = time.process_time() - begun
    for stage, seconds in watched.cpu.items():
        print(f"networks stage={stage} cpu_s={seconds:.2f}")
    print(
        f"networks accounts={found.size:,} ties={len(found.low):,} posts={posts.num_rows:,} "
        f"resamples={given.resamples} cpu_s={ours:.1f} peak_mb={peak:.0f} x_peer={ours / peer:.0f} "
        f"peer=networkit-pagerank peer_cpu_s={peer:.2f}"
    )
    print(
        f"networks tables=run accounts={found.size:,} ties={len(found.low):,} "
        f"resamples={told['stability']['resamples']} cpu_s={kept:.1f} x_peer={kept / peer:.0f} "
        f"peer=networkit-pagerank peer_cpu_s={peer:.2f}"
    )


class Timed(Nobody):
    """A watcher that keeps the CPU seconds of each stage."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.begun = 0.0

    def stage(self, name: str, total: int) -> None:
        self.begun = time.process_time()

    def finished(self, name: str, rows_out: int, seconds: float) -> None:
        self.cpu[name] = time.process_time() - self.begun


def _planted(accounts: int, count: int) -> tuple[pa.Table, pa.Table]:
    """Posts that repeat others, and a voice for every tenth of them in one of a thousand demands."""
    draw = np.random.default_rng(SEED)
    home = np.sort(draw.integers(0, COMMUNITIES, accounts))
    begins = np.searchsorted(home, np.arange(COMMUNITIES + 1))
    sought = np.append(0, np.cumsum(draw.pareto(1.5, accounts) + 1))
    source = draw.integers(0, accounts, count)
    inside = draw.random(count) < INSIDE
    low = np.where(inside, sought[begins[home[source]]], 0)
    high = np.where(inside, sought[begins[home[source] + 1]], sought[-1])
    target = np.searchsorted(sought, low + (high - low) * draw.random(count), side="right") - 1
    names = np.char.mod("%016x", np.arange(accounts))
    author = pa.array(names[source])
    nothing = pa.nulls(count, pa.string())
    posts = pa.table(
        {
            "post": np.char.mod("vk:%d", np.arange(count)), "platform": pa.array(["vk"]).take(pa.array([0] * count)),
            "native_id": np.char.mod("%d", np.arange(count)), "author": author, "thread": nothing, "parent": nothing,
            "repost_of": names[target], "origin": nothing, "mentions": pa.nulls(count, pa.list_(pa.string())),
            "language": nothing, "territory": nothing, "topic": nothing,
        }
    )  # fmt: skip
    voices = pa.table({"demand_id": np.char.mod("d%d", draw.integers(0, 1000, count // 10)), "account": author[::10]})
    return posts, voices


def _pagerank(found: object) -> float:
    """CPU seconds of building networkit's graph and of its PageRank."""
    arcs = found.arcs_of_posts()
    begun = time.process_time()
    directed = networkit.GraphFromCoo((arcs, (found.source, found.target)), n=found.size, weighted=True, directed=True)
    networkit.centrality.PageRank(directed, 0.85, 1e-9).run()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
