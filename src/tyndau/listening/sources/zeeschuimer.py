"""Zeeschuimer captures, NDJSON: one envelope a line, the platform's own object under `data`; also as 4CAT unwraps them.

Structure read from https://github.com/digitalmethodsinitiative/zeeschuimer (js/zs-background.js, modules/) and the data
sources of 4CAT for the same platforms. Platforms that stand in neither table below are rejected, not guessed.
"""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from tyndau.listening.sources.json_pages import at, objects_of, opening_keys
from tyndau.listening.sources.source import LONGEST_LINE, InputFile, Options, Rejection, Row, Source

X_TEXT = ("note_tweet.note_tweet_results.result.text", "legacy.full_text")
X_ORIGINAL = "legacy.retweeted_status_result.result"
X_TIME = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) (\+\d{4}) (\d{4})")
NAME = re.compile(r"[\w.-]{1,40}")

PLATFORMS = {
    "instagram.com": "instagram",
    "threads.net": "threads",
    "tiktok.com": "tiktok",
    "tiktok-comments": "tiktok",
    "twitter.com": "x",
}
# Where a field stands in `data`: the first of these paths at which there is a value.
PATHS: dict[str, dict[str, tuple[str, ...]]] = {
    # What Instagram shows in a grid only may lack its time, and is then rejected for that.
    "instagram.com": {
        "id": ("code",), "thread": ("code",), "author": ("user.username", "owner.username"),
        "created_at": ("taken_at",), "text": ("caption.text",), "place": ("location.name",),
        "lat": ("location.lat",), "lon": ("location.lng",),
        "views": ("view_count", "play_count"), "likes": ("like_count",), "comments": ("comment_count",),
    },
    "threads.net": {
        "id": ("code",), "thread": ("code",), "author": ("user.username",),
        "created_at": ("taken_at",), "text": ("caption.text",), "likes": ("like_count",),
        "shares": ("text_post_app_info.repost_count",), "comments": ("text_post_app_info.direct_reply_count",),
    },
    # `author` is an object in an answer of the API and a bare name in what a page embeds.
    "tiktok.com": {
        "id": ("id",), "thread": ("id",), "author": ("author.uniqueId", "author"),
        "created_at": ("createTime",), "text": ("desc",), "views": ("stats.playCount",),
        "likes": ("stats.diggCount",), "shares": ("stats.shareCount",), "comments": ("stats.commentCount",),
    },
    "tiktok-comments": {
        "id": ("cid",), "thread": ("aweme_id",), "author": ("user.unique_id", "user.uid"),
        "created_at": ("create_time",), "text": ("text",), "parent": ("reply_id", "aweme_id"),
        "likes": ("digg_count",), "comments": ("reply_comment_total",),
    },
    "twitter.com": {
        "id": ("rest_id", "legacy.id_str"), "thread": ("legacy.conversation_id_str",),
        "author": ("legacy.user_id_str",), "created_at": ("legacy.created_at",),
        "text": tuple(f"{post}{text}" for post in (f"{X_ORIGINAL}.tweet.", f"{X_ORIGINAL}.", "") for text in X_TEXT),
        "place": ("legacy.place.full_name",), "lat": ("legacy.coordinates.coordinates.1",),
        "lon": ("legacy.coordinates.coordinates.0",), "parent": ("legacy.in_reply_to_status_id_str",),
        "repost_of": (f"{X_ORIGINAL}.tweet.legacy.user_id_str", f"{X_ORIGINAL}.legacy.user_id_str"),
        "origin": (f"{X_ORIGINAL}.tweet.rest_id", f"{X_ORIGINAL}.rest_id", f"{X_ORIGINAL}.legacy.id_str"),
        "views": ("views.count", "ext_views.count"), "likes": ("legacy.favorite_count",),
        "shares": ("legacy.retweet_count",), "comments": ("legacy.reply_count",),
    },
}  # fmt: skip


def recognises(file: InputFile) -> bool:
    keys = opening_keys(file)
    return {"item_id", "source_platform"} <= keys or "__import_meta" in keys


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by item; a line that cannot be read counts as one."""
    for number, item in enumerate(objects_of(file, LONGEST_LINE), 1):
        yield item if isinstance(item, Rejection) else _row(number, item, options)


def _row(number: int, item: dict[str, Any], options: Options) -> Row | Rejection:
    platform = str(at(item.get("__import_meta", item), "source_platform"))
    data = item.get("data", item)
    if platform not in PATHS:
        return Rejection(number, "row.unknown-platform", platform if NAME.fullmatch(platform) else "")
    if not isinstance(data, dict):
        return Rejection(number, "row.not-an-object", type(data).__name__)
    values = {field: _first(data, paths) for field, paths in PATHS[platform].items()}
    values["created_at"] = _time(values["created_at"])
    if data.get("like_and_view_counts_disabled"):
        values["likes"] = None  # Instagram then sends a number that nobody sees
    return Row(number, {"platform": PLATFORMS[platform], **values, **options.always})


def _first(data: dict[str, Any], paths: tuple[str, ...]) -> Any:
    """An id of "0" says that there is none; a count of 0 is a count."""
    for path in paths:
        value = _standing(data, path)
        if value not in (None, "", "0") and not isinstance(value, dict | list):
            return value
    return None


def _standing(data: dict[str, Any], path: str) -> Any:
    """What stands at a dotted path; a number at its end is a place in a list."""
    *keys, last = path.split(".")
    if not last.isdigit():
        return at(data, *keys, last)
    found = at(data, *keys)
    return found[int(last)] if isinstance(found, list) and len(found) > int(last) else None


def _time(written: Any) -> Any:
    """X's `Mon Mar 02 09:00:00 +0000 2026` as ISO 8601; anything else as it is."""
    if not isinstance(written, str) or not (match := X_TIME.fullmatch(written)):
        return written
    month, day, clock, offset, year = match.groups()
    try:
        return parsedate_to_datetime(f"{day} {month} {year} {clock} {offset}").isoformat()
    except ValueError:
        return written


SOURCE = Source("zeeschuimer", recognises, read)
