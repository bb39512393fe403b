"""One row of any source -> one tuple of the RAW post table, or the reason why not."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from tyndau.listening.posts import ACTS
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
    iso = isinstance(value, str) and value[4:5] == "-"
    if not iso and (isinstance(value, int | float) or NUMBER.fullmatch(str(value).strip())):
        seconds = float(value)
        if abs(seconds) > 1e11:
            seconds /= 1000
        if abs(seconds) > 1e11:
            raise ValueError("out of range")
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    else:
        text = str(value).strip()
        if not iso and (match := DAY_FIRST.fullmatch(text)):
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
    written = values.get("created_at")
    if written is None or written == "":
        return Rejection(row.number, "row.no-time")
    try:
        time = instant(written, zone)
    except NaiveTime:
        raise
    except (ValueError, OverflowError):
        return Rejection(row.number, "row.bad-time", LETTER.sub("x", str(written)[:40]))
    given = values.get
    act = _text(given("act")).lower() or ACTS[0]
    if act not in ACTS:
        return Rejection(row.number, "row.unknown-act", LETTER.sub("x", act[:40]))
    platform = _text(given("platform")) or "unknown"
    native = _text(given("id")) or None  # the pseudonym kernel gives a keyed identity to a post that has none
    return (
        f"{platform}:{native}" if native else None, platform, native, _text(given("author")) or None, time, text,
        _text(given("place")) or None, *_coordinates(given("lat"), given("lon")), _text(given("home_place")) or None,
        _text(given("thread")) or None, _text(given("parent")) or None, _text(given("repost_of")) or None,
        _text(given("origin")) or None,
        _count(given("views")), _count(given("likes")), _count(given("shares")), _count(given("comments")),
        _listed(given("media")), act,
        _flag(given("synthetic")), file, row.number,
    )  # fmt: skip


def _text(value: Any) -> str:
    """Text without what Arrow cannot hold (lone surrogates) and without blanks around it."""
    if value is None:
        return ""
    text = str(value).strip()
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _listed(value: Any) -> list[str]:
    """Names in a list, or parted by commas or blanks, each once."""
    if not value:
        return []
    given = value if isinstance(value, list) else re.split(r"[\s,;]+", str(value))
    return list(dict.fromkeys(name for one in given if isinstance(one, str | int) and (name := _text(one))))


def _flag(value: Any) -> bool:
    return value is True or (value is not None and str(value).lower() in ("true", "1", "yes"))


def _coordinates(lat: Any, lon: Any) -> tuple[float, float] | tuple[None, None]:
    """Degrees where both are given and possible; else neither: a post without a geotag is as good as any."""
    if lat is None or lon is None:
        return None, None
    try:
        found = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        return None, None
    # 0, 0 is what devices write that do not know where they are.
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 and found != (0, 0) else (None, None)


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, int):
        return value if 0 <= value < 2**62 else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18 else None
