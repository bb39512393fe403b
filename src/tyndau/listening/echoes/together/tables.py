"""The tables that synchronised sharing is told in, under the reference's own column names."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.together.coded import Coded
from tyndau.listening.sql import connect

PAIRS = pa.schema(
    [
        ("object_id", pa.string()), ("content_id", pa.string()), ("content_id_y", pa.string()),
        ("time_delta", pa.int64()), ("account_id", pa.string()), ("account_id_y", pa.string()),
    ]
)  # fmt: skip


class Together(NamedTuple):
    """What was found. `pairs` gives the pair rows block by block: of hot objects there may be tens of millions.

    edges     from, to, weight, avg_time_delta, n_content_id, n_content_id_y, edge_symmetry_score, object_ids,
              weight_threshold; corrected also rows, common_objects, p, q, group
    accounts  account_id, avg_time_delta, avg_edge_symmetry_score, unique_shares_count
    objects   object_id, num_accounts, pairs
    groups    account, group (corrected; else empty)
    summary   plain numbers by name
    """

    pairs: Iterator[Any]
    edges: Any
    accounts: Any
    objects: Any
    groups: Any
    summary: dict[str, Any]


def pair_table(shares: Coded, older: Any, newer: Any, fast: Any | None = None) -> Any:
    """One block of pair rows with their names; `fast` marks those within a narrower window."""
    names = {name: shares.names[name] for name in ("object_id", "account_id", "content_id")}
    columns = {
        "object_id": names["object_id"].take(pa.array(shares.objects[older])),
        "content_id": names["content_id"].take(pa.array(shares.contents[older])),
        "content_id_y": names["content_id"].take(pa.array(shares.contents[newer])),
        "time_delta": pa.array(shares.times[newer] - shares.times[older]),
        "account_id": names["account_id"].take(pa.array(shares.accounts[older])),
        "account_id_y": names["account_id"].take(pa.array(shares.accounts[newer])),
    }
    table = pa.table(columns, schema=PAIRS)
    return table if fast is None else table.append_column("is_fast", pa.array(fast.astype(np.int64)))


# Of every account the distinct values of its edges, then their means: what the reference does, and what it means.
ACCOUNTS = """
    with every as (select "from" as account_id, avg_time_delta as d, edge_symmetry_score as s from edges
                   union select "to", avg_time_delta, edge_symmetry_score from edges)
    select account_id, avg(d) as avg_time_delta, avg(s) as avg_edge_symmetry_score,
           any_value(shares)::bigint as unique_shares_count
    from every join shared using (account_id) group by account_id order by account_id
"""


def account_table(edges: Any, shared: Any) -> Any:
    """Statistics of accounts. shared: account_id, shares (distinct contents of the account in the pair rows)."""
    with connect() as engine:
        engine.register("edges", edges.select(["from", "to", "avg_time_delta", "edge_symmetry_score"]))
        engine.register("shared", shared)
        return engine.sql(ACCOUNTS).to_arrow_table()


def over(values: Any, quantile: float) -> tuple[float, Any]:
    """The type-7 quantile of the weights and which of them are strictly greater (Hyndman & Fan 1996)."""
    if not len(values):
        return 0.0, np.zeros(0, bool)
    threshold = float(np.quantile(values, quantile))
    return threshold, values > threshold
