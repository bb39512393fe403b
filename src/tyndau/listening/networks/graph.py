"""The graph of reposts, replies and mentions: who passes on, answers or names whom, counted in posts.

The text says "account A speaks of account B"; nothing here says why, and nobody's name is known.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

KINDS = ("mention", "reply", "repost")
POST_COLUMNS = ("post", "platform", "native_id", "author", "thread", "parent", "repost_of", "origin", "mentions")
LINKS = pa.schema([(name, pa.string()) for name in ("post", "source", "target", "kind")])
EDGES = pa.schema(
    [("source", pa.string()), ("target", pa.string()), ("kind", pa.string()), ("posts", pa.int64())]
)  # fmt: skip
# An answer whose parent was not read still answers whoever opened the thread, where that post was read.
FOUND = """
    with written as (select post, platform, author from posts where author is not null),
    answered as (
        select p.post, p.author as source, coalesce(parent.author, opener.author) as target, 'reply' as kind
        from posts p
        left join written parent on parent.post = p.platform || ':' || p.parent
        left join written opener on opener.post = p.platform || ':' || p.thread and opener.post <> p.post
        where p.author is not null),
    passed_on as (
        select p.post, p.author as source, coalesce(original.author, p.repost_of) as target, 'repost' as kind
        from posts p left join written original on original.post = p.platform || ':' || p.origin
        where p.author is not null),
    named as (
        select post, author as source, unnest(mentions) as target, 'mention' as kind
        from posts where author is not null)
    select distinct post, source, target, kind
    from (from answered union all from passed_on union all from named)
    where target is not null order by post, target, kind, source
"""


def links(posts: Any) -> Any:
    """Find every link that a post makes to an account.

    posts    POST_COLUMNS of the run's posts, any order; one row a post
    Returns  LINKS: post, source [who wrote it], target [whose post it repeats or answers, or who is named], kind;
             one row a post, target and kind, sorted by post, target, kind. Links to oneself are among them
    Raises   MissingColumns
    """
    require_columns("posts", posts, POST_COLUMNS)
    with connect() as engine:
        engine.register("posts", posts.select(POST_COLUMNS))
        return engine.sql(FOUND).to_arrow_table().cast(LINKS)


def edges(found: Any) -> Any:
    """Count the links.

    found    LINKS, any order
    Returns  EDGES: source, target, kind, posts [distinct posts]; without links to oneself; sorted by the first three
    Raises   MissingColumns
    """
    require_columns("links", found, LINKS.names)
    with connect() as engine:
        engine.register("links", found)
        return engine.sql(
            "select source, target, kind, count(distinct post)::bigint as posts from links where source <> target"
            " group by all order by source, target, kind"
        ).to_arrow_table().cast(EDGES)  # fmt: skip


@dataclass(frozen=True)
class Graph:
    """The links as numbers: an account is its place in `accounts`, an arc a pair of them, a tie an unordered pair.

    A post that both answers and names one account is one post on one arc. `post_of` and `arc_of` say which post stands
    on which arc, so that posts can be drawn again (`arcs_of_posts`).
    """

    accounts: Any  # string array, sorted: same accounts, same numbers
    source: Any  # of each arc
    target: Any
    low: Any  # of each tie, low < high
    high: Any
    tie_of: Any  # of each arc
    post_of: Any  # of each row: its post
    arc_of: Any  # of each row: its arc
    posts: int  # posts that make a link

    @property
    def size(self) -> int:
        """Accounts."""
        return len(self.accounts)

    def arcs_of_posts(self, times: Any | None = None) -> Any:
        """Posts on each arc, float64; `times` says how often each post counts, once each where not given."""
        weights = None if times is None else times[self.post_of]
        return np.bincount(self.arc_of, weights, minlength=len(self.source)).astype(float)

    def ties_of_arcs(self, arcs: Any) -> Any:
        """Posts on each tie, in both directions."""
        return np.bincount(self.tie_of, arcs, minlength=len(self.low)).astype(float)


def graph(found: Any) -> Graph:
    """Number the accounts and posts of LINKS; links to oneself fall out. No link at all gives an empty graph."""
    require_columns("links", found, LINKS.names)
    with connect() as engine:
        engine.register("links", found)
        rows = engine.sql(
            "select distinct post, source, target from links where source <> target order by post, source, target"
        ).to_arrow_table()
    _, post_of = _numbered(rows["post"].chunks)
    names, ends = _numbered(rows["source"].chunks + rows["target"].chunks)
    source, target = np.split(ends, 2)
    size = max(len(names), 1)
    arcs, arc_of = np.unique(source * size + target, return_inverse=True)
    source, target = np.divmod(arcs, size)
    ties, tie_of = np.unique(np.minimum(source, target) * size + np.maximum(source, target), return_inverse=True)
    low, high = np.divmod(ties, size)
    posts = int(post_of.max()) + 1 if len(post_of) else 0
    return Graph(names, source, target, low, high, tie_of, post_of, arc_of, posts)


def _numbered(chunks: list[Any]) -> tuple[Any, Any]:
    """The distinct strings, sorted, and for each string its place among them, int64."""
    told = pa.chunked_array(chunks, pa.string()).combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(told.dictionary)
    place = np.empty(len(order), np.int64)
    place[order.to_numpy()] = np.arange(len(order))
    return told.dictionary.take(order), place[told.indices.to_numpy()]
