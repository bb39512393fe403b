"""`tyndau doctor`: is this installation fit to listen? Each finding says how to mend it."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tyndau import jurisdictions, keys
from tyndau.listening.run import PACKAGES
from tyndau.listening.zones import zone
from tyndau.refusals import Refused
from tyndau.words import Words

LOW_DISK_GB = 2


@dataclass(frozen=True)
class Finding:
    ok: bool
    text: str


def examine(say: Words, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Look at Python, packages, key, time zones, country tables and disk, one finding each."""
    here = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(sys.version_info >= (3, 11), say("doctor.python", version=here))
    for name in PACKAGES:
        try:
            yield Finding(True, say("doctor.package", name=name, version=version(name)))
        except PackageNotFoundError:
            yield Finding(False, say("doctor.package-missing", name=name))
    yield _key(say, keys.key_path(environment))
    yield _zone(say)
    for code in jurisdictions.codes():
        yield _country(say, code)
    free = shutil.disk_usage(tempfile.gettempdir()).free // 10**9
    enough = free >= LOW_DISK_GB
    yield Finding(enough, say("doctor.disk" if enough else "doctor.disk-low", free=free))


def _key(say: Words, path: Path) -> Finding:
    try:
        keys.load(path)
    except Refused as refused:
        return Finding(False, str(refused.tell(say.language)))
    if keys.open_to_others(path):
        return Finding(False, say("doctor.key-open", path=path))
    return Finding(True, say("doctor.key", path=path))


def _zone(say: Words) -> Finding:
    # One zone, UTC+5, since 1 March 2024: an older tzdata says +6, and every day border is off by an hour.
    offset = datetime(2024, 7, 1, tzinfo=zone("Asia/Almaty")).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return Finding(True, say("doctor.zone")) if hours == 5 else Finding(False, say("doctor.zone-bad", hours=hours))


def _country(say: Words, code: str) -> Finding:
    try:
        country = jurisdictions.load(code)
    except Refused as refused:
        return Finding(False, str(refused.tell(say.language)))
    return Finding(
        True,
        say(
            "doctor.country",
            code=code,
            topics=country.topics.num_rows,
            phrases=country.phrases.num_rows,
            places=country.place_names.num_rows,
            bodies=country.bodies.num_rows,
        ),
    )
