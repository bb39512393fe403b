"""4CAT exports, CSV or NDJSON; also the CSV of Zeeschuimer, which has the same columns.

Structure read from https://github.com/digitalmethodsinitiative/4cat (`map_item` of its data sources): every data source
has id, thread_id, timestamp, body, author; names of counts differ; `timestamp` has no zone, `unix_timestamp` has.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace

from tyndau.listening.sources import csv_table, ndjson
from tyndau.listening.sources.json_pages import opening_keys
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

COLUMNS = frozenset(("id", "thread_id", "timestamp", "body", "author"))
# Where a field stands, the first of these that the file has.
NAMES = {
    "created_at": ("unix_timestamp", "timestamp"),
    "text": ("body",),
    "title": ("subject",),
    "thread": ("thread_id",),
    "place": ("place_name", "location_name"),
    "lat": ("latitude", "lat"),
    "lon": ("longitude", "lng", "lon"),
    "views": ("views", "plays", "play_count", "impression_count"),
    "likes": ("likes", "like_count", "num_likes", "favourites_count"),
    "shares": ("shares", "retweet_count", "reposts", "reblogs_count"),
    "comments": ("comments", "num_comments", "reply_count", "replies", "replies_count", "post_comments"),
}


def recognises(file: InputFile) -> bool:
    return columns_in(file) >= COLUMNS


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows as the generic source of the container reads them; a --columns file of the user goes first."""
    container = ndjson.SOURCE if opening_keys(file) else csv_table.SOURCE
    return container.read(file, replace(options, columns={**_standing(columns_in(file)), **options.columns}))


def columns_in(file: InputFile) -> frozenset[str]:
    """The keys of the first object or the cells of the first line."""
    if keys := opening_keys(file):
        return keys
    first = file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    try:
        return frozenset(next(csv.reader([first], delimiter=csv_table.separator_of(first)), ()))
    except csv.Error:  # no line of a table, as far as this source is concerned
        return frozenset()


def _standing(found: frozenset[str]) -> dict[str, tuple[str, ...]]:
    chosen = ((field, next((name for name in names if name in found), None)) for field, names in NAMES.items())
    return {field: (name,) for field, name in chosen if name}


SOURCE = Source("fourcat", recognises, read)
