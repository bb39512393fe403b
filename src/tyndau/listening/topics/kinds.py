"""What kind of utterance a post is: only complaints, requests, proposals and questions ask the state for something."""

import re
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect
from tyndau.listening.topics.phrases import match_phrases

KINDS = ("complaint", "request", "proposal", "question", "thanks", "news", "advertising", "chatter", "other")
ASKING = ("complaint", "request", "proposal", "question")
SILENT = ("thanks", "news", "advertising", "chatter")
CLEARLY = 2  # times the score of the asking cues
SURE = 3  # a score that decides where nothing is asked in words
# "Not", in the three languages: beside a topic it mostly says that something is missing. Kazakh negates in the verb.
NEGATION = re.compile(
    r"\b(?:не|нет|нету|ни|без|not|no|never|without|\w+n't|жо[қк]|емес|"
    r"\w+(?:[мбп][ае])(?:й(?:ды|ді|ди|мыз|міз|миз)?|ды|ді|ди|ған|ген|ған|гон)\w{0,3})\b"
)

SCORES = """
    select h.text, p.kind, sum(p.weight)::bigint as score from hits h join kinds p using (phrase_number) group by all
"""


def label_kinds(texts: Any, kinds: Any, within: int) -> Any:
    """Name the kind of utterance of each post.

    texts    post, language, normal strings, trouble bool (a phrase of its topic names a trouble), topic string or null
    kinds    kind, language, phrase, weight (1 hint .. 3 nearly decisive; negative: speaks against the kind)
    Returns  post string, kind string (one of KINDS); same rows, same order
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("post", "language", "normal", "trouble", "topic"))
    require_columns("kinds", kinds, ("kind", "language", "phrase", "weight"))
    return choose_kinds(texts, match_phrases(texts, kinds, within), kinds)


def choose_kinds(texts: Any, hits: Any, kinds: Any) -> Any:
    """The second half of label_kinds, for hits that are already there (match_phrases over the same kinds)."""
    weights = pa.array([int(weight) for weight in kinds["weight"].to_pylist()], pa.int64())
    numbers = pa.array(range(kinds.num_rows), pa.int64())
    with connect() as engine:
        engine.register("hits", hits)
        engine.register("kinds", pa.table({"phrase_number": numbers, "kind": kinds["kind"], "weight": weights}))
        scored = engine.sql(SCORES).to_arrow_table()
    scores: dict[int, dict[str, int]] = {}
    for text, kind, score in zip(*(scored[name].to_pylist() for name in ("text", "kind", "score")), strict=True):
        scores.setdefault(text, {})[kind] = score
    columns = (texts[name].to_pylist() for name in ("normal", "trouble", "topic"))
    found = [_kind(scores.get(text, {}), *rest) for text, rest in enumerate(zip(*columns, strict=True))]
    return pa.table({"post": texts["post"], "kind": pa.array(found, pa.string())})


def _kind(scores: dict[str, int], normal: str, trouble: bool, topic: str | None) -> str:
    said = {kind: scores.get(kind, 0) for kind in ASKING}
    if "?" in normal:
        said["question"] += 1
    asking = dict(said)
    if trouble:
        asking["complaint"] += 2
    elif topic is not None and NEGATION.search(normal):
        asking["complaint"] += 1
    best = max(ASKING, key=lambda kind: asking[kind])
    silent = max(SILENT, key=lambda kind: scores.get(kind, 0))
    weight = scores.get(silent, 0)
    # Good news names the trouble that is over: without a word that asks, thanks and news stay what they are.
    if weight >= SURE and not any(said.values()):
        return silent
    # Who asks also thanks and quotes the news: what asks for nothing must outweigh the asking clearly, not by a word.
    if weight > 0 and weight >= CLEARLY * asking[best]:
        return silent
    return best if asking[best] > 1 or (asking[best] and topic is not None) else "other"
