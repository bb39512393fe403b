"""The cast and their tools: a key, the country, posts told in a line, the command run as a user runs it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from tests.append_only import emptied_after_tests
from tyndau import cli, jurisdictions
from tyndau.listening.posts import RAW
from tyndau.words import words

pytest_plugins = ["tests.portal.heard"]

# These machines are noisy: no example is failed for being slow.
settings.register_profile("tyndau", deadline=None, max_examples=60)
settings.load_profile("tyndau")

KEY = bytes(range(32))
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_may_be_emptied() -> Iterator[None]:
    with emptied_after_tests():
        yield


@pytest.fixture(scope="session")
def country():
    return jurisdictions.load("kz")


@pytest.fixture
def key_file(tmp_path, monkeypatch) -> Path:
    """A pseudonym key of the test's own: the developer's key is never touched."""
    path = tmp_path / "config" / "pseudonym.key"
    path.parent.mkdir()
    path.write_text(KEY.hex() + "\n")
    path.chmod(0o600)
    monkeypatch.setenv("TYNDAU_KEY_FILE", str(path))
    return path


@pytest.fixture
def tyndau(key_file, monkeypatch) -> Callable[..., Result]:
    """The command, spoken to in English, as a person types it."""
    monkeypatch.setattr(cli, "SAY", words("en"))

    def call(*arguments: Any) -> Result:
        return CliRunner().invoke(cli.main, [str(one) for one in arguments], catch_exceptions=False)

    return call


def raw(*texts: str, author: str = "aigerim", platform: str = "vk", start: datetime = MONDAY) -> pa.Table:
    """RAW posts a minute apart, one author each unless told."""
    rows = []
    for number, text in enumerate(texts):
        row = dict.fromkeys(RAW.names)
        row |= {
            "post": f"{platform}:{number}",
            "platform": platform,
            "native_id": str(number),
            "author": f"{author}{number}",
            "time": start + timedelta(minutes=number),
            "text": text,
            "synthetic": False,
            "file": "told.ndjson",
            "row": number + 1,
        }
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=RAW)


def told(*texts: str, language: str = "ru") -> pa.Table:
    """Normal forms as the topic kernels read them."""
    count = len(texts)
    return pa.table(
        {
            "post": [f"p{number}" for number in range(count)],
            "language": [language] * count,
            "normal": [text.lower() for text in texts],
        }
    )
