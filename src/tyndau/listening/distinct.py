"""One post is one row: copies of a post read twice are merged, an edited post keeps its last text."""

from typing import Any

from tyndau.listening.errors import require_columns
from tyndau.listening.posts import POSTS
from tyndau.listening.sql import connect

MERGE = """
    with numbered as (select *, row_number() over () as place from posts),
    ranked as (
        select *, row_number() over (partition by post order by place desc) as newest,
               count(distinct text) over (partition by post) - 1 as edits
        from numbered)
    select * exclude (place, newest) from ranked where newest = 1 order by time, post
"""


def distinct_posts(posts: Any) -> tuple[Any, dict[str, int]]:
    """Keep one row a post, the one read last, ordered by time.

    posts    posts.POSTS in the order of reading
    Returns  the same columns, one row a `post`, sorted by time and post; and counts {duplicates, edited}: copies with
             the same text, and posts of which more than one text was read
    Raises   MissingColumns
    Source   domain rule: an edited post keeps its native id, the last text wins, the edit is counted
    """
    require_columns("posts", posts, POSTS.names)
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("posts", posts)
        merged = engine.sql(MERGE).to_arrow_table()
    edited = sum(1 for edits in merged["edits"].to_pylist() if edits)
    counts = {"duplicates": posts.num_rows - merged.num_rows, "edited": edited}
    return merged.select(POSTS.names).cast(POSTS), counts
