"""YouTube Data API v3: pages of commentThreads.list and comments.list; single, in a list, or one a line.

Structure read from https://developers.google.com/youtube/v3/docs/commentThreads and .../docs/comments: a thread holds
its top comment and only some replies, `totalReplyCount` promises all; `textDisplay` is HTML.
"""

import re
from collections.abc import Iterator
from typing import Any

from tyndau.listening.sources.html_text import text_of
from tyndau.listening.sources.json_pages import at, listed, pages_of
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

OPENING = re.compile(rb'"kind"\s*:\s*"youtube#comment(Thread)?(ListResponse)?"')


def recognises(file: InputFile) -> bool:
    return OPENING.search(file.head) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by comment over all pages. Replies that no page holds are one rejection a thread."""
    number = 0
    promised: dict[str, tuple[int, int]] = {}  # thread: row of its top comment, replies that it has on the platform
    came: dict[str, set[str]] = {}
    for page in pages_of(file):
        if isinstance(page, Rejection):
            yield page
            continue
        for comment, thread in _comments(page):
            number += 1
            row = _row(number, comment, thread, options)
            yield row
            if isinstance(total := at(thread, "snippet", "totalReplyCount"), int):
                promised[str(at(comment, "id"))] = (number, total)
            elif isinstance(row, Row):
                came.setdefault(str(row.values["parent"]), set()).add(str(row.values["id"]))
    for top, (row_number, total) in promised.items():
        if missing := max(0, total - len(came.get(top, ()))):
            yield Rejection(row_number, "row.replies-missing", f"{missing} of {total}")


def _comments(page: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Each comment with the thread that it opens, None for a reply. A page may be one bare thread or comment."""
    for item in listed(page.get("items")) if "items" in page else [page]:
        top = at(item, "snippet", "topLevelComment")
        if top is None:
            yield item, None
            continue
        yield top, item
        for reply in listed(at(item, "replies", "comments")):
            yield reply, None


def _row(number: int, comment: Any, thread: Any, options: Options) -> Row | Rejection:
    if not isinstance(comment, dict):
        return Rejection(number, "row.not-an-object", type(comment).__name__)
    said = comment.get("snippet")
    values = {
        "platform": "youtube",
        "id": comment.get("id"),
        "author": at(said, "authorChannelId", "value"),
        "created_at": at(said, "publishedAt"),
        "text": at(said, "textOriginal") or text_of(at(said, "textDisplay")),
        "thread": at(said, "videoId") or at(thread, "snippet", "videoId"),
        "parent": at(said, "parentId"),
        "likes": at(said, "likeCount"),
        "comments": at(thread, "snippet", "totalReplyCount"),
        "synthetic": at(said, "synthetic"),  # only our own demo files say so
    }
    return Row(number, {**values, **options.always})


SOURCE = Source("youtube", recognises, read)
