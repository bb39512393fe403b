"""What kind of utterance a post is: only complaints, requests, proposals and questions ask the state for something."""

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
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
    codes = np.array([KINDS.index(kind) for kind in kinds["kind"].to_pylist()], np.int64)
    weights = np.array(kinds["weight"].to_pylist(), np.float64)
    at = hits["text"].to_numpy() * len(KINDS) + codes[hits["phrase_number"].to_numpy()]
    told = weights[hits["phrase_number"].to_numpy()]
    size = texts.num_rows
    scores = np.bincount(at, told, size * len(KINDS)).reshape(size, len(KINDS))
    said, silences = scores[:, : len(ASKING)], scores[:, len(ASKING) : len(ASKING) + len(SILENT)]
    said[:, ASKING.index("question")] += pc.match_substring(texts["normal"], "?").to_numpy()
    trouble, named = texts["trouble"].to_numpy(), texts["topic"].is_valid().to_numpy()
    asking = said.copy()
    asking[:, ASKING.index("complaint")] += 2 * trouble + _denies(texts["normal"], named & ~trouble)
    rows = np.arange(size)
    best, silent = asking.argmax(axis=1), silences.argmax(axis=1)
    score, weight = asking[rows, best], silences[rows, silent]
    # Good news names the trouble that is over: without a word that asks, thanks and news stay what they are.
    quiet = (weight >= SURE) & ~said.any(axis=1)
    # Who asks also thanks and quotes the news: what asks for nothing must outweigh the asking clearly, not by a word.
    quiet |= (weight > 0) & (weight >= CLEARLY * score)
    asks = (score > 1) | ((score != 0) & named)
    found = np.where(quiet, len(ASKING) + silent, np.where(asks, best, KINDS.index("other")))
    return pa.table({"post": texts["post"], "kind": pa.array(KINDS).take(pa.array(found))})


def _denies(normal: Any, asked: Any) -> Any:
    """Whether a text says "not", looked up only where it is asked for."""
    found = np.zeros(len(asked), bool)
    rows = np.flatnonzero(asked)
    found[rows] = [NEGATION.search(text) is not None for text in normal.take(pa.array(rows)).to_pylist()]
    return found
