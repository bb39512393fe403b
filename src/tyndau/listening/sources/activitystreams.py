"""Statuses of the Mastodon API (a list, or one a line) and ActivityStreams outboxes, such as Mastodon's own export.

Structure read from https://docs.joinmastodon.org/entities/Status and https://www.w3.org/TR/activitypub/#outbox: content
is HTML; a boost holds the original in `reblog`, an Announce often only its address, and then nothing can be read.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tyndau.listening.sources.html_text import text_of
from tyndau.listening.sources.json_pages import at, listed, opening_keys, pages_of
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

COLLECTION = re.compile(rb'"type"\s*:\s*"OrderedCollection(Page)?"')
STATUS = frozenset(("account", "content", "reblogs_count"))


def recognises(file: InputFile) -> bool:
    keys = opening_keys(file)
    collection = "orderedItems" in keys or ("type" in keys and COLLECTION.search(file.head) is not None)
    return collection or keys >= STATUS


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by status or activity over all pages."""
    number = 0
    for page in pages_of(file):
        if isinstance(page, Rejection):
            yield page
            continue
        if "account" in page:
            number += 1
            yield Row(number, {**_status(page), **options.always})
            continue
        for activity in listed(page.get("orderedItems")):
            number += 1
            yield _activity(number, activity, options)


def _status(status: dict[str, Any]) -> dict[str, Any]:
    original = status.get("reblog")
    said = original if isinstance(original, dict) else status
    return {
        "platform": "mastodon",
        "id": _name(status.get("uri")) or status.get("id"),
        "author": _handle(status.get("account")),
        "created_at": status.get("created_at"),
        "title": said.get("spoiler_text"),
        "text": text_of(said.get("content")),
        **_location(status.get("location")),
        "parent": status.get("in_reply_to_id"),
        "repost_of": _handle(at(original, "account")),
        "origin": _name(at(original, "uri")) or at(original, "id"),
        "likes": status.get("favourites_count"),
        "shares": status.get("reblogs_count"),
        "comments": status.get("replies_count"),
    }


def _activity(number: int, activity: Any, options: Options) -> Row | Rejection:
    if not isinstance(activity, dict):
        return Rejection(number, "row.not-an-object", type(activity).__name__)
    kind = str(activity.get("type"))
    if kind not in ("Create", "Announce"):
        return Rejection(number, "row.service-message", kind if kind.isidentifier() else "")
    note, boost = activity.get("object"), kind == "Announce"
    values = {
        "platform": "mastodon",
        "id": _name(activity.get("id") if boost else at(note, "id") or activity.get("id")),
        "author": _actor(activity.get("actor")),
        "created_at": activity.get("published") or at(note, "published"),
        "title": at(note, "summary"),
        "text": text_of(at(note, "content")),
        **_location(at(note, "location") or activity.get("location")),
        "thread": at(note, "conversation"),
        "parent": None if boost else _name(at(note, "inReplyTo")),
        "repost_of": _actor(at(note, "attributedTo")) if boost else None,
        "origin": _name(at(note, "id") or note) if boost else None,
        "likes": at(note, "likes", "totalItems"),
        "shares": at(note, "shares", "totalItems"),
        "comments": at(note, "replies", "totalItems"),
    }
    return Row(number, {**values, **options.always})


def _location(place: Any) -> dict[str, Any]:
    """A Place of ActivityStreams; Mastodon itself gives none, Pixelfed and others do."""
    return {"place": at(place, "name"), "lat": at(place, "latitude"), "lon": at(place, "longitude")}


def _name(address: Any) -> str | None:
    """Server and number out of an address of a post, which holds the author's handle between them."""
    parts = urlsplit(address) if isinstance(address, str) else None
    if parts is None or not parts.netloc:
        return None
    return f"{parts.netloc}/{parts.path.removesuffix('/activity').rpartition('/')[2]}"


def _handle(account: Any) -> str | None:
    """name@server: accounts of the answering server come without it, and get it from the address of the profile."""
    name, address = at(account, "acct"), at(account, "url")
    if not isinstance(name, str) or "@" in name or not isinstance(address, str):
        return name if isinstance(name, str) else None
    return f"{name}@{urlsplit(address).netloc}"


def _actor(actor: Any) -> str | None:
    address = at(actor, "id") or actor
    if not isinstance(address, str):
        return None
    parts = urlsplit(address)
    return f"{parts.path.rpartition('/')[2].removeprefix('@')}@{parts.netloc}"


SOURCE = Source("activitystreams", recognises, read)
