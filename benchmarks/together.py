"""Synchronised sharing over two million shares, one object of which a fifth are about: seconds and memory.

    python benchmarks/together.py [--shares 2000000] [--peer 100000]

The peer is a straightforward join of each object's shares with themselves (DuckDB), on a smaller table: on the large
one it would form 84 thousand million rows for the hot object alone. Each part runs in a process of its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

SEED, WINDOW, HOT = 20260101, 60, 0.205
PEER = """
    select a.account_id, b.account_id, count(*) from shares a join shares b
    on a.object_id = b.object_id and a.row < b.row and a.account_id <> b.account_id and a.content_id <> b.content_id
    where abs(a.timestamp_share - b.timestamp_share) <= 60 group by all
"""


def shares(count: int) -> Any:
    """Two days of shares by a small crowd that never rests: a hot object, and many small ones."""
    rng = np.random.default_rng(SEED)
    hot = int(count * HOT)
    objects = np.concatenate([np.zeros(hot, np.int64), rng.integers(1, count // 5, count - hot)])
    accounts = (count // 830 * rng.random(count)).astype(np.int64)
    times = rng.integers(1_700_000_000, 1_700_000_000 + 2 * 86_400, count)
    order = rng.permutation(count)
    columns = {
        "object_id": np.char.add("o", objects[order].astype(str)),
        "account_id": np.char.add("a", accounts[order].astype(str)),
        "content_id": np.char.add("c", np.arange(count).astype(str)),
    }
    return pa.table({**{name: pa.array(v, pa.string()) for name, v in columns.items()}, "timestamp_share": times})


def ours(mode: str, table: Any) -> dict[str, Any]:
    from tyndau.listening.echoes.together.compat import compat
    from tyndau.listening.echoes.together.corrected import corrected

    found = compat(table, WINDOW, 2, False, 0.5, None) if mode == "compat" else corrected(table, WINDOW, 2, 0.5, 0.01)
    return {"pairs": found.summary["pairs"], "edges": found.summary["edges"]}


def peer(table: Any) -> dict[str, Any]:
    import duckdb

    duckdb.register("shares", table.append_column("row", pa.array(np.arange(table.num_rows))))
    found = duckdb.sql(PEER).to_arrow_table()
    return {"pairs": int(np.sum(found[2].to_numpy())), "edges": found.num_rows}


def only(which: str, count: int) -> None:
    table = shares(count)
    hottest = int(np.unique(table["object_id"].to_numpy(), return_counts=True)[1].max())
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    told = peer(table) if which == "peer" else ours(which, table)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({**told, "cpu": cpu, "wall": wall, "mb": after.ru_maxrss / 1024, "hottest": hottest}))


def measured(which: str, count: int) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), "--only", which, "--shares", str(count)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shares", type=int, default=2_000_000)
    arguments.add_argument("--peer", type=int, default=100_000, help="shares for the comparison with the join")
    arguments.add_argument("--only", choices=("compat", "corrected", "peer"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.only:
        only(given.only, given.shares)
        return
    for mode in ("compat", "corrected"):
        one = measured(mode, given.shares)
        print(
            f"together mode={mode} n={given.shares:,} hottest={one['hottest']:,} pairs={one['pairs']:,} "
            f"edges={one['edges']:,} wall_s={one['wall']:.1f} cpu_s={one['cpu']:.1f} peak_mb={one['mb']:.0f}"
        )
    small, join = measured("compat", given.peer), measured("peer", given.peer)
    print(
        f"together n={given.peer:,} cpu_s={small['cpu']:.2f} x_join={small['cpu'] / join['cpu']:.3f} "
        f"join_cpu_s={join['cpu']:.1f} join_pairs={join['pairs']:,}"
    )


if __name__ == "__main__":
    main()
