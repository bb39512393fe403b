"""The files of a demo corpus: each platform's posts as that platform exports them, or all posts as NDJSON.

Every function returns the key of each post, as a run will name it. Ids follow the order of time.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from tyndau.demo.post import Post

CHAT, GROUP = 777000, -777000
PAGE = 100  # comments of an answer
THREAD = 4  # comments below one, at most
DELETED = 400  # every so manieth comment was deleted
Numbered = list[tuple[int, Post]]


def several(folder: Path, posts: list[Post]) -> Iterator[str]:
    """telegram.json, vk.json, youtube.json, networks.ndjson, forum.csv, appeals.csv."""
    by_platform: dict[str, Numbered] = {}
    for number, post in enumerate(posts, start=1):
        by_platform.setdefault(post.account.platform, []).append((number, post))
    _telegram(folder / "telegram.json", by_platform.get("telegram", []))
    _vk(folder / "vk.json", by_platform.get("vk", []))
    _youtube(folder / "youtube.json", by_platform.get("youtube", []))
    _ndjson(folder / "networks.ndjson", by_platform.get("instagram", []), posts)
    _csv(folder / "forum.csv", by_platform.get("forum", []))
    _csv(folder / "appeals.csv", by_platform.get("eotinish", []))
    own = {"telegram": f"{CHAT}/{{}}", "vk": f"{GROUP}_1_{{}}", "youtube": "Ugdemo{}"}
    for number, post in enumerate(posts, start=1):
        yield f"{post.account.platform}:{own.get(post.account.platform, '{}').format(number)}"


def one(folder: Path, posts: list[Post]) -> Iterator[str]:
    """all.ndjson."""
    _ndjson(folder / "all.ndjson", list(enumerate(posts, start=1)), posts)
    for number, post in enumerate(posts, start=1):
        yield f"{post.account.platform}:{number}"


def handle(post: Post) -> str:
    return f"demo-{post.account.platform}-{post.account.number}"


def moment(post: Post) -> str:
    return datetime.fromtimestamp(post.at, UTC).isoformat()


def _telegram(path: Path, posts: Numbered) -> None:
    """Telegram Desktop, one chat, with the service message that opens every export."""
    start: dict[str, Any] = {
        "id": 0,
        "type": "service",
        "date": "2026-01-01T00:00:00",
        "action": "create_group",
        "text": "",
    }
    messages = [start]
    for number, post in posts:
        messages.append(
            {
                "id": number, "type": "message", "date": moment(post)[:19], "date_unixtime": str(post.at),
                "from": f"Demo {handle(post)}", "from_id": f"user{handle(post)}", "text": post.text,
                "text_entities": [{"type": "plain", "text": post.text}], "synthetic": True,
                **({"reply_to_message_id": post.parent} if post.parent else {}),
            }
        )  # fmt: skip
    chat = {"name": "Synthetic demo chat", "type": "public_supergroup", "id": CHAT, "messages": messages}
    path.write_bytes(orjson.dumps(chat, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _vk(path: Path, posts: Numbered) -> None:
    """Answers of wall.getComments, a list of pages; some comments were deleted and have kept their place."""
    items: list[dict[str, Any]] = []
    for place, (number, post) in enumerate(posts, start=1):
        items.append(
            {
                "id": number, "from_id": 900_000_000 + post.account.number, "owner_id": GROUP, "post_id": 1,
                "date": post.at, "text": post.text, "synthetic": True,
                **({"reply_to_comment": post.parent} if post.parent else {}),
            }
        )  # fmt: skip
        if place % DELETED == 0:
            # Ids of posts are numbers from 1: a deleted comment takes none of them.
            items.append({"id": -number, "owner_id": GROUP, "post_id": 1, "date": post.at, "deleted": True, "text": ""})
    pages = [
        {"response": {"count": len(items), "items": items[begin : begin + PAGE]}}
        for begin in range(0, len(items), PAGE)
    ]
    path.write_bytes(orjson.dumps(pages, option=orjson.OPT_APPEND_NEWLINE))


def _youtube(path: Path, posts: Numbered) -> None:
    """Pages of commentThreads.list: every few comments are replies to the one before them."""
    threads = []
    for begin in range(0, len(posts), THREAD):
        first, *rest = posts[begin : begin + THREAD]
        top = _comment(*first)
        replies = [_comment(*reply, parent=top["id"]) for reply in rest]
        snippet = {"videoId": "demo", "topLevelComment": top, "totalReplyCount": len(replies)}
        threads.append(
            {"kind": "youtube#commentThread", "id": top["id"], "snippet": snippet, "replies": {"comments": replies}}
        )
    pages = [
        {"kind": "youtube#commentThreadListResponse", "items": threads[begin : begin + PAGE]}
        for begin in range(0, len(threads), PAGE)
    ]
    path.write_bytes(orjson.dumps(pages, option=orjson.OPT_APPEND_NEWLINE))


def _comment(number: int, post: Post, parent: str | None = None) -> dict[str, Any]:
    snippet = {
        "videoId": "demo", "textOriginal": post.text, "authorDisplayName": f"@{handle(post)}",
        "authorChannelId": {"value": handle(post)}, "publishedAt": moment(post), "synthetic": True,
    }  # fmt: skip
    return {
        "kind": "youtube#comment",
        "id": f"Ugdemo{number}",
        "snippet": snippet | ({"parentId": parent} if parent else {}),
    }


def _ndjson(path: Path, posts: Numbered, everybody: list[Post]) -> None:
    """A line a post. Edited posts were collected twice: first as they read before, at the end as they read now."""
    with path.open("wb") as file:
        for number, post in posts:
            file.write(_line(number, post, post.before or post.text, everybody))
        for number, post in posts:
            if post.before:
                file.write(_line(number, post, post.text, everybody))


def _line(number: int, post: Post, text: str, everybody: list[Post]) -> bytes:
    row: dict[str, Any] = {
        "platform": post.account.platform, "id": str(number), "author": handle(post), "created_at": moment(post),
        "text": text, "views": post.views, "likes": post.likes, "synthetic": True,
    }  # fmt: skip
    if post.act != "post":
        row["act"] = post.act
    if post.parent:
        row["parent"] = str(post.parent)
    if post.origin:
        row |= {"origin": str(post.origin), "repost_of": handle(everybody[post.origin - 1])}
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _csv(path: Path, posts: Numbered) -> None:
    """A table separated by semicolons: a forum's, or that of the appeals."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\n")
        rows.writerow(("platform", "id", "author", "created_at", "text", "parent", "act", "synthetic"))
        for number, post in posts:
            platform, parent = post.account.platform, post.parent or ""
            rows.writerow((platform, number, handle(post), moment(post), post.text, parent, post.act, "true"))
