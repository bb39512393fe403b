"""X (Twitter) API v2: pages of `data` and `includes`, or bare posts; single, in a list, or one a line.

Structure read from https://docs.x.com/x-api/fundamentals/data-dictionary: what a post refers to stands in `includes`,
or, in files of twarc and 4CAT, inside `referenced_tweets`; a repost's own text is cut, a long post is in `note_tweet`.
"""

import re
from collections.abc import Iterator
from typing import Any

from tyndau.listening.sources.json_pages import at, listed, opening_keys, pages_of
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

OF_A_POST = frozenset(("edit_history_tweet_ids", "public_metrics", "referenced_tweets", "conversation_id"))
OF_A_PAGE = re.compile(rb'"(' + "|".join(sorted(OF_A_POST)).encode() + rb')"\s*:')

Included = dict[tuple[str, str], dict[str, Any]]  # by kind and id


def recognises(file: InputFile) -> bool:
    keys = opening_keys(file)
    if {"id", "text"} <= keys:
        return bool(keys & OF_A_POST)
    return "data" in keys and "item_id" not in keys and OF_A_PAGE.search(file.head) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by post over all pages; posts that are only included are not rows."""
    number = 0
    for page in pages_of(file):
        if isinstance(page, Rejection):
            yield page
            continue
        included = _included(page.get("includes"))
        for post in _posts(page):
            number += 1
            yield _row(number, post, included, options)


def _posts(page: dict[str, Any]) -> list[Any]:
    """What the page is about: a list, one post, or, where lines are bare posts, the page itself."""
    if "data" not in page:
        return [page] if "text" in page else []
    return page["data"] if isinstance(page["data"], list) else [page["data"]]


def _included(includes: Any) -> Included:
    found = ((kind, one) for kind in ("tweets", "places") for one in listed(at(includes, kind)))
    return {(kind, str(one.get("id"))): one for kind, one in found if isinstance(one, dict)}


def _row(number: int, post: Any, included: Included, options: Options) -> Row | Rejection:
    if not isinstance(post, dict):
        return Rejection(number, "row.not-an-object", type(post).__name__)
    original = _referenced(post, included, "retweeted")
    metrics = post.get("public_metrics")
    values = {
        "platform": "x",
        "id": post.get("id"),
        "author": post.get("author_id"),
        "created_at": post.get("created_at"),
        "text": _text(original) or _text(post),
        "place": _place(post.get("geo"), included),
        **_geotag(at(post, "geo", "coordinates", "coordinates")),
        "thread": post.get("conversation_id"),
        "parent": at(_referenced(post, included, "replied_to"), "id"),
        "repost_of": at(original, "author_id"),
        "origin": at(original, "id"),
        "media": listed(at(original or post, "attachments", "media_keys")),
        "views": at(metrics, "impression_count"),
        "likes": at(metrics, "like_count"),
        "shares": at(metrics, "retweet_count"),
        "comments": at(metrics, "reply_count"),
    }
    return Row(number, {**values, **options.always})


def _referenced(post: dict[str, Any], included: Included, kind: str) -> dict[str, Any] | None:
    """What the post says of the other post, with all that is included of it; None where it refers to none."""
    for reference in listed(post.get("referenced_tweets")):
        if at(reference, "type") == kind:
            return {**reference, **included.get(("tweets", str(reference.get("id"))), {})}
    return None


def _text(post: Any) -> Any:
    return at(post, "note_tweet", "text") or at(post, "text")


def _place(geo: Any, included: Included) -> Any:
    named = included.get(("places", str(at(geo, "place_id")))) or at(geo, "place") or geo
    return at(named, "full_name")


def _geotag(point: Any) -> dict[str, Any]:
    """A GeoJSON point: longitude first."""
    return dict(zip(("lon", "lat"), point, strict=True)) if isinstance(point, list) and len(point) == 2 else {}


SOURCE = Source("x_v2", recognises, read)
