"""Signs of 500 groups over 400,000 posts of 10,000 accounts, against the floor: DuckDB counting the same posts.

python -m benchmarks.signs
"""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.signs import signs
from tyndau.listening.sql import connect

POSTS, ACCOUNTS, GROUPS, SIZE = 400_000, 10_000, 500, 20
ZONE = ZoneInfo("Asia/Almaty")


def cpu(call: Callable[[], object]) -> float:
    """The least CPU seconds of three runs."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    chance = np.random.default_rng(20260101)
    links = [["https://a.example/1"], ["https://b.example/2"], []]
    posts = pa.table(
        {
            "post": [f"p{number}" for number in range(POSTS)],
            "author": [f"a{number}" for number in chance.integers(ACCOUNTS, size=POSTS)],
            "time": pa.array(1_772_305_200_000_000 + chance.integers(60 * 86_400 * 10**6, size=POSTS)).cast(
                pa.timestamp("us", tz="UTC")
            ),
            "repost_of": pa.array(["x" if one else None for one in chance.random(POSTS) < 0.2], pa.string()),
            "origin": pa.nulls(POSTS, pa.string()),
            "links": pa.array([links[one] for one in chance.integers(3, size=POSTS)], pa.list_(pa.string())),
        }
    )
    echoes = pa.table({"post": pa.array([], pa.string()), "leader": pa.array([], pa.string())})
    groups = pa.table(
        {
            "account": [f"a{number}" for number in chance.integers(ACCOUNTS, size=GROUPS * SIZE)],
            "group": [f"g{number // SIZE}" for number in range(GROUPS * SIZE)],
        }
    )
    nobody = pa.table({"pseudonym": pa.array([], pa.string())})
    ours = cpu(lambda: signs(posts, echoes, groups, nobody, ZONE, 1))
    engine = connect()
    engine.register("posts", posts)
    floor = cpu(lambda: engine.sql("select author, count(*) from posts group by author").to_arrow_table())
    print(
        f"signs posts={POSTS:,} accounts={ACCOUNTS:,} groups={GROUPS} cpu_s={ours:.2f} x_floor={ours / floor:.1f} "
        f"floor=duckdb-count"
    )


if __name__ == "__main__":
    main()
