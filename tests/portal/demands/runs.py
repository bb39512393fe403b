"""Run folders of invented demands, small enough to count by hand, in the very format of docs/run-folder.md."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tyndau.listening.demands.effort import ladder
from tyndau.listening.demands.signal import signal
from tyndau.listening.demands.strength import people, strength
from tyndau.listening.runfolder import TABLES

ABAI, AKMOLA, SEMEY = "100000000", "110000000", "101000000"
FIRST = datetime(2026, 9, 1, 6, tzinfo=UTC)
COMPUTED = datetime(2026, 10, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Heard:
    """A demand: `accounts` people write one post each, a day apart, on `platform`; copies of the first on `copies`."""

    code: str
    topic: str = "heating"
    territory: str | None = ABAI
    accounts: int = 8
    platform: str = "vk"
    language: str = "kk"
    place: str | None = None
    body: str | None = "akimat-10"
    parent: str | None = None
    words: Sequence[str] = ()
    phrases: Sequence[tuple[str, str]] = (("kk", "үй суық"),)
    quotes: Sequence[str] = ("Үйде суық, батарея мұздай.",)
    trend: str = "steady"
    since: datetime = FIRST
    posts: Sequence[str] = field(default=())  # keys, where two runs must share them
    acts: Sequence[str] = ()  # of its first posts; the others are posts of a network


def write_run(
    folder: Path,
    heard: Sequence[Heard],
    *,
    computed_at: datetime = COMPUTED,
    changes: Sequence[tuple[str, str | None, str, int]] = (),
    synthetic: bool = True,
    country: str = "kz",
    tables_too: Mapping[str, Sequence[dict[str, Any]]] | None = None,
) -> Path:
    """Write the folder and return it; `heard` by rank, strongest first; `tables_too`: more of its tables."""
    folder.mkdir(parents=True)
    voices = [voice for one in heard for voice in _voices(one)]
    schema = TABLES["voices.parquet"]
    table = pa.Table.from_pylist([{name: row[name] for name in schema.names} for row in voices], schema=schema)
    bounds = {row["demand_id"]: row for row in strength(table).to_pylist()}
    rows = [_demand(one, rank, bounds[one.code]) for rank, one in enumerate(heard, start=1)]
    posts = [
        dict.fromkeys(TABLES["posts.parquet"].names)
        | {"post": row["post"], "language": row["language"], "act": row["act"]}
        for row in voices
    ]
    tables = {
        "voices.parquet": table,
        "demands.parquet": pa.Table.from_pylist(rows, schema=TABLES["demands.parquet"]),
        "posts.parquet": pa.Table.from_pylist(posts, schema=TABLES["posts.parquet"]),
        "changes.parquet": pa.Table.from_pylist(
            [dict(zip(TABLES["changes.parquet"].names, row, strict=True)) for row in changes],
            schema=TABLES["changes.parquet"],
        ),
    }
    bounds_of_people = people(strength(table), 1.5, 3)
    echoes = TABLES["echoes.parquet"].empty_table()
    tables["signal.parquet"] = signal(table, tables["posts.parquet"], echoes, bounds_of_people)
    tables["ladder.parquet"] = ladder(table, tables["posts.parquet"], echoes)
    for name, found in (tables_too or {}).items():
        tables[name] = pa.Table.from_pylist(list(found), schema=TABLES[name])
    for name, content in tables.items():
        pq.write_table(content, folder / name)
    (folder / "run.json").write_text(
        json.dumps(_told(heard, voices, computed_at, synthetic, country)), encoding="utf-8"
    )
    return folder


def _voices(one: Heard) -> list[dict[str, Any]]:
    return [
        {
            "demand_id": one.code,
            "post": one.posts[number] if one.posts else f"{one.platform}:{one.code}-{number}",
            "topic": one.topic,
            "territory": one.territory,
            "platform": one.platform,
            "account": f"{one.code}-account-{number}",
            "echo": None,
            "synchronised": None,
            "time": one.since + timedelta(days=number),
            "language": one.language,
            "act": one.acts[number] if number < len(one.acts) else "post",
        }
        for number in range(one.accounts)
    ]


def _demand(one: Heard, rank: int, bounds: dict[str, Any]) -> dict[str, Any]:
    quotes = [
        {"post": f"{one.code}-{number}", "language": one.language, "platform": one.platform, "text": text}
        for number, text in enumerate(one.quotes)
    ]
    return {
        **{name: bounds[name] for name in ("demand_id", "posts", "echo_posts", "accounts_min", "accounts_max")},
        "rank": rank, "topic": one.topic, "territory": one.territory, "parent": one.parent, "words": list(one.words),
        "place": one.place, "title": "-", "title_language": "kk", "title_kk": "-", "title_ru": "-", "title_en": "-",
        "since": one.since, "last": one.since + timedelta(days=one.accounts - 1), "recent": 3, "earlier": 4,
        "trend": one.trend, "platforms": [one.platform], "languages": [one.language], "body": one.body,
        "body_from": "register" if one.body else "no-row", "legal_basis_verified": False if one.body else None,
        "status": None, "previous_accounts_min": None, "previous_accounts_max": None,
        "key_phrases": [
            {"language": language, "phrase": phrase, "accounts": 3} for language, phrase in one.phrases
        ],
        "quotes": quotes if bounds["accounts_max"] >= 5 else [],
    }  # fmt: skip


def _told(
    heard: Sequence[Heard], voices: list[Any], computed_at: datetime, synthetic: bool, country: str
) -> dict[str, Any]:
    days = [row["time"].date() for row in voices]
    return {
        "run_folder_version": 1,
        "computed_at": computed_at.isoformat(),
        "files": [],
        "jurisdiction": {"code": country, "sha256": "0" * 64},
        "key_id": "test",
        "period": {"first": str(min(days)), "last": str(max(days)), "zone": "Asia/Almaty"},
        "inputs": [{"file": "posts.csv", "format": "csv", "rows": len(voices), "rejected": 1}],
        "parameters": {"suppress_below": 5},
        "counts": {
            "posts": len(voices), "accounts": len(voices), "voices": len(voices), "demands": len(heard),
            "synthetic": len(voices) if synthetic else 0, "rejected": 1,
        },
        "shares": {"posts_without_place": {"share": 0.25, "n": len(voices)}},
        "versions": {"tyndau": "0.1.0"},
    }  # fmt: skip
