"""A portal of the test's own for the `tyndau` command: home folder and database, on SQLite or the run's PostgreSQL."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

BUILT = Path(settings.STATICFILES_DIRS[0])
needs_assets = pytest.mark.skipif(not BUILT.is_dir(), reason="styles are not built: make assets")


@pytest.fixture
def environment(tmp_path) -> Iterator[dict[str, str]]:
    """What the command finds in its environment; the database in it is fresh and goes with the test."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("TYNDAU_", "DATABASE_URL"))}
    ours |= {"TYNDAU_HOME": str(tmp_path / "home"), "TYNDAU_LANG": "en"}
    # The command names its settings itself; those of this process are the tests' own.
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield ours
        return
    name = f"own_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield {**ours, "DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}"}
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def command(environment) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command in a process of its own: it loads Django with settings that this process does not have."""

    def call(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tyndau", *map(str, words)],
            env={**environment, **more}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    return call


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
