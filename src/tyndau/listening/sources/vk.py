"""VK API answers: wall.get, wall.getById, wall.getComments, newsfeed.search; single, in a list, or one a line.

Structure read from https://dev.vk.com/en/reference/objects/post and https://github.com/VKCOM/vk-api-schema (5.199):
a negative owner is a community; `copy_history` is a repost; replies to a comment stand in `thread.items`.
"""

import re
from collections.abc import Iterator
from typing import Any

from tyndau.listening.sources.json_pages import at, listed, opening_keys, pages_of
from tyndau.listening.sources.source import PRIVATE, InputFile, Options, Rejection, Row, Source

OF_VK = re.compile(rb'"(items|owner_id|from_id)"\s*:')


def recognises(file: InputFile) -> bool:
    return "response" in opening_keys(file) and OF_VK.search(file.head) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by post or comment over all answers of the file, replies after what they answer."""
    number = 0
    for page in pages_of(file):
        if isinstance(page, Rejection):
            yield page
            continue
        response = page.get("response")
        towns, homes = _towns(response), _homes(response)
        # Until version 5.131 wall.getById answered with the bare list.
        for item in _with_replies(listed(at(response, "items")) or listed(response)):
            number += 1
            yield _row(number, item, towns, homes, options)


def account(owner: Any) -> str | None:
    """The name of a page of VK: id1 for a person, club1 for a community, whose number is negative."""
    if not isinstance(owner, int) or not owner:
        return None
    return f"club{-owner}" if owner < 0 else f"id{owner}"


def _with_replies(items: list[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _with_replies(listed(at(item, "thread", "items")))


def _row(
    number: int, item: Any, towns: dict[str | None, Any], homes: dict[str | None, Any], options: Options
) -> Row | Rejection:
    if not isinstance(item, dict):
        return Rejection(number, "row.not-an-object", type(item).__name__)
    if item.get("deleted") or item.get("is_deleted"):
        return Rejection(number, "row.deleted")
    owner, post, author = item.get("owner_id", item.get("to_id")), item.get("post_id"), account(item.get("from_id"))
    history = listed(item.get("copy_history"))
    original = history[-1] if history else None
    values = {
        "platform": "vk",
        "author": author,
        "created_at": item.get("date"),
        "text": item.get("text") or at(original, "text"),
        "repost_of": account(at(original, "owner_id")),
        "origin": _name(at(original, "owner_id"), at(original, "id")),
        "media": _media(original or item),
        "place": at(item, "geo", "place", "title") or towns.get(author),
        **_geotag(item.get("geo")),
        "home_place": homes.get(account(owner)),
        "likes": at(item, "likes", "count"),
        "shares": at(item, "reposts", "count"),
        "views": at(item, "views", "count"),
        "synthetic": item.get("synthetic"),  # only our own demo files say so
    }
    place = _post(owner, item.get("id")) if post is None else _comment(owner, post, item)
    return Row(number, {**values, **place, "comments": _answers(item), **options.beside_platform()})


def _geotag(geo: Any) -> dict[str, Any]:
    """Coordinates of a check-in: "53.2 63.6" in posts, an object in newer answers, or those of the place."""
    told = at(geo, "coordinates")
    if isinstance(told, str) and len(parts := told.split()) == 2:
        return dict(zip(("lat", "lon"), parts, strict=True))
    spot = told if isinstance(told, dict) else at(geo, "place")
    return {"lat": at(spot, "latitude"), "lon": at(spot, "longitude")}


def _post(owner: Any, post: Any) -> dict[str, Any]:
    own = _name(owner, post)
    return {"id": own, "thread": own}


def _comment(owner: Any, post: Any, item: dict[str, Any]) -> dict[str, Any]:
    """A comment stands below the one that it replies to, else below the one whose thread it is in, else the post."""
    above = item.get("reply_to_comment") or next(reversed(listed(item.get("parents_stack"))), None)
    thread = _name(owner, post)
    return {
        "id": _name(owner, post, item.get("id")),
        "thread": thread,
        "parent": _name(owner, post, above) if above else thread,
    }


def _name(owner: Any, *parts: Any) -> str | None:
    """The platform's id of a post or comment; on a person's own wall it holds the person's number, so it is private."""
    if owner is None or None in parts:
        return None
    own = "_".join(str(part) for part in (owner, *parts))
    return own if isinstance(owner, int) and owner < 0 else PRIVATE + own


def _media(post: Any) -> list[str]:
    """Names of the pictures, videos and files that hang on a post: owner and number, the same wherever they hang."""
    attached = (one for one in listed(at(post, "attachments")) if isinstance(one, dict))
    found = ((one.get("type"), one.get(str(one.get("type")))) for one in attached)
    return [
        f"{kind}{what['owner_id']}_{what['id']}"
        for kind, what in found
        if kind in ("photo", "video", "doc", "audio") and isinstance(what, dict) and {"owner_id", "id"} <= set(what)
    ]


def _answers(item: dict[str, Any]) -> Any:
    comments = at(item, "comments", "count")
    return at(item, "thread", "count") if comments is None else comments


def _towns(response: Any) -> dict[str | None, Any]:
    """The town that people and communities give in their profiles, where the answer was asked for it."""
    people = ((1, one) for one in listed(at(response, "profiles")))
    communities = ((-1, one) for one in listed(at(response, "groups")))
    return {
        account(sign * one["id"]): at(one, "city", "title")
        for sign, one in (*people, *communities)
        if isinstance(one, dict) and isinstance(one.get("id"), int)
    }


def _homes(response: Any) -> dict[str | None, Any]:
    """What the communities of the answer are about: the town in their profile, else their name."""
    return {
        account(-one["id"]): at(one, "city", "title") or one.get("name")
        for one in listed(at(response, "groups"))
        if isinstance(one, dict) and isinstance(one.get("id"), int)
    }


SOURCE = Source("vk", recognises, read)
