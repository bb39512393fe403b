"""One post is one row: copies of a post read twice are merged, an edited post keeps its last text."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.arrow import Rows
from tyndau.listening.errors import require_columns
from tyndau.listening.posts import POSTS
from tyndau.listening.sql import connect

# Only keys, times and hashes are grouped: texts are not copied.
MERGE = """
    select max(place) as newest, min(hash(text)) <> max(hash(text)) as edited
    from posts group by post order by max_by(time, place), post
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
        places = pa.array(range(posts.num_rows), pa.int64())
        engine.register("posts", posts.select(["post", "time", "text"]).append_column("place", places))
        merged = engine.sql(MERGE).to_arrow_table()
    kept = merged["newest"].to_numpy()
    counts = {"duplicates": posts.num_rows - len(kept), "edited": pc.sum(merged["edited"]).as_py() or 0}
    in_order = len(kept) == posts.num_rows and bool((np.diff(kept) == 1).all())
    if in_order:
        return posts.select(POSTS.names), counts
    # Column by column: Arrow copies a chunked column into one piece before it takes from it, and texts are heavy.
    rows = pa.array(kept)
    columns = {name: posts[name].take(rows) for name in POSTS.names if name != "text"}
    return pa.table({**columns, "text": Rows(posts["text"]).taken(kept)}).select(POSTS.names).cast(POSTS), counts
