"""The table of opinion leaders, by pseudonym, and of it what may be told: the accounts that were declared."""

from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.declared import COLUMNS as DECLARED_COLUMNS
from tyndau.listening.networks.centrality import MEASURES, ranks
from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.publish import names
from tyndau.listening.networks.resampling import interval

_FIGURES: list[tuple[str, Any]] = [
    field
    for name in MEASURES
    for field in (
        (name, pa.float64()), (f"{name}_rank", pa.int64()), (f"{name}_rank_low", pa.float64()),
        (f"{name}_rank_high", pa.float64()), (f"{name}_in_top", pa.float64()),
    )
]  # fmt: skip
LEADERS = pa.schema([("account", pa.string()), ("community", pa.string()), ("outward", pa.float64()), *_FIGURES])
NAMED = pa.schema([*((name, pa.string()) for name in DECLARED_COLUMNS), *list(LEADERS)[1:]])


def leaders(
    found: Graph, ties: Any, label: Any, of: Any, values: dict[str, Any], drawn: dict[str, Any], top: int
) -> Any:
    """The accounts `of` with each measure, its rank, the rank's interval and how often it was among the first.

    found, ties  the graph and the posts on its ties
    label        publish.labels
    of           numbers of accounts, ascending
    values       centrality.centralities; drawn: the ranks of `of` in each resample (resampling.Resampled)
    top          the first so many are the top
    Returns      LEADERS, sorted by account. outward: share of the posts on the account's ties that leads out of its
                 community; <measure>_in_top: share of resamples with a rank of at most `top`
    """
    columns: dict[str, Any] = {
        "account": found.accounts.take(pa.array(of, pa.int64())),
        "community": names(label[of]),
        "outward": _outward(found, ties, label)[of],
    }
    for name in MEASURES:
        rank = ranks(values[name], of)
        lower, upper = interval(drawn[name], rank)
        columns[name], columns[f"{name}_rank"] = values[name][of], rank
        columns[f"{name}_rank_low"], columns[f"{name}_rank_high"] = lower.astype(float), upper.astype(float)
        often = drawn[name] if len(drawn[name]) else rank[None]
        columns[f"{name}_in_top"] = (often <= top).mean(axis=0)
    return pa.table(columns, schema=LEADERS)


def _outward(found: Graph, ties: Any, label: Any) -> Any:
    ends = np.append(found.low, found.high)
    across = np.tile(ties * (label[found.low] != label[found.high]), 2)
    out, whole = (np.bincount(ends, weight, minlength=found.size) for weight in (across, np.tile(ties, 2)))
    return np.divide(out, whole, out=np.zeros(found.size), where=whole > 0)


def named(told: Any, declared: Any) -> Any:
    """The rows of LEADERS whose account is declared, under the names that were declared.

    told      LEADERS
    declared  declared.DECLARED
    Returns   NAMED, a row each declared account, sorted as they are; empty figures where the network does not hold it
    """
    places = {account: number for number, account in enumerate(told["account"].to_pylist())}
    rows = pa.array([places.get(name) for name in declared["pseudonym"].to_pylist()], pa.int64())
    figures = {name: told[name].take(rows) for name in LEADERS.names[1:]}
    return pa.table({**{name: declared[name] for name in DECLARED_COLUMNS}, **figures}, schema=NAMED)
