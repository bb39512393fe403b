"""The canonical post table: the one shape that every source writes and every kernel reads.

RAW is what a source hands over: it still holds handles and never leaves memory. POSTS is what the pseudonym kernel
makes of it: no handle, no phone, no e-mail, no IIN.
"""

from typing import Any

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
# What a person did who is heard here, by the effort that it takes. The last three are done under one's own name.
ACTS = ("post", "report", "call", "appeal", "signature")
IDENTIFIED = ("call", "appeal", "signature")

_SHARED: list[tuple[str, Any]] = [
    ("post", pa.string()),  # platform:native_id, the key of a post in every table
    ("platform", pa.string()),
    ("native_id", pa.string()),
    ("author", pa.string()),  # RAW: the handle; POSTS: its pseudonym; null where the source names nobody
    ("time", INSTANT),
    ("text", pa.string()),
    ("declared_place", pa.string()),  # what the source says of the place, in its own words
    ("lat", pa.float32()),  # geotag [degrees]; it and the next two live until the territory is known, on disk never
    ("lon", pa.float32()),
    ("home_place", pa.string()),  # the name of the group or channel, or the place that it is about
    ("thread", pa.string()),
    ("parent", pa.string()),
    ("repost_of", pa.string()),  # the account whose post this one repeats
    ("origin", pa.string()),  # the id of that post
    ("views", pa.int64()),
    ("likes", pa.int64()),
    ("shares", pa.int64()),
    ("comments", pa.int64()),
    ("media", pa.list_(pa.string())),  # RAW: the platform's names of pictures and videos; POSTS: their keyed names
    ("act", pa.string()),  # what the person did: one of ACTS
    ("synthetic", pa.bool_()),  # true: demo text, written by us
    ("file", pa.string()),
    ("row", pa.int64()),
]
RAW = pa.schema(_SHARED)
WHERE_FROM = ("lat", "lon", "home_place")  # personal data, or heavy: what `places` makes a territory of and drops
POSTS = pa.schema(
    [
        *_SHARED,
        ("mentions", pa.list_(pa.string())),
        ("links", pa.list_(pa.string())),  # web addresses; those that point at a person are keyed behind their host
        ("hashtags", pa.list_(pa.string())),
    ]
)
REJECTED = pa.schema([("file", pa.string()), ("row", pa.int64()), ("reason", pa.string()), ("detail", pa.string())])
