"""Titles that a person reads: topic and place by name, then what the posts themselves say."""

from typing import Any

import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.demands.keyphrases import KEY_PHRASES, LANGUAGES

TITLES = KEY_PHRASES.insert(1, pa.field("title", pa.string()))
UNKNOWN = {"kk": "орны белгісіз", "ru": "место неизвестно", "en": "place unknown"}
QUOTED = {"kk": "«{}»", "ru": "«{}»", "en": "“{}”"}
SAID = 2  # key phrases in a title


def titles(outline: Any, phrases: Any, large: Any, topics: Any, territories: Any) -> Any:
    """Name each demand in the language of most of its voices.

    outline  demand_id, topic, territory, place (KATO or null)
    phrases  KEY_PHRASES
    large    demand_id: the demands that are large enough to be quoted; only these keep their phrases
    topics, territories  the jurisdiction's, for the names
    Returns  demand_id, title, title_language, key_phrases; sorted by demand_id. Where no voice is in kk, ru or en, the
             title is in the first of them.
    """
    names = {
        language: (_names(topics, "topic", language), _names(territories, "kato", language)) for language in LANGUAGES
    }
    quotable = set(large["demand_id"].to_pylist())
    said = {row["demand_id"]: row for row in phrases.to_pylist()}
    rows = []
    for row in outline.select(["demand_id", "topic", "territory", "place"]).to_pylist():
        language = said[row["demand_id"]]["title_language"] or LANGUAGES[0]
        kept = said[row["demand_id"]]["key_phrases"] if row["demand_id"] in quotable else []
        topic, place = names[language]
        title = f"{topic.get(row['topic'])} · {place.get(row['place'] or row['territory'], UNKNOWN[language])}"
        own = [QUOTED[language].format(one["phrase"]) for one in kept if one["language"] == language][:SAID]
        rows.append((row["demand_id"], title + (": " + ", ".join(own) if own else ""), language, kept))
    return table_of(sorted(rows, key=lambda row: row[0]), TITLES)


def _names(table: Any, key: str, language: str) -> dict[str, str]:
    return dict(zip(table[key].to_pylist(), table[f"name_{language}"].to_pylist(), strict=True))
