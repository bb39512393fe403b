"""The cold start: topics by the jurisdiction's seed phrases, before anybody has labelled a post."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect
from tyndau.listening.topics.phrases import match_phrases

# Each phrase weighs its words; one that names a trouble half a word more, a single word that only names a subject
# half a word: "school" as a landmark must not outweigh a hole in the road. Said again it counts more, by the logarithm;
# said in the opening words it counts half as much again, for people begin with what they want. Ties: first said, name.
OPENING_WORDS = 12
# Weights are added up as whole parts: sums of fractions depend on their order, and so on what else is in the batch.
PARTS = 1_000_000_000
LEAST_OF_YIELDING = 2  # "nobody answers" alone tells what was not answered as little as it tells a topic
SCORES = f"""
    with scored as (
        select h.text, p.topic, min(h.first) as first, bool_or(p.trouble) as trouble,
               sum(round((case when p.trouble then h.words + 0.5 when h.words = 1 then 0.5 else h.words end)
                   * (1 + ln(h.times)) * (case when h.first <= {OPENING_WORDS} then 1.5 else 1 end)
                   * (case when p.yields then 0.5 else 1 end) * {PARTS})::bigint)::bigint as parts
        from hits h join phrases p using (phrase_number) group by h.text, p.topic
        having not any_value(p.yields) or parts >= {LEAST_OF_YIELDING * PARTS}),
    shares as (select *, parts / {PARTS} as score, parts / sum(parts) over (partition by text) as share from scored),
    best as (select *, row_number() over (partition by text order by parts desc, first, topic) as place
             from shares)
    select t.post, b.topic, b.score as topic_score, b.share as topic_share, coalesce(b.trouble, false) as trouble,
           s.topic as topic_second
    from texts t left join best b on b.text = t.text and b.place = 1
    left join best s on s.text = t.text and s.place = 2 order by t.text
"""


def label_topics(texts: Any, phrases: Any, topics: Any, within: int) -> Any:
    """Name the topic of each post by the phrases it holds.

    texts    post string, language string, normal string
    phrases  topic, language, phrase, trouble (yes: the phrase alone says that something is wrong)
    topics   topic, yields (yes: gives way to a more concrete topic, by half its weight)
    within   see match_phrases
    Returns  post, topic string or null (no phrase found: the rules abstain), topic_score float64 [words],
             topic_share float64 (its part of all topics' scores), trouble bool, topic_second string or null; same rows,
             same order
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("post", "language", "normal"))
    require_columns("phrases", phrases, ("topic", "language", "phrase", "trouble"))
    return score_topics(texts, match_phrases(texts, phrases, within), phrases, topics)


def score_topics(texts: Any, hits: Any, phrases: Any, topics: Any) -> Any:
    """The second half of label_topics, for hits that are already there (match_phrases over the same phrases)."""
    troubles = [trouble == "yes" for trouble in phrases["trouble"].to_pylist()]
    numbers = pa.array(range(phrases.num_rows), pa.int64())
    yielding = {row["topic"] for row in topics.select(["topic", "yields"]).to_pylist() if row["yields"] == "yes"}
    numbered = pa.table(
        {
            "phrase_number": numbers,
            "topic": phrases["topic"],
            "trouble": pa.array(troubles, pa.bool_()),
            "yields": pa.array([topic in yielding for topic in phrases["topic"].to_pylist()], pa.bool_()),
        }
    )
    with connect() as engine:
        engine.register("hits", hits)
        engine.register("phrases", numbered)
        rows = pa.array(range(texts.num_rows), pa.int64())
        engine.register("texts", pa.table({"post": texts["post"], "text": rows}))
        made = engine.sql(SCORES).to_arrow_table()
    return made.set_column(2, "topic_score", made["topic_score"].cast(pa.float64())).set_column(
        3, "topic_share", made["topic_share"].cast(pa.float64())
    )
