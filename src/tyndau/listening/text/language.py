"""Which language a post is written in: Kazakh, Russian, English, two of them, or another one.

An own linear model over hashed character n-grams (training/language.py); no word lists, no letters that decide alone.
Its error rates by kind of Kazakh stand in docs/method/language.md.
"""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.text import ngrams

LANGUAGES = ("kk", "ru", "en", "other", "mixed")
HOME = 3  # the model's first classes are kk, ru, en; all further ones are `other`
SCALE = 1024  # weights become whole numbers, so that the order of addition cannot change an answer
OTHER_LEAST = 0.75  # a post is another language only when the model is this sure: what is not read is not heard
PART_WORDS, PART_LETTERS, PART_SURE = 3, 14, 0.97  # what each part of a mixed post must have
SECOND_SCRIPT = 0.25  # share of letters from which a post is of two scripts
BATCH = 4_000  # texts at a time, so that the arrays stay in the cache


class Model(NamedTuple):
    weights: Any  # int64, a row a bucket and a row of zeros
    bias: Any


@cache
def _model() -> Model:
    with files(__package__).joinpath("language.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        weights, bias = stored["weights"].astype(np.float64), stored["bias"].astype(np.float64)
    whole = np.rint(np.vstack([weights, np.zeros((1, weights.shape[1]))]) * SCALE)
    return Model(whole.astype(np.int32), bias)


def detect(texts: Any) -> Any:
    """Name the language of each text.

    texts    post string, normal string (text/normalise.py)
    Returns  post string, language string (kk, ru, en, other, mixed), probability float64 [0..1], script string (Cyrl,
             Latn, mixed, none); same rows, same order. `other` is another language than the three, or no letters at
             all; `mixed` a post whose first words are clearly in one of the three and whose last words in another.
    Raises   MissingColumns
    Source   docs/method/language.md; multinomial logistic regression over n-grams of characters inside words
    """
    require_columns("texts", texts, ("post", "normal"))
    normal = [text or "" for text in texts["normal"].to_pylist()]
    parts = [_detect(normal[first : first + BATCH]) for first in range(0, len(normal), BATCH)]
    languages, probabilities, scripts = (
        (np.concatenate([part[column] for part in parts]) for column in range(3))
        if parts
        else (np.zeros(0, object), np.zeros(0), np.zeros(0, object))
    )
    return pa.table(
        {
            "post": texts["post"],
            "language": pa.array(languages, pa.string()),
            "probability": pa.array(probabilities, pa.float64()),
            "script": pa.array(scripts, pa.string()),
        }
    )


def _detect(texts: list[str]) -> tuple[Any, Any, Any]:
    model, cut = _model(), ngrams.words(texts)
    # Running totals over all words; a text, or a part of one, is the difference of two of them.
    scores = _running(ngrams.sums(cut, model.weights))
    letters = _running(cut.letters)
    begin = np.searchsorted(cut.texts, np.arange(len(texts)))
    end = np.searchsorted(cut.texts, np.arange(len(texts)), side="right")
    likely = _likely(model, scores[end] - scores[begin], letters[end] - letters[begin])
    best = np.where(likely[:, HOME] > OTHER_LEAST, HOME, likely[:, :HOME].argmax(axis=1))
    probability = likely[np.arange(len(texts)), best]
    mixed, sure = _mixed(model, cut, scores, letters, begin, end)
    best[mixed], probability[mixed] = len(LANGUAGES) - 1, sure[mixed]
    none = begin == end
    best[none], probability[none] = HOME, 1.0
    return np.array(LANGUAGES, object)[best], probability.round(4), _scripts(cut, begin, end)


def _running(values: Any) -> Any:
    return np.concatenate([np.zeros((1, *values.shape[1:]), np.int64), np.cumsum(values, axis=0, dtype=np.int64)])


def _likely(model: Model, scores: Any, letters: Any) -> Any:
    """Probabilities of kk, ru, en and other."""
    # A row a class: numpy is quick along long rows and slow along many short ones.
    raised = np.ascontiguousarray(scores.T) / (SCALE * np.sqrt(np.maximum(letters, 1))) + model.bias[:, None]
    raised = np.exp(raised - raised.max(axis=0))
    share = raised / raised.sum(axis=0)
    return np.vstack([share[:HOME], share[HOME:].sum(axis=0)]).T


def _mixed(model: Model, cut: ngrams.Words, scores: Any, letters: Any, begin: Any, end: Any) -> tuple[Any, Any]:
    """Texts that some cut between two words parts into two of kk, ru, en, each part sure of itself."""
    at = np.arange(len(cut.texts))  # the cut before this word
    first, last = begin[cut.texts], end[cut.texts]
    long = (at - first >= PART_WORDS) & (last - at >= PART_WORDS)
    long &= (letters[at] - letters[first] >= PART_LETTERS) & (letters[last] - letters[at] >= PART_LETTERS)
    at, first, last = at[long], first[long], last[long]
    before = _likely(model, scores[at] - scores[first], letters[at] - letters[first])[:, :HOME]
    after = _likely(model, scores[last] - scores[at], letters[last] - letters[at])[:, :HOME]
    sure = np.minimum(before.max(axis=1), after.max(axis=1))
    sure[before.argmax(axis=1) == after.argmax(axis=1)] = 0
    surest = np.zeros(len(begin))
    np.maximum.at(surest, cut.texts[at], sure)
    return surest > PART_SURE, surest


def _scripts(cut: ngrams.Words, begin: Any, end: Any) -> Any:
    cyrillic = _running((cut.codes >= ngrams.CYRILLIC_FROM) & (cut.codes < ngrams.CYRILLIC_TO))
    edges = np.append(cut.starts, len(cut.codes) - 1)
    share = (cyrillic[edges[end]] - cyrillic[edges[begin]]) / np.maximum(edges[end] - edges[begin] - (end - begin), 1)
    scripts = np.where(share >= 0.5, "Cyrl", "Latn").astype(object)
    scripts[np.minimum(share, 1 - share) >= SECOND_SCRIPT] = "mixed"
    scripts[begin == end] = "none"
    return scripts
