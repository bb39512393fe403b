"""The heard as a sample that can be weighed: cells of like units, and which categories they can carry."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.represent.raking import OUTSIDE

FEWEST = 5  # units of a category below which their weight would hang on a few people
MARGIN_SHARES = pa.schema(
    [
        ("margin", pa.string()),
        ("category", pa.string()),
        ("n", pa.int64()),
        ("sample_share", pa.float64()),
        ("target", pa.float64()),
        ("weighted_share", pa.float64()),
        ("how", pa.string()),
    ]
)


class Margin(NamedTuple):
    """names, people, held [units], how (own, merged, too-few, empty): of each category. told: the category of each
    cell; used: the same after sparse ones were merged; targets: shares of the used ones; represented: their part."""

    name: str
    names: list[str]
    people: Any
    held: Any
    how: Any
    told: Any
    used: Any
    targets: Any
    represented: float


class Sample(NamedTuple):
    """n: units of each cell; asked: cells x topics; margins that can be raked, and all that are known."""

    n: Any
    asked: Any
    margins: list[Margin]

    @property
    def raked(self) -> list[Margin]:
        return [margin for margin in self.margins if len(margin.targets)]


def sample(grouped: Any, asked: Any, wanted: dict[str, Any]) -> Sample:
    """Hold the cells against the margins.

    grouped  represent.units.cells: the attributes and n
    asked    cells x topics [units]
    wanted   represent.targets.targets: category, people of each margin
    Returns  Sample. Units of a region that the population does not tell of are no part of it; those whose attribute is
             unknown stay, outside that margin
    """
    keep = np.ones(grouped.num_rows, bool)
    if "territory" in wanted:
        inside = pc.is_in(grouped["territory"], wanted["territory"]["category"].combine_chunks())
        keep = pc.or_(inside, pc.is_null(grouped["territory"])).to_numpy()
    n = grouped["n"].to_numpy()[keep].astype(float)
    margins = []
    for name, table in wanted.items():
        places = pc.fill_null(pc.index_in(grouped[name], table["category"].combine_chunks()), OUTSIDE)
        margins.append(_margin(name, places.to_numpy()[keep], n, table))
    return Sample(n, asked[keep], margins)


def _margin(name: str, told: Any, n: Any, table: Any) -> Margin:
    """Categories of FEWEST units or more stand for themselves, sparse ones together; empty ones carry nothing."""
    people = table["people"].to_numpy().astype(float)
    inside = told != OUTSIDE
    held = np.bincount(told[inside], n[inside], len(people))
    full, sparse = held >= FEWEST, (held > 0) & (held < FEWEST)
    merged = sparse & (held[sparse].sum() >= FEWEST)
    places = np.full(len(people), OUTSIDE)
    places[full], places[merged] = np.arange(full.sum()), full.sum()
    carrying = places != OUTSIDE
    targets = np.bincount(places[carrying], people[carrying]) / max(people[carrying].sum(), 1)
    how = np.select([full, merged, sparse], ["own", "merged", "too-few"], "empty")
    used = np.where(inside, places[np.where(inside, told, 0)], OUTSIDE)
    represented = float(people[carrying].sum() / max(people.sum(), 1))
    return Margin(name, table["category"].to_pylist(), people, held, how, told, used, targets, represented)


def margin_shares(found: Sequence[Margin], n: Any, weights: Any | None) -> Any:
    """MARGIN_SHARES: each category in the sample, among the people, and by weight; shares of those whose is known."""
    tables = []
    for margin in found:
        size = len(margin.names)
        by_weight = pa.nulls(size, pa.float64())
        if weights is not None:
            inside = margin.told != OUTSIDE
            held = np.bincount(margin.told[inside], (weights * n)[inside], size)
            by_weight = pa.array(held / max(held.sum(), 1e-300))
        columns = [
            pa.array([margin.name] * size), pa.array(margin.names), pa.array(margin.held.astype(np.int64)),
            pa.array(margin.held / max(margin.held.sum(), 1)), pa.array(margin.people / max(margin.people.sum(), 1)),
            by_weight, pa.array(margin.how.tolist()),
        ]  # fmt: skip
        tables.append(pa.table(columns, schema=MARGIN_SHARES))
    return pa.concat_tables(tables) if tables else MARGIN_SHARES.empty_table()
