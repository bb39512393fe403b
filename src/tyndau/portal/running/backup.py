"""One file that holds all that the portal keeps: its database and its home folder, each part with its SHA-256.

A backup is a gzipped tar: `backup.json` first, then the database, then the files under `home/`.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tyndau.portal.running.refusals import BackupCannotWrite, BackupExists, NoBackup, NotEmpty, OtherDatabase
from tyndau.portal.running.stores import Store

FORMAT = 1
FACTS = "backup.json"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """What went into a backup or came out of one; `left_out` names what could not (sockets, pipes, links)."""

    files: int
    size: int
    made: str
    left_out: tuple[str, ...] = ()


def write(out: Path, store: Store, home: Path, at: datetime) -> Kept:
    """Write the backup, readable by its owner only, whole or not at all.

    Refuses BackupExists, BackupCannotWrite, and what the store refuses.
    """
    if out.exists():
        raise BackupExists(path=out)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=out.absolute().parent) as work:
            dumped = Path(work) / store.member
            store.dump(dumped)
            members, left_out = {store.member: dumped}, []
            for path in sorted(home.rglob("*")):
                if path in store.live_files() or (path.is_dir() and not path.is_symlink()):
                    continue
                if Path(work) in path.parents or path == out:
                    continue
                if path.is_symlink() or not path.is_file():
                    left_out.append(str(path))
                else:
                    members[f"home/{path.relative_to(home).as_posix()}"] = path
            packed = pack(Path(work) / "packed", members, store, at)
            packed.rename(out)
    except OSError as error:
        raise BackupCannotWrite(path=out, reason=error.strerror or str(error)) from None
    return Kept(len(members), out.stat().st_size, at.isoformat(), tuple(left_out))


def pack(out: Path, members: dict[str, Path], store: Store, at: datetime) -> Path:
    facts = {
        "format": FORMAT,
        "tyndau": version("tyndau"),
        "database": store.kind,
        "made": at.isoformat(timespec="seconds"),
        "sha256": {name: digest(path) for name, path in members.items()},
    }
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
            text = json.dumps(facts, indent=1, ensure_ascii=False).encode()
            told = out.with_name(FACTS)
            told.write_bytes(text)
            tar.add(told, FACTS)
            for name, path in members.items():
                tar.add(path, name)
        file.flush()
        os.fsync(file.fileno())
    return out


def restore(source: Path, store: Store, home: Path, replace: bool) -> Kept:
    """Put database and files back as they were. Everything is unpacked and checked before anything is touched.

    Refuses NoBackup for a file that is none, is damaged or of another format, OtherDatabase, and NotEmpty where there
    is something already and `replace` was not said. With `replace`, files that the backup does not hold are removed.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as work:
        facts = unpack(source, Path(work))
        if facts["database"] != store.kind:
            raise OtherDatabase(path=source, kept=facts["database"], here=store.kind)
        present = [path for path in home.iterdir() if path != Path(work) and path not in store.live_files()]
        # Merely reading the settings makes a secret key: it alone is no portal.
        occupied = [path for path in present if path.name != "secret-key"]
        if (occupied or not store.is_empty()) and not replace:
            raise NotEmpty(path=home)
        store.load(Path(work) / store.member)
        for path in present:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for name in sorted(facts["sha256"]):
            if name.startswith("home/"):
                target = home / name.removeprefix("home/")
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (Path(work) / name).rename(target)
    return Kept(len(facts["sha256"]), source.stat().st_size, facts["made"])


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    """One plain file, inside the folder and for its owner only; anything else makes the backup unsound.

    By hand, because tarfile's own filter came with Python 3.11.4, and Debian 12 has 3.11.2.
    """
    target = into / member.name
    if not target.resolve().is_relative_to(into.resolve()):
        raise ValueError(f"{member.name} lies outside")
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        return
    content = tar.extractfile(member) if member.isreg() else None
    if content is None:
        raise ValueError(f"{member.name} is no plain file")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)


def unpack(source: Path, into: Path) -> dict[str, Any]:
    """All parts, each checked against its SHA-256."""
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                _take_out(tar, member, into)
        facts: dict[str, Any] = json.loads((into / FACTS).read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            raise NoBackup(path=source, reason=f"format {facts['format']}")
        for name, wanted in facts["sha256"].items():
            if digest(into / name) != wanted:
                raise NoBackup(path=source, reason=f"SHA-256 of {name}")
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or f"{type(error).__name__}: {error}"
        raise NoBackup(path=source, reason=reason) from None
    return facts


def digest(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            seen.update(chunk)
    return seen.hexdigest()
