"""Finds demands by words in any of their forms: stems of three languages, the same on SQLite and PostgreSQL.

A demand keeps the stems of its topic, places, body, phrases and quotes. A query matches when each of its words does,
by one of its stems, or by its beginning as it was typed. Neither database has a dictionary for Kazakh, and SQLite does
not know that Ә and ә are one letter; stems of ours are equal everywhere.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from django.db import connection, models
from django.db.models import Lookup

from tyndau.listening.text import stems
from tyndau.listening.text.normalise import normalise

WORD = re.compile(r"[^\W_]+")
PREFIX_FROM = 4  # letters; a shorter word is meant as it stands
MOST_WORDS = 12  # of a query; what follows narrows nothing that a person still follows
LONGEST = 60  # letters of a stem


@lru_cache(maxsize=300_000)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems under which a lower-case word is kept and looked for, each once."""
    found = [stems.kazakh(word), stems.english(word) if word.isascii() else stems.russian(word)]
    return tuple(dict.fromkeys(stem[:LONGEST] for stem in found if stem))


def search_text(texts: list[str]) -> list[str]:
    """The stems of each text, sorted, each once, parted by one space."""
    table = pa.table({"post": pa.array(["-"] * len(texts)), "text": pa.array(texts, pa.string())})
    found = []
    for normal in normalise(table)["normal"].to_pylist():
        kept = {stem for word in set(WORD.findall(normal)) for stem in stems_of(word)}
        found.append(" ".join(sorted(kept)))
    return found


class Asked(NamedTuple):
    """A word of a query: the stems of which one must be found, and the beginnings that do as well."""

    stems: tuple[str, ...]
    beginnings: tuple[str, ...]


def asked(query: str) -> list[Asked]:
    """What a reader typed, word by word; empty where it holds no letter or digit.

    Only the word as it was typed may be a beginning: that of a stem would find half of all words (жылу, heat, has the
    Russian stem of жыл, year).
    """
    table = pa.table({"post": ["-"], "text": [query[:200]]})
    words = WORD.findall(normalise(table)["normal"][0].as_py())[:MOST_WORDS]
    return [
        Asked(stems_of(word), tuple(dict.fromkeys((word, stems.fold(word)))) if len(word) >= PREFIX_FROM else ())
        for word in dict.fromkeys(words)
    ]


if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class Search(_Text):
    """Text of stems that can be asked `search__heard=asked(query)`."""


@Search.register_lookup
class Heard(Lookup[Any]):
    """Every word by one of its stems, or by its beginning. Words hold letters and digits only: nothing to escape."""

    lookup_name = "heard"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        raise NotImplementedError(connection.vendor)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        words = " AND ".join(
            "(" + " OR ".join([*(f'"{one}"' for one in word.stems), *(f'"{one}"*' for one in word.beginnings)]) + ")"
            for word in self.rhs
        )
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.id IN (SELECT rowid FROM demands_search WHERE demands_search MATCH %s)", (words,)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        words = " & ".join(
            "(" + " | ".join([*(f"'{one}'" for one in word.stems), *(f"'{one}':*" for one in word.beginnings)]) + ")"
            for word in self.rhs
        )
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.search_stems @@ %s::tsquery", (words,)


def reindex(row: int, before: str, now: str) -> None:
    """Tell SQLite's index, a copy beside the table, that the stems of one demand changed; PostgreSQL's follows."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO demands_search (demands_search, rowid, search) VALUES ('delete', %s, %s)", [row, before]
        )
        cursor.execute("INSERT INTO demands_search (rowid, search) VALUES (%s, %s)", [row, now])
