"""The diagnosis of invented posts, part by part, against the floor: DuckDB counting accounts by region and topic.

    python benchmarks/diagnosis.py [--posts 1000000]

CPU seconds of this process, one run each.
"""

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pyarrow as pa

from tyndau.listening.diagnosis.agendas import agendas
from tyndau.listening.diagnosis.diagnose import NOBODY_DECLARED
from tyndau.listening.diagnosis.gap import gap
from tyndau.listening.diagnosis.hashtags import hashtags
from tyndau.listening.diagnosis.persistence import persistence

ALMATY = ZoneInfo("Asia/Almaty")
TOPICS, REGIONS, DAYS, TAGS = 92, 20, 150, 20_000
BEGIN = 1_780_000_000_000_000  # microseconds: late May 2026


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--posts", type=int, default=1_000_000)
    n = arguments.parse_args().posts
    posts, voices, demands = invented(n)
    none = pa.table({name: pa.array([], pa.string()) for name in ("post", "echo", "account", "group")})
    echoes, groups = none.select(["post", "echo"]), none.select(["account", "group"])
    count = "select territory, topic, count(distinct author) from posts group by all"
    engine = duckdb.connect()
    engine.register("posts", posts)
    floor, _ = timed(lambda: engine.sql(count).to_arrow_table())
    told, found = timed(lambda: agendas(posts, echoes, groups, NOBODY_DECLARED))
    parts = {
        "agendas": told,
        "gap": timed(lambda: gap(found, 5))[0],
        "hashtags": timed(lambda: hashtags(posts, echoes, groups, ALMATY, 5))[0],
        "persistence": timed(
            lambda: persistence(voices, demands, (date(2026, 5, 29), date(2026, 10, 26)), ALMATY, 28, 5)
        )[0],
    }
    for name, seconds in parts.items():
        print(f"{name} n={n:,} cpu_s={seconds:.1f} x_floor={seconds / floor:.1f} floor=duckdb-count")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"diagnosis n={n:,} cpu_s={sum(parts.values()):.1f} floor_s={floor:.2f} peak_gb={peak:.2f}")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    made = work()
    return time.process_time() - begun, made


def invented(n: int) -> tuple[Any, Any, Any]:
    """Posts, voices and demands: 0.6 accounts a post, one post in a hundred an appeal, one in five with a hashtag."""
    random = np.random.default_rng(20260101)
    shares = 1 / np.arange(1, TOPICS + 1)
    topic = random.choice(TOPICS, n, p=shares / shares.sum())
    region, author = random.integers(0, REGIONS, n), random.integers(0, int(n * 0.6), n)
    time_of = pa.array(BEGIN + random.integers(0, DAYS * 86_400_000_000, n), pa.timestamp("us", tz="UTC"))
    tag = np.minimum(random.zipf(1.3, n), TAGS)
    lengths = (random.random(n) < 0.2).astype(np.int32)
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    tags = pa.ListArray.from_arrays(offsets, names("h", tag[lengths > 0]))
    acts = pa.DictionaryArray.from_arrays(pa.array((random.random(n) < 0.01).astype(np.int8)), ["post", "appeal"])
    columns = {
        "post": names("p", np.arange(n)), "platform": names("s", np.zeros(n, int)), "author": names("a", author),
        "topic": names("t", topic), "territory": names("r", region), "act": acts.cast(pa.string()),
        "kind": names("k", np.zeros(n, int)), "time": time_of, "hashtags": tags,
    }  # fmt: skip
    demand = names("d", topic * REGIONS + region)
    voices = {"demand_id": demand, "account": columns["author"], "post": columns["post"], "time": time_of}
    every = np.arange(TOPICS * REGIONS)
    demands = {
        "demand_id": names("d", every), "territory": names("r", every % REGIONS), "body": names("b", every % 180),
    }  # fmt: skip
    return pa.table(columns), pa.table(voices), pa.table(demands)


def names(letter: str, numbers: Any) -> Any:
    return pa.compute.binary_join_element_wise(letter, pa.array(numbers).cast(pa.string()), "")


if __name__ == "__main__":
    main()
