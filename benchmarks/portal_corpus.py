"""A run folder of any size for the portal's benchmark: demands and voices drawn at random, nothing of it anybody's."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tyndau.listening.country import Country
from tyndau.listening.demands.ranked import DEMANDS
from tyndau.listening.demands.strength import strength
from tyndau.listening.runfolder import TABLES
from tyndau.listening.sql import connect

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 180
LANGUAGES, PLATFORMS = ["kk", "ru", "mixed", "en"], ["vk", "telegram", "instagram", "youtube", "forum"]
OUTLINE = """
    select v.demand_id, d.topic, d.territory, d.body, d.part,
           min(time) as since, max(time) as last, list_sort(list(distinct platform)) as platforms,
           list_sort(list(distinct language)) as languages, any_value(b.posts) as posts,
           any_value(b.echo_posts) as echo_posts, any_value(b.accounts_min) as accounts_min,
           any_value(b.accounts_max) as accounts_max
    from voices v join drawn d using (demand_id) join bounds b using (demand_id)
    group by all order by accounts_min desc, accounts_max desc, demand_id
"""


def write(folder: Path, country: Country, demands: int, voices: int, seed: int, computed_at: datetime) -> list[str]:
    """Write a run; returns words of its phrases, to be searched for. At least five voices a demand, sizes by 1/rank."""
    draw = np.random.default_rng(seed)
    regions = country.territories.filter(pc.equal(country.territories["level"], "region"))["kato"].to_pylist()
    topics, answers = country.topics["topic"].to_pylist(), _who_answers(country)
    words = sorted({word for row in country.phrases["phrase"].to_pylist() for word in row.split() if len(word) > 3})
    ids = np.array([f"b{number:06x}" for number in range(demands)])
    about, where = draw.choice(topics, demands), draw.choice(regions, demands)
    drawn = pa.table(
        {
            "demand_id": ids,
            "topic": about,
            "territory": where,
            "body": pa.array(
                [answers.get((one, there)) or answers.get((one, "")) for one, there in zip(about, where, strict=True)]
            ),
            "part": pa.array(np.arange(demands) >= len(regions) * len(topics)),
        }
    )
    weights = 1 / np.arange(1, demands + 1) ** 0.8
    sizes = 5 + draw.multinomial(voices - 5 * demands, weights / weights.sum())
    owners = np.repeat(np.arange(demands), sizes)
    table = pa.table(
        {
            "demand_id": ids[owners],
            "post": pa.array(np.arange(voices)).cast(pa.string()),
            "platform": np.array(PLATFORMS)[draw.choice(5, voices, p=[0.35, 0.3, 0.2, 0.1, 0.05])],
            "account": pa.array(draw.integers(0, voices, voices)).cast(pa.string()),
            "language": np.array(LANGUAGES)[draw.choice(4, voices, p=[0.4, 0.4, 0.15, 0.05])],
            "time": pa.array(
                np.datetime64("2026-01-01T00:00:00", "us") + draw.integers(0, DAYS * 86_400, voices) * 1_000_000
            ).cast(pa.timestamp("us", tz="UTC")),
        }
    )
    table = table.append_column("echo", pa.nulls(voices, pa.string()))
    rows = _demands(table, drawn, words, draw)
    _store(folder, "demands.parquet", rows)
    _store(folder, "voices.parquet", table)
    _store(folder, "posts.parquet", table.select(["post", "language"]))
    _store(folder, "changes.parquet", pa.table({}))
    told = {
        "run_folder_version": 1,
        "computed_at": computed_at.isoformat(),
        "jurisdiction": {"code": country.code, "sha256": country.sha256},
        "period": {"first": "2026-01-01", "last": "2026-06-30", "zone": "Asia/Almaty"},
        "inputs": [],
        "parameters": {"suppress_below": 5},
        "counts": {"posts": voices, "accounts": voices, "voices": voices, "demands": demands, "synthetic": voices},
        "shares": {},
        "versions": {},
    }
    (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")
    return words


def _who_answers(country: Country) -> dict[tuple[str, str], str]:
    """The body that answers first, by topic and territory, as the register has it."""
    rows = [row for row in country.competence.to_pylist() if row["rank"] == "1"]
    return {(row["topic"], row["territory"]): row["body"] for row in rows}


def _demands(voices: Any, drawn: Any, words: list[str], draw: np.random.Generator) -> Any:
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("voices", voices)
        engine.register("drawn", drawn)
        engine.register("bounds", strength(voices))
        found = engine.sql(OUTLINE).to_arrow_table()
    count = found.num_rows
    said = draw.choice(words, (count, 12 + 4 * 18))
    texts = [" ".join(row[12:]) for row in said]
    posts = found["posts"].to_numpy()
    recent = draw.binomial(posts, 7 / DAYS)
    columns = {name: found[name] for name in found.column_names if name in DEMANDS.names}
    columns |= {
        "rank": np.arange(1, count + 1),
        "parent": pa.array([None] * count, pa.string()),
        "words": pa.array([[str(word) for word in row[:3]] for row in said], pa.list_(pa.string())),
        "recent": recent,
        "earlier": draw.binomial(posts, 28 / DAYS),
        "trend": draw.choice(["rising", "falling", "steady", "unknown"], count, p=[0.02, 0.03, 0.35, 0.6]),
        "body_from": ["register"] * count,
        "legal_basis_verified": draw.random(count) < 0.1,
        "key_phrases": [
            [{"language": "ru", "phrase": f"{a} {b}", "accounts": 3} for a, b in row[:12].reshape(6, 2)] for row in said
        ],
        "quotes": [
            [
                {"post": "-", "language": "ru", "platform": "vk", "text": text[start : start + 140]}
                for start in range(0, 4 * 100, 100)
            ]
            for text in texts
        ],
    }
    return pa.table(columns)


def _store(folder: Path, name: str, table: Any) -> None:
    """In the very columns of the contract; those that the benchmark does not fill are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = TABLES[name]
    columns = [
        table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    pq.write_table(pa.table(columns, schema=schema), folder / name)
