"""Words of texts as one long column, and their stems once per distinct word."""

from typing import Any

import duckdb

from tyndau.listening.arrow import strings, table_of
from tyndau.listening.errors import require_columns
from tyndau.listening.text.stems import STEMMERS

WORD = r"[\p{L}\p{N}]+"  # a hyphen parts words, in texts and in phrases alike: дәрі-дәрмек

EXACT = "="


def exactly(word: str) -> str:
    """The key of a word that must stand as it is written; no stem looks like it."""
    return EXACT + word


def tokens(texts: Any) -> Any:
    """Cut normal forms into words.

    texts    post string, language string, normal string
    Returns  post string, language string, position int64 from 1, word string
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("post", "language", "normal"))
    with duckdb.connect() as engine:
        engine.register("texts", texts)
        return engine.sql(
            "select post, language, unnest(words) as word, generate_subscripts(words, 1)::bigint as position from"
            " (select post, language, regexp_extract_all(normal, ?) as words from texts)",
            params=[WORD],
        ).to_arrow_table()


def stems(words: Any) -> Any:
    """The stems of distinct words, a row for each language whose script it has.

    words    word string, each once
    Returns  word string, language string (kk, ru, en), stem string; two rows a language: the stem and the exact key
    """
    rows: list[tuple[str, str, str]] = []
    for word in words["word"].to_pylist():
        languages = ("kk", "en") if word.isascii() else ("kk", "ru")
        for language in languages:
            rows += [(word, language, STEMMERS[language](word)), (word, language, exactly(word))]
    return table_of(rows, strings("word", "language", "stem"))
