"""Weighted shares of 92 topics from a million voices, beside DuckDB counting the accounts of each topic.

python -m benchmarks.represent
"""

import time
from collections.abc import Callable

import duckdb
import numpy as np
import pyarrow as pa

from tyndau import jurisdictions
from tyndau.listening.represent.representation import represent

VOICES, ACCOUNTS, PLATFORMS = 1_000_000, 400_000, 6


def best_cpu(work: Callable[[], object]) -> float:
    """The least CPU seconds of three."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


country = jurisdictions.load("kz")
random = np.random.default_rng(20260101)
topics = np.array(country.topics["topic"].to_pylist())
regions = np.array([row["kato"] for row in country.territories.to_pylist() if row["level"] == "region"])
account = random.integers(0, ACCOUNTS, VOICES)
nothing = pa.nulls(VOICES, pa.string())
voices = pa.table(
    {
        "post": np.arange(VOICES).astype(str),
        "platform": (account % PLATFORMS).astype(str),
        "account": account.astype(str),
        "topic": topics[random.integers(0, len(topics), VOICES)],
        "territory": regions[account % len(regions)],
        "echo": nothing,
        "synchronised": nothing,
    }
)
posts = voices.select(["platform", "territory", "account"]).rename_columns(["platform", "territory", "author"])


def counted() -> object:
    return duckdb.sql("select topic, count(distinct account) from voices group by topic").to_arrow_table()


floor = best_cpu(counted)
ours = best_cpu(lambda: represent(voices, posts, country.territories, country.population, country.audience, 5.0, 2.0))
print(f"represent n={VOICES:,} accounts={ACCOUNTS:,} cpu_s={ours:.2f} x_floor={ours / floor:.1f} floor=duckdb-distinct")
