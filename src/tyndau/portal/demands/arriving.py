"""A run folder on its way in: read, checked against the country, and turned into rows of the portal's tables."""

import hashlib
import json
import re
from collections.abc import Container
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening import runfolder
from tyndau.listening.country import Country
from tyndau.listening.errors import BadRun
from tyndau.listening.publish import Published, publishable
from tyndau.listening.publish_signal import ShownSignal, shown_signal
from tyndau.portal.demands.hiding import digest
from tyndau.portal.demands.search import search_text

# What turns the direction of the text around it, and control characters: a quote must not reorder the page it is on.
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
NEEDED = ("computed_at", "jurisdiction", "period", "counts", "parameters", "versions", "shares", "inputs")
VOICE = ["demand_id", "post", "platform", "account", "echo", "synchronised", "time"]
LEAST = 5  # accounts: below this nothing is published, whatever the run allowed
STORED = "%Y-%m-%d %H:%M:%S"


class Arriving(NamedTuple):
    """A run folder that can be imported.

    told        run.json
    sha256      of its bytes
    computed_at when the run began
    published   what of it may be shown, rows with an unknown topic or territory taken out
    rejected    demand, reason, value: rows taken out, and places and bodies that were emptied
    signal      who carries the shown demands; empty where the run was made before that was measured
    """

    told: dict[str, Any]
    sha256: str
    computed_at: datetime
    published: Published
    rejected: list[tuple[str, str, str]]
    signal: ShownSignal


def told(folder: Path) -> tuple[dict[str, Any], str, datetime]:
    """run.json, the SHA-256 of its bytes, and when the run was computed. Refuses BadRun."""
    run = runfolder.read_run(folder)
    missing = [name for name in NEEDED if name not in run]
    if missing:
        raise BadRun(path=folder, reason=f"run.json: {', '.join(missing)}")
    try:
        computed = datetime.fromisoformat(run["computed_at"])
        for name in ("first", "last"):
            date.fromisoformat(run["period"][name])
        numbers = [run["counts"][name] for name in ("posts", "accounts", "voices")]
        numbers.append(run["parameters"].get("suppress_below", LEAST))
        code = run["jurisdiction"]["code"]
        _need_what_the_method_page_tells(run)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadRun(path=folder, reason=f"run.json: {error}") from None
    if computed.tzinfo is None or not all(isinstance(n, int) for n in numbers) or not isinstance(code, str):
        raise BadRun(path=folder, reason="run.json: computed_at, counts, jurisdiction")
    return run, hashlib.sha256((folder / "run.json").read_bytes()).hexdigest(), computed


def _need_what_the_method_page_tells(run: dict[str, Any]) -> None:
    """Raises KeyError, TypeError or AttributeError here, where it can be refused, and not on the page."""
    for one in run["inputs"]:
        one["format"], one["rows"], one["rejected"]
    for one in run["shares"].values():
        one["share"], one["n"]
    run["versions"].items()


def read(folder: Path, country: Country, hidden: Container[str] = ()) -> Arriving:
    """Read what the portal needs of a run folder; files that it does not know, such as alarms, stay unread.

    hidden   hashes of quotes and phrases that were taken out (hiding.py)

    Refuses BadRun: no run, a broken one, or one of another version.
    """
    run, sha256, computed_at = told(folder)
    demands = runfolder.read_table(folder, "demands.parquet")
    demands, rejected = _known(_without(demands, hidden), country)
    below = max(LEAST, run["parameters"].get("suppress_below", LEAST))
    posts = runfolder.read_table(folder, "posts.parquet", ["post", "language"])
    voices = runfolder.read_table(folder, "voices.parquet", VOICE)
    published = publishable(demands, voices, posts, country.zone, below)
    signal, ladder = (runfolder.read_or_empty(folder, f"{name}.parquet") for name in ("signal", "ladder"))
    carried = shown_signal(signal, ladder, published.demands["demand_id"].combine_chunks(), below)
    return Arriving(run, sha256, computed_at, published, rejected, carried)


def _without(demands: Any, hidden: Container[str]) -> Any:
    """Leave out quotes and phrases that somebody has taken out before."""
    for column, key in (("quotes", "text"), ("key_phrases", "phrase")):
        kept = [
            # A run folder of an earlier version may lack the column, and then holds nothing in it.
            [one for one in row or () if digest(printable(one[key])) not in hidden]
            for row in demands[column].to_pylist()
        ]
        index = demands.column_names.index(column)
        demands = demands.set_column(index, column, pa.array(kept, demands.schema.field(column).type))
    return demands


def _known(demands: Any, country: Country) -> tuple[Any, list[tuple[str, str, str]]]:
    """Take out rows whose topic or region the country does not have; empty places and bodies that it does not have."""
    katos, topics = set(country.territories["kato"].to_pylist()), set(country.topics["topic"].to_pylist())
    bodies = set(country.bodies["body"].to_pylist())
    rejected: list[tuple[str, str, str]] = []
    ids = demands["demand_id"].to_pylist()
    keep = [True] * len(ids)
    for column, known in (("topic", topics), ("territory", katos)):
        for row, value in enumerate(demands[column].to_pylist()):
            if keep[row] and not (value in known or (value is None and column == "territory")):
                keep[row] = False
                rejected.append((ids[row], f"unknown-{column}", str(value)))
    for column, known in (("place", katos), ("body", bodies)):
        values = demands[column].to_pylist()
        for row, value in enumerate(values):
            if keep[row] and value is not None and value not in known:
                rejected.append((ids[row], f"unknown-{column}", value))
                values[row] = None
        index = demands.column_names.index(column)
        demands = demands.set_column(index, column, pa.array(values, pa.string()))
    return demands.filter(pa.array(keep, pa.bool_())), rejected


def printable(text: str) -> str:
    """Text without control characters and without marks that turn the direction of what follows."""
    return UNPRINTED.sub("", text)


def demand_rows(demands: Any, country: Country, run: int, first_rank: int = 1) -> Any:
    """Rows of the table of demands, strongest first, with their stems for the search."""
    count = demands.num_rows
    phrases = [
        [[one["language"], printable(one["phrase"])] for one in row] for row in demands["key_phrases"].to_pylist()
    ]
    words = [[printable(word) for word in row or ()] for row in demands["words"].to_pylist()]
    columns = {
        "code": demands["demand_id"],
        "topic_id": demands["topic"],
        "territory_id": demands["territory"],
        "place_id": demands["place"],
        "body_id": demands["body"],
        "body_from": demands["body_from"],
        "basis_verified": pc.fill_null(demands["legal_basis_verified"], False),
        "whole": pc.fill_null(demands["parent"], ""),
        "words": _json(words),
        "phrases": _json(phrases),
        "since": pc.strftime(demands["since"], STORED),
        "last": pc.strftime(demands["last"], STORED),
        **{name: demands[name] for name in ("posts", "echo_posts", "accounts_min", "accounts_max")},
        **{name: demands[name] for name in ("recent", "earlier", "trend")},
        "channels": _spaced(demands["platforms"]),
        "languages": _spaced(demands["languages"]),
        "rank": pa.array(range(first_rank, first_rank + count), pa.int64()),
        "status": pa.array(["live"] * count, pa.string()),
        "run_id": pa.array([run] * count, pa.int64()),
        "first_run_id": pa.array([run] * count, pa.int64()),
        "search": pa.array(search_text(_findable(demands, country, words, phrases)), pa.string()),
    }
    return pa.table(columns)


def _spaced(lists: Any) -> Any:
    """[telegram, vk] as " telegram vk ": so one of them is found with its spaces."""
    return pc.binary_join_element_wise("", pc.binary_join(lists, " "), "", " ")


def _json(values: list[Any]) -> Any:
    return pa.array([json.dumps(value, ensure_ascii=False) for value in values], pa.string())


def _findable(demands: Any, country: Country, words: list[list[str]], phrases: list[list[list[str]]]) -> list[str]:
    """All text under which a demand is found: names in three languages, and what people wrote."""
    names = {
        column: {
            row[key]: " ".join(row[f"name_{language}"] for language in ("kk", "ru", "en")) for row in table.to_pylist()
        }
        for column, key, table in (
            ("topic", "topic", country.topics),
            ("territory", "kato", country.territories),
            ("place", "kato", country.territories),
            ("body", "body", country.bodies),
        )
    }
    told = [demands[column].to_pylist() for column in names]
    quotes = demands["quotes"].to_pylist()
    return [
        " ".join(
            [
                *(names[column].get(value, "") for column, value in zip(names, values, strict=True)),
                *words[row], *(phrase for _, phrase in phrases[row]), *(quote["text"] for quote in quotes[row]),
            ]
        )
        for row, values in enumerate(zip(*told, strict=True))
    ]  # fmt: skip


def evidence_rows(published: Published, ids: dict[str, int]) -> Any:
    """Rows of the table of evidence: quotes without the keys of their posts, and posts by day, channel and language."""
    quotes = {
        demand: [
            {"language": one["language"], "platform": one["platform"], "text": printable(one["text"])} for one in row
        ]
        for demand, row in zip(
            published.demands["demand_id"].to_pylist(), published.demands["quotes"].to_pylist(), strict=True
        )
    }
    days: dict[str, list[list[Any]]] = {demand: [] for demand in quotes}
    columns = (published.days[name].to_pylist() for name in ("demand_id", "platform", "language", "posts"))
    spelt = pc.strftime(published.days["day"], "%Y-%m-%d").to_pylist()
    for day, demand, platform, language, posts in zip(spelt, *columns, strict=True):
        days[demand].append([day, platform, language, posts])
    return pa.table(
        {
            "demand_id": pa.array([ids[demand] for demand in quotes], pa.int64()),
            "quotes": _json(list(quotes.values())),
            "days": _json(list(days.values())),
        }
    )
