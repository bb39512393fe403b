"""Polarisation of a demand: whether it is asked for in one community or across them all.

Only cells that may be shown enter the figures, so the figures tell nothing that the cells do not.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.publish import OTHER, OUTSIDE, folded
from tyndau.listening.networks.resampling import interval
from tyndau.listening.sql import connect

POLARISATION = pa.schema(
    [
        ("demand_id", pa.string()), ("accounts", pa.int64()), ("communities", pa.int64()),
        *((f"evenness{end}", pa.float64()) for end in ("", "_low", "_high")),
        *((f"evenness_expected{end}", pa.float64()) for end in ("", "_low", "_high")),
        *((f"ei_index{end}", pa.float64()) for end in ("", "_low", "_high")),
    ]
)  # fmt: skip
SPREAD = pa.schema(
    [
        ("demand_id", pa.string()), ("community", pa.int64()), ("accounts", pa.int64()),
        *((f"share{end}", pa.float64()) for end in ("", "_low", "_high")),
    ]
)  # fmt: skip

AT_ONCE = 1_000_000  # draws of an account held in memory: 8 MB


@dataclass(frozen=True)
class Divided:
    """polarisation: POLARISATION; spread: SPREAD; hidden: demands with too few accounts in the network."""

    polarisation: Any
    spread: Any
    hidden: int


def polarisation(
    found: Graph, ties: Any, community: Any, label: Any, voices: Any, resamples: int, seed: int, below: int
) -> Divided:
    """How each demand's accounts spread over the communities.

    found, ties  the graph and the posts on its ties
    community    of each account; label: as it is shown (publish.labels)
    voices       demand_id, account; any order
    resamples    of the accounts of each demand, with replacement
    below        the limit of publish.folded
    Returns      Divided. evenness: entropy of the shares over the logarithm of the number of communities, OTHER among
                 them: 0 one holds all, 1 all hold as much; None where only OTHER may be shown. evenness_expected: of as
                 many accounts drawn from all that ask for anything. ei_index: posts on the accounts' ties that lead
                 out of their community less those inside, over both: -1..1. Sorted by demand_id
    Raises       MissingColumns
    Source       Shannon 1948, Pielou 1966; Krackhardt and Stern 1988; percentile bootstrap
    """
    require_columns("voices", voices, ("demand_id", "account"))
    number = int(label.max(initial=OTHER)) + 1
    sizes = np.bincount(label[label >= 0], minlength=number)
    inside, outside = _ends(found, ties, community)
    asked = _asked(voices, found)
    cell = np.append(np.where(label == OTHER, number, label), number + 1)  # the last: accounts without a link
    pool = np.bincount(cell[np.unique(asked["place"])], minlength=number + 2)[: number + 1]
    cells_there = number + bool((label == OTHER).any())
    known: dict[int, tuple[float | None, ...]] = {}  # what chance gives is the same for demands of one size
    rows, spread, hidden = [], [], 0
    for demand, places in _by_demand(asked):
        draw = np.random.default_rng((seed, *demand.encode()))
        counts = folded(np.bincount(cell[places], minlength=number + 2), sizes, below)
        within = counts[: number + 1]
        if not within.sum():
            hidden += 1
            continue
        linked = places[places < found.size]
        size = int(within.sum())
        drawn = _drawn(within, resamples, draw)
        spread += _cells(demand, counts, drawn)
        even: tuple[float | None, ...] = (None,) * 6
        if cells_there > 1 and within[:number].any():
            if size not in known:
                again = np.random.default_rng((seed, size))
                known[size] = _expected(pool, size, resamples, below, cells_there, again)
            even = (*_evenness(within[within > 0], drawn, cells_there), *known[size])
        ei: tuple[float | None, ...] = (None,) * 3
        if len(linked) >= below:
            ei = _ei(inside[linked], outside[linked], resamples, draw)
        rows.append((demand, size, int((within[:number] > 0).sum()), *even, *ei))
    return Divided(_table(rows, POLARISATION), _table(spread, SPREAD), hidden)


def _table(rows: list[tuple[Any, ...]], schema: Any) -> Any:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)


def _ends(found: Graph, ties: Any, community: Any) -> tuple[Any, Any]:
    """Posts at each account's ties inside its community, and out of it."""
    same = community[found.low] == community[found.high]
    both = np.append(found.low, found.high)
    return tuple(np.bincount(both, np.tile(ties * part, 2), minlength=found.size) for part in (same, ~same))  # type: ignore[return-value]


def _asked(voices: Any, found: Graph) -> dict[str, Any]:
    """Each account of each demand once: its number in the graph, or the graph's size where it has no link."""
    accounts = pa.table({"account": found.accounts, "place": np.arange(found.size)})
    with connect() as engine:
        engine.register("voices", voices.select(["demand_id", "account"]))
        engine.register("accounts", accounts)
        rows = engine.sql(
            f"select demand_id, coalesce(place, {found.size})::bigint as place from"
            " (select distinct demand_id, account from voices where account is not null)"
            " left join accounts using (account) order by demand_id, place, account"
        ).to_arrow_table()
    return {"demand": np.asarray(rows["demand_id"].to_pylist(), dtype=np.str_), "place": rows["place"].to_numpy()}


def _by_demand(asked: dict[str, Any]) -> list[tuple[str, Any]]:
    names, begins = np.unique(asked["demand"], return_index=True)
    return list(zip(names.tolist(), np.split(asked["place"], begins[1:]), strict=True)) if len(names) else []


def _drawn(within: Any, resamples: int, draw: Any) -> Any:
    """The accounts of the cells that are not empty, drawn again: a row a resample, a column a cell."""
    cells = within[within > 0]
    return draw.multinomial(cells.sum(), cells / cells.sum(), size=resamples)


def _cells(demand: str, counts: Any, drawn: Any) -> list[tuple[Any, ...]]:
    """A row of SPREAD for each cell that is not empty; accounts without a link have no share of the network."""
    other, whole, rows = len(counts) - 2, counts[:-1].sum(), []
    filled = np.flatnonzero(counts[:-1])
    lower, upper = interval(drawn / whole, counts[filled] / whole)
    for column, place in enumerate(filled):
        share = (counts[place] / whole, lower[column], upper[column])
        name = OTHER if place == other else int(place)
        rows.append((demand, name, int(counts[place]), *(float(one) for one in share)))
    if counts[-1]:
        rows.append((demand, OUTSIDE, int(counts[-1]), None, None, None))
    return rows


def evenness(counts: Any, cells: int) -> Any:
    """Entropy of the shares over log(cells), along the last axis; an empty row gives 0."""
    counts = np.asarray(counts, float)
    whole = counts.sum(axis=-1, keepdims=True)
    shares = np.divide(counts, whole, out=np.zeros_like(counts), where=whole > 0)
    logarithms = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    # Adding zero makes of minus zero a zero.
    return np.clip(-(shares * logarithms).sum(axis=-1) / np.log(cells), 0, 1) + 0.0


def _evenness(within: Any, drawn: Any, cells: int) -> tuple[float, float, float]:
    point = evenness(within, cells)
    lower, upper = interval(evenness(drawn, cells), point)
    return float(point), float(lower), float(upper)


def _expected(
    pool: Any, size: int, resamples: int, below: int, cells: int, draw: Any
) -> tuple[float | None, float | None, float | None]:
    """Mean and 95 % interval of the evenness of `size` accounts, drawn from everybody who asks for anything."""
    if not resamples:
        return None, None, None
    drawn = draw.multivariate_hypergeometric(pool, min(size, pool.sum()), size=resamples, method="marginals")
    small = (drawn < below) & (np.arange(len(pool)) < len(pool) - 1)
    drawn[:, -1] += np.where(small, drawn, 0).sum(axis=1)
    drawn[small] = 0
    found = evenness(drawn, cells)
    lower, upper = np.quantile(found, (0.025, 0.975))
    return float(found.mean()), float(lower), float(upper)


def _ei(inside: Any, outside: Any, resamples: int, draw: Any) -> tuple[float, float, float]:
    point = float((outside.sum() - inside.sum()) / (outside.sum() + inside.sum()))
    drawn = np.empty(resamples)
    step = max(AT_ONCE // len(inside), 1)
    for begin in range(0, resamples, step):
        again = draw.integers(0, len(inside), (min(step, resamples - begin), len(inside)))
        out, within = outside[again].sum(axis=1), inside[again].sum(axis=1)
        drawn[begin : begin + step] = (out - within) / (out + within)
    lower, upper = interval(drawn, point)
    return point, float(lower), float(upper)
