"""One row of any source -> one tuple of the RAW post table, or the reason why not."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from tyndau.listening.sources.source import Rejection, Row

EARLIEST, LATEST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"-?\d{1,16}(\.\d+)?")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
LETTER = re.compile(r"[^\W\d_]")  # a wrongly mapped column may hold a name: its letters stay out of the report
LONGEST_TEXT = 100_000  # characters; longer is no utterance of a person


class NaiveTime(ValueError):
    """A time without zone, and no zone was declared."""


def instant(value: Any, zone: tzinfo | None) -> datetime:
    """A point in time in UTC from ISO 8601, Unix seconds or milliseconds, or `31.12.2025 18:30`.

    Raises ValueError for anything else or a time out of 1995..2099, NaiveTime where the zone is unknown.
    """
    if isinstance(value, int | float) or NUMBER.fullmatch(str(value).strip()):
        seconds = float(value)
        if abs(seconds) > 1e11:
            seconds /= 1000
        if abs(seconds) > 1e11:
            raise ValueError("out of range")
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    else:
        text = str(value).strip()
        if match := DAY_FIRST.fullmatch(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            year += 2000 if year < 100 else 0
            found = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes next
        else:
            found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            if zone is None:
                raise NaiveTime(text)
            found = found.replace(tzinfo=zone)
        found = found.astimezone(UTC)
    if not EARLIEST <= found < LATEST:
        raise ValueError("out of range")
    return found


def raw_row(row: Row, file: str, zone: tzinfo | None) -> tuple[Any, ...] | Rejection:
    """The row as a tuple in the order of posts.RAW; raises NaiveTime, which stops the whole run."""
    values = row.values
    text = _text(values.get("text"))
    if title := _text(values.get("title")):
        text = f"{title}\n{text}" if text else title
    if not text:
        return Rejection(row.number, "row.no-text")
    if len(text) > LONGEST_TEXT:
        return Rejection(row.number, "row.text-too-long", f"{len(text)} characters, at most {LONGEST_TEXT}")
    given = values.get("created_at")
    if given is None or given == "":
        return Rejection(row.number, "row.no-time")
    try:
        time = instant(given, zone)
    except NaiveTime:
        raise
    except (ValueError, OverflowError):
        return Rejection(row.number, "row.bad-time", LETTER.sub("x", str(given)[:40]))
    platform = _text(values.get("platform")) or "unknown"
    author = _text(values.get("author")) or None
    native = _text(values.get("id")) or None  # the pseudonym kernel gives a keyed identity to a post that has none
    return (
        f"{platform}:{native}" if native else None, platform, native, author, time, text,
        _text(values.get("place")) or None, *_coordinates(values.get("lat"), values.get("lon")),
        _text(values.get("home_place")) or None, _text(values.get("thread")) or None,
        _text(values.get("parent")) or None, _text(values.get("repost_of")) or None,
        _count(values.get("views")), _count(values.get("likes")), _count(values.get("shares")),
        _count(values.get("comments")),
        str(values.get("synthetic")).lower() in ("true", "1", "yes"), file, row.number,
    )  # fmt: skip


def _text(value: Any) -> str:
    """Text without what Arrow cannot hold (lone surrogates) and without blanks around it."""
    if value is None:
        return ""
    text = str(value).strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _coordinates(lat: Any, lon: Any) -> tuple[float, float] | tuple[None, None]:
    """Degrees where both are given and possible; else neither: a post without a geotag is as good as any."""
    try:
        found = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        return None, None
    # 0, 0 is what devices write that do not know where they are.
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 and found != (0, 0) else (None, None)


def _count(value: Any) -> int | None:
    if isinstance(value, int):
        return value if 0 <= value < 2**62 else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18 else None
