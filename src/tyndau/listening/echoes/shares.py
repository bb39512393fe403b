"""What posts share: one row for each post and each object in it that another post may hold too."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

SHARES = pa.schema(
    [
        ("object_id", pa.string()),
        ("account_id", pa.string()),
        ("content_id", pa.string()),
        ("timestamp_share", pa.int64()),
    ]
)
SYNCHRONISED = pa.schema([("account", pa.string()), ("group", pa.string())])
# Under names of its kind, so that a hashtag is not taken for a text. What only one account shares joins nobody.
OBJECTS = """
    with held as (
        select post, 'link:' || unnest(links) as object from posts
        union all select post, 'tag:' || unnest(hashtags) from posts
        union all select post, 'media:' || unnest(media) from posts
        union all select post, 'post:' || platform || ':' || origin from posts where origin is not null
        union all select e.post, 'text:' || e.echo from echoes e),
    shared as (
        select h.object, p.author, p.post, epoch(p.time)::bigint as moment
        from held h join posts p using (post) where p.author is not null),
    common as (select object from shared group by object having count(distinct author) > 1)
    select object as object_id, author as account_id, post as content_id, moment as timestamp_share
    from shared join common using (object) order by all
"""


def shares(posts: Any, echoes: Any) -> Any:
    """Lay out who shared what and when.

    posts    post, platform, author, time (UTC), origin; links, hashtags, media: lists of strings
    echoes   post, echo
    Returns  SHARES: object_id (link:, tag:, media:, post: or text: and its name), account_id, content_id,
             timestamp_share [s since 1970]; sorted. Posts without an author and objects of one account are left out
    Raises   MissingColumns
    """
    require_columns("posts", posts, ("post", "platform", "author", "time", "origin", "links", "hashtags", "media"))
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("posts", posts)
        engine.register("echoes", echoes.select(["post", "echo"]))
        return engine.sql(OBJECTS).to_arrow_table().cast(SHARES)
