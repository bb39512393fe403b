"""Files in object stores: `s3://bucket/posts` read and written like a folder of this machine, by fsspec.

Only what a run needs of a path is here, under the names of `pathlib`. Who may read the store is the deployer's matter:
fsspec's drivers take their credentials from the environment of each machine.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

from tyndau.listening.errors import StoreUnusable


@dataclass(frozen=True, order=True)
class Stored:
    """A file or folder in a store, by its URL."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> "Stored":
        return Stored(f"{self.url.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        return PurePosixPath(self.url).name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.url).suffix

    def absolute(self) -> "Stored":
        return self

    def as_uri(self) -> str:
        return self.url

    def exists(self) -> bool:
        with _answering(self.url) as (store, path):
            return bool(store.exists(path))

    def is_dir(self) -> bool:
        with _answering(self.url) as (store, path):
            return bool(store.isdir(path))

    def files(self) -> list[tuple["Stored", str]]:
        """All files below, with their paths from here."""
        with _answering(self.url) as (store, path):
            found = [(one, PurePosixPath(one).relative_to(PurePosixPath(path))) for one in sorted(store.find(path))]
            return [(Stored(store.unstrip_protocol(one)), str(inner)) for one, inner in found]

    def stat(self) -> SimpleNamespace:
        with _answering(self.url) as (store, path):
            return SimpleNamespace(st_size=int(store.size(path) or 0))

    def open(self, mode: str = "rb") -> BufferedReader:
        with _answering(self.url) as (store, path):
            stream: BufferedReader = store.open(path, mode)
            return stream

    def read_bytes(self) -> bytes:
        with self.open() as stream:
            return stream.read()

    def write_bytes(self, content: bytes) -> None:
        with _answering(self.url) as (store, path):
            store.pipe_file(path, content)

    def write(self, file: Path) -> None:
        """Put a file of this machine here."""
        with _answering(self.url) as (store, path):
            store.put_file(str(file), path)

    def unlink(self) -> None:
        with _answering(self.url) as (store, path):
            store.rm_file(path)


def place(told: str) -> Path | Stored:
    """A path of this machine, or a place in a store where it is written as a URL; `file://` is this machine."""
    if told.startswith("file://"):
        return Path(told.removeprefix("file://"))
    return Stored(told.rstrip("/")) if "://" in told else Path(told)


def files_below(folder: Path | Stored) -> Iterable[tuple[Path | Stored, str]]:
    """All files of a folder and of those in it, sorted, with their paths from the folder."""
    if isinstance(folder, Stored):
        return folder.files()
    return [(file, str(file.relative_to(folder))) for file in sorted(folder.rglob("*")) if file.is_file()]


@contextmanager
def fetched(folder: Path | Stored, names: Iterable[str]) -> Iterator[Path]:
    """A folder of this machine with these files of `folder`, those that are there; a copy is removed at the end."""
    if isinstance(folder, Path):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="tyndau-") as copy:
        for name in names:
            if (folder / name).exists():
                (Path(copy) / name).write_bytes((folder / name).read_bytes())
        yield Path(copy)


@contextmanager
def _answering(url: str) -> Iterator[tuple[Any, str]]:
    """The store of a URL and the path in it. Refuses StoreUnusable: no such store, no driver, no answer, no right."""
    try:
        import fsspec.core  # only when somebody names a store

        yield fsspec.core.url_to_fs(url)
    except Exception as error:  # noqa: BLE001 - each store's driver raises errors of its own making
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise StoreUnusable(url=url, reason=reason or type(error).__name__) from None
