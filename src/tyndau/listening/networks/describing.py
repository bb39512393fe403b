"""What a community has in common: the platform, language, region and topics that most of its accounts write in."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.networks.graph import Graph
from tyndau.listening.networks.publish import OTHER
from tyndau.listening.networks.resampling import interval
from tyndau.listening.sql import connect

TRAITS = {"platform": 1, "language": 1, "territory": 1, "topic": 3}  # how many of each are told
COMMUNITIES = pa.schema(
    [
        ("community", pa.int64()), ("accounts", pa.int64()), ("posts", pa.int64()), ("inside", pa.float64()),
        ("stability", pa.float64()), ("stability_low", pa.float64()), ("stability_high", pa.float64()),
        *((name, pa.string()) for name in TRAITS),
    ]
)  # fmt: skip


def described(found: Graph, ties: Any, label: Any, likest: Any, posts: Any, below: int) -> Any:
    """One row a shown community.

    found    the graph
    ties     posts on each tie, float64
    label    publish.labels
    likest   resampling.Resampled.likest; OTHER has no stability
    posts    author, platform, language, territory, topic of the run's posts
    below    a trait is told when so many accounts of the community share it
    Returns  COMMUNITIES: community, accounts, posts [that its accounts wrote], inside [share of the weight at its
             accounts' ends that stays inside, two decimals], stability [mean Jaccard similarity to the likest community
             of each resample] with its 95 % interval, and the commonest traits; sorted, OTHER last
    Raises   MissingColumns
    """
    require_columns("posts", posts, ("author", *TRAITS))
    accounts = pa.table({"author": found.accounts, "label": label})
    with connect() as engine:
        engine.register("accounts", accounts)
        engine.register("posts", posts.select(["author", *TRAITS]))
        engine.execute("create temp table written as select a.label, p.* from posts p join accounts a using (author)")
        wrote = dict(engine.sql("select label, count(*) from written group by label").fetchall())
        traits = {name: _commonest(engine, name, most, below) for name, most in TRAITS.items()}
    shown = list(range(int(label.max(initial=OTHER)) + 1))
    if len(label) and (label == OTHER).sum() >= below:
        shown.append(OTHER)
    sizes, within = _sizes(found, ties, label - OTHER)
    rows = []
    for number in shown:
        firm = (None, None, None) if number == OTHER else _firm(likest[:, number])
        size, inside = int(sizes[number - OTHER]), within[number - OTHER]
        rows.append((number, size, wrote.get(number, 0), inside, *firm, *(traits[name].get(number) for name in TRAITS)))
    return pa.Table.from_pylist([dict(zip(COMMUNITIES.names, row, strict=True)) for row in rows], schema=COMMUNITIES)


def _commonest(engine: Any, trait: str, most: int, below: int) -> dict[int, str]:
    """The `most` commonest values of a trait in each community, by accounts that have it, joined by a comma."""
    return dict(
        engine.sql(
            f"with counted as (select label, {trait} as value, count(distinct author) as accounts from written"
            f" where {trait} is not null group by all having accounts >= {below}),"
            " ranked as (select *, row_number() over (partition by label order by accounts desc, value) as place"
            " from counted)"
            f" select label, string_agg(value, ', ' order by place) from ranked where place <= {most} group by label"
        ).fetchall()
    )


def _sizes(found: Graph, ties: Any, place: Any) -> tuple[Any, list[float | None]]:
    """Accounts of each place, and the share of the weight at their ends that stays inside, None without a tie."""
    count = int(place.max(initial=0)) + 1
    low, high = place[found.low], place[found.high]
    ends = np.bincount(low, ties, count) + np.bincount(high, ties, count)
    inside = 2 * np.bincount(low, ties * (low == high), count)
    shares = [round(float(part / whole), 2) if whole else None for part, whole in zip(inside, ends, strict=True)]
    return np.bincount(place, minlength=count), shares


def _firm(likeness: Any) -> tuple[float | None, float | None, float | None]:
    """Mean and 95 % interval over the resamples in which the community has a tie left."""
    seen = likeness[~np.isnan(likeness)]
    if not len(seen):
        return None, None, None
    mean = float(seen.mean())
    low, high = interval(seen, mean)
    return mean, float(low), float(high)


def distinct_accounts(posts: Any) -> int:
    """Accounts that wrote at least one of the posts."""
    return int(pc.count_distinct(posts["author"], mode="only_valid").as_py())
