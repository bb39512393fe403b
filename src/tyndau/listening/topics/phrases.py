"""Phrases of one to four words matched in any form and order within a few words of each other."""

import re
from typing import Any

import duckdb
import pyarrow as pa

from tyndau.listening.arrow import strings, table_of
from tyndau.listening.errors import require_columns
from tyndau.listening.text.stems import STEMMERS
from tyndau.listening.text.tokens import EXACT, exactly, stems, tokens

# Which posts a phrase is tried on: Kazakh posts mix Russian in, so Russian phrases are tried on them too; the other way
# round short Kazakh stems would hit Russian and English words (суда is "of the court", it is no dog).
READS = table_of(
    [("kk", "kk"), ("kk", "ru"), ("ru", "ru"), ("en", "en"), ("mixed", "kk"), ("mixed", "ru"), ("mixed", "en")],
    strings("post_language", "language"),
)

PHRASE_WORDS = pa.schema(
    [("phrase_number", pa.int64()), ("language", pa.string()), ("word_number", pa.int64()), ("stem", pa.string())]
)
HITS = """
    with vocabulary as (select word, s.language, phrase_number, word_number
                        from stems s join phrase_words p using (language, stem)),
    found as (select t.post, v.phrase_number, v.word_number, t.position, p.length
              from tokens t join vocabulary v on v.word = t.word
              join reads r on r.post_language = t.language and r.language = v.language
              join phrases p on p.phrase_number = v.phrase_number),
    whole as (
        select post, phrase_number, length, position from found where length = 1
        union all
        select a.post, a.phrase_number, a.length, a.position from found a join found b using (post, phrase_number)
        where a.length > 1 and a.word_number = 0 and abs(a.position - b.position) < $within
        group by a.post, a.phrase_number, a.position, a.length having count(distinct b.word_number) = a.length)
    select post, phrase_number, length as words, count(*)::bigint as times, min(position)::bigint as first
    from whole group by post, phrase_number, length order by post, phrase_number
"""


def match_phrases(texts: Any, phrases: Any, within: int) -> Any:
    """Find phrases in texts by stems.

    texts    post string, language string, normal string
    phrases  language string, phrase string, in the order that gives each its number from 0. A phrase that begins with
             "=" matches its words as they are written: "=сделайте" is an order, "сделано" is none
    within   greatest distance of a phrase's words from its first one, in words, plus one
    Returns  post string, phrase_number int64, words int64 [words of the phrase], times int64, first int64 [position of
             the first hit, in words from 1]; one row a post and phrase, sorted
    Raises   MissingColumns
    """
    require_columns("phrases", phrases, ("language", "phrase"))
    rows: list[tuple[int, str, int, str]] = []
    lengths: list[int] = []
    for number, (language, phrase) in enumerate(
        zip(phrases["language"].to_pylist(), phrases["phrase"].to_pylist(), strict=True)
    ):
        stemmer = exactly if phrase.startswith(EXACT) else STEMMERS[language]
        words = list(dict.fromkeys(stemmer(word) for word in re.findall(r"\w+", phrase.lower())))
        lengths.append(len(words))
        rows += [(number, language, place, stem) for place, stem in enumerate(words)]
    with duckdb.connect() as engine:
        cut = tokens(texts)
        engine.register("tokens", cut)
        engine.register("stems", stems(engine.sql("select distinct word from tokens order by word").to_arrow_table()))
        engine.register("phrase_words", table_of(rows, PHRASE_WORDS))
        counts = {"phrase_number": pa.array(range(len(lengths)), pa.int64()), "length": pa.array(lengths, pa.int64())}
        engine.register("phrases", pa.table(counts))
        engine.register("reads", READS)
        return engine.sql(HITS, params={"within": within}).to_arrow_table()
