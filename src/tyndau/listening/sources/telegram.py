"""Telegram Desktop export, JSON: one chat (`messages`) or a whole account (`chats.list[].messages`).

Structure read from https://core.telegram.org/import-export and the exporter of Telegram Desktop: `text` is a string or
an array of strings and entity objects; service messages carry no utterance; `date` has no zone, `date_unixtime` has.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from tyndau.listening.errors import BrokenJson
from tyndau.listening.sources.json_pages import at
from tyndau.listening.sources.source import PRIVATE, InputFile, Options, Rejection, Row, Source

GROUP = re.compile("group|channel")
OPENING = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')


def recognises(file: InputFile) -> bool:
    head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and OPENING.search(head) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by message, from 1, over all chats of the file."""
    try:
        export = orjson.loads(file.path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise BrokenJson(file=file.label, line=error.lineno, column=error.colno, reason=error.msg) from None
    chats = export.get("chats")
    listed = chats.get("list", []) if isinstance(chats, dict) else [export]
    number = 0
    for chat in listed:
        messages = chat.get("messages") if isinstance(chat, dict) else None
        for message in messages if isinstance(messages, list) else []:
            number += 1
            yield _row(number, chat, message, options)


def _row(number: int, chat: dict[str, Any], message: Any, options: Options) -> Row | Rejection:
    if not isinstance(message, dict):
        return Rejection(number, "row.not-an-object", type(message).__name__)
    if message.get("type") != "message":
        return Rejection(number, "row.service-message", str(message.get("action", "")))
    if "id" not in message:
        return Rejection(number, "row.no-id")
    here = str(chat.get("id", chat.get("name", "")))
    if chat.get("type") == "personal_chat":  # its id is the number of the other person
        here = PRIVATE + here
    parent = message.get("reply_to_message_id")
    reactions = message.get("reactions")
    likes = [one.get("count", 0) for one in reactions if isinstance(one, dict)] if isinstance(reactions, list) else None
    values = {
        "platform": "telegram",
        "id": f"{here}/{message['id']}",
        # A channel speaks as itself; in a group from_id is the person, stable when the shown name changes.
        "author": message.get("from_id") or message.get("from") or message.get("actor_id"),
        "created_at": message.get("date_unixtime") or message.get("date"),
        "text": _text(message.get("text", "")),
        "lat": at(message, "location_information", "latitude"),
        "lon": at(message, "location_information", "longitude"),
        # A group is named after its place; a private chat after a person.
        "home_place": chat.get("name") if GROUP.search(str(chat.get("type"))) else None,
        "thread": here,
        "parent": None if parent is None else f"{here}/{parent}",
        "repost_of": message.get("forwarded_from"),
        "likes": None if likes is None else sum(likes),
        "synthetic": message.get("synthetic"),  # only our own demo files say so
    }
    return Row(number, {**values, **options.beside_platform()})


def _text(text: Any) -> str:
    """Plain text out of a string or an array of strings and entity objects."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in text)


SOURCE = Source("telegram", recognises, read)
