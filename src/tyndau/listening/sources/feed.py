"""News feeds: RSS and Atom, read by feedparser.

Structure read from https://www.rssboard.org/rss-specification, RFC 4287 and the feedparser documentation: an entry has
a title and a summary or its whole content, plain or HTML; a feed without authors speaks as itself.
"""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser

from tyndau.listening.sources.html_text import text_of
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row, Source

FIRST_ELEMENT = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
BEFORE_IT = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)", re.DOTALL)

# Every file is UTF-8 (it was checked): a declaration that says otherwise is left over from before a conversion.
UTF_8 = {"content-type": "application/xml; charset=utf-8"}


def recognises(file: InputFile) -> bool:
    start = len(b"\xef\xbb\xbf") if file.head.startswith(b"\xef\xbb\xbf") else 0
    while match := BEFORE_IT.match(file.head, start):
        start = match.end()
    return FIRST_ELEMENT.match(file.head[start:].lstrip()) is not None


def read(file: InputFile, options: Options) -> Iterator[Row | Rejection]:
    """Rows are numbered by entry. A feed that is not well-formed gives what can be read of it and one rejection."""
    feed = BytesIO(file.path.read_bytes())
    try:
        # HTML is only read as text here: cleaning it first would cost much and change nothing.
        found = feedparser.parse(feed, response_headers=UTF_8, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, OverflowError, AssertionError):  # what its lenient parser dies of
        yield Rejection(None, "row.broken-feed")
        return
    for number, entry in enumerate(found.entries, 1):
        values = {
            "platform": "news",
            "id": entry.get("id") or entry.get("link"),
            "author": entry.get("author") or found.feed.get("title"),
            "home_place": found.feed.get("title"),
            "created_at": _time(entry),
            "title": _said(entry.get("title_detail")),
            "text": _said(next(iter(entry.get("content", ())), None) or entry.get("summary_detail")),
        }
        yield Row(number, {**values, **options.always})
    broken = found.get("bozo_exception")
    if hasattr(broken, "getLineNumber"):
        yield Rejection(None, "row.broken-feed", f"line {broken.getLineNumber()}, column {broken.getColumnNumber()}")


def _said(detail: Any) -> str:
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    return value.strip() if detail.get("type") == "text/plain" else text_of(value)


def _time(entry: Any) -> Any:
    """The time as ISO 8601 where the feed wrote it by RFC 822; without a zone it stays so, and is never guessed."""
    written = str(entry.get("published") or entry.get("updated") or "").strip()
    try:
        found = parsedate_to_datetime(written.replace("-0000", "+0000"))
    except (ValueError, OverflowError):
        return written
    # A zone by a name that is not known (MSK) would be read as none, and another zone put in its place.
    return written if found.tzinfo is None and written[-1].isalpha() else found.isoformat()


SOURCE = Source("feed", recognises, read)
