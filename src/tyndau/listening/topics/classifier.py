"""The trainable topic classifier: a deployer's own labels, learned from texts that people have labelled.

A linear model, one label against the rest, over hashed words and characters. It says how sure it is, and keeps silent
below a threshold that was chosen on held-out texts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.text.language import detect
from tyndau.listening.topics import ridge
from tyndau.listening.topics.calibration import NEVER, Calibration, chances, learn_calibration, learn_threshold
from tyndau.listening.topics.examples import Examples, examples
from tyndau.listening.topics.features import Weighting, cleaned, counts, learn_weights, scheme, weighted
from tyndau.listening.topics.folds import folds_of

MANY_TEXTS = 1_000  # from here on a bucket must stand in two texts: half the model, the same figures
UNKNOWN = -1e3  # score of a label that a fold's model never saw
BATCH = 4_000
UNCALIBRATED = Calibration(1.0, 0.0)
ANSWERS = pa.schema([("labels", pa.list_(pa.string())), ("scores", pa.list_(pa.float64())), ("abstained", pa.bool_())])
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Training:
    """How a model is trained. The defaults won on 2,000 Russian appeals; see docs/method/topics.md."""

    seed: int = 20260101
    folds: int = 5  # for calibration and threshold
    balance: float = 0.75  # 0: each text counts the same, 1: each label counts the same
    penalty: float = 1.0
    right_share: float = 0.9  # of the held-out answers above the threshold


@dataclass(frozen=True)
class Model:
    """`weights` (bucket, label) float16; `facts` tells what it was trained from: versions, counts, seed."""

    labels: tuple[str, ...]
    weighting: Weighting
    weights: Any
    intercepts: Any  # float32
    calibration: Calibration = UNCALIBRATED
    threshold: float = NEVER
    facts: dict[str, Any] = field(default_factory=dict)


def train(texts: Any, training: Training = Training(), watch: Watch | None = None) -> Model:
    """Learn labels from labelled texts.

    texts    text string (markup is taken off), label string; neither null; rows in any order
    watch    told (done, total) after each of the trainings: one a fold, one of all rows
    Returns  Model; the same rows, in any order, give the same model
    Raises   MissingColumns, OneLabel, TooFewTexts
    Source   docs/method/topics.md
    """
    known = examples(texts)
    numbers = pa.array(map(str, range(len(known.clean))), pa.string())
    spoken = detect(pa.table({"post": numbers, "normal": pa.array(known.clean, pa.string())}))["language"].to_pylist()
    facts = {
        "versions": {name: version(name) for name in ("tyndau", "scikit-learn", "numpy")},
        "hash": scheme(),
        "rows": len(known.clean),
        "rows_by_language": {language: spoken.count(language) for language in sorted(set(spoken))},
        "rows_by_label": dict(zip(known.labels, map(int, np.bincount(known.codes)), strict=True)),
    }
    return fit(known, training, facts, watch)


def fit(known: Examples, training: Training, facts: dict[str, Any], watch: Watch | None = None) -> Model:
    """Train on all examples; calibration and threshold come from models that each left a fold out."""
    fold = folds_of(known.keys, training.folds, training.seed)
    total = int(fold.max()) + 2
    scores = np.zeros((len(fold), len(known.labels)))
    for number in range(total - 1):
        model = _linear(known.take(np.flatnonzero(fold != number)), training)
        held = fold == number
        scores[held] = _scores(model, [block[held] for block in known.blocks])[0]
        if watch:
            watch(number + 1, total)
    right = scores.argmax(axis=1) == known.codes
    calibration = learn_calibration(scores, right)
    first = chances(scores, calibration).max(axis=1)
    threshold = learn_threshold(first, right, training.right_share)
    answered = first >= threshold
    held_out = {
        "accuracy": round(float(right.mean()), 4),
        "answered": round(float(answered.mean()), 4),
        "accuracy_of_answered": round(float(right[answered].mean()), 4) if answered.any() else None,
    }
    whole = _linear(known, training)
    if watch:
        watch(total, total)
    told = {**facts, "training": vars(training), "held_out": held_out}
    return Model(known.labels, whole.weighting, whole.weights, whole.intercepts, calibration, threshold, told)


def _linear(known: Examples, training: Training) -> Model:
    weighting = learn_weights(known.blocks, 2 if len(known.clean) >= MANY_TEXTS else 1)
    features = weighted(known.blocks, weighting)
    count = len(known.labels)
    weights, intercepts = ridge.fit(features, known.codes, count, training.balance, training.penalty)
    intercepts[np.bincount(known.codes, minlength=count) == 0] = UNKNOWN
    return Model(known.labels, weighting, weights.astype(np.float16), intercepts.astype(np.float32))


def _scores(model: Model, blocks: Sequence[Any]) -> tuple[Any, Any]:
    """Scores (text, label), and whether anything in the text was seen in training."""
    features = weighted(blocks, model.weighting).astype(np.float32)
    return np.asarray(features @ model.weights.astype(np.float32) + model.intercepts), np.diff(features.indptr) > 0


def answers(model: Model, blocks: Sequence[Any], top: int) -> tuple[Any, Any, Any]:
    """The first `top` labels of each text as codes, their chances, and whether the model keeps silent."""
    scores, seen = _scores(model, blocks)
    found = chances(scores.astype(np.float64), model.calibration)
    best = np.argsort(-scores, axis=1, kind="stable")[:, :top]
    found = np.take_along_axis(found, best, axis=1)
    return best, found, ~seen | (found[:, 0] < model.threshold)


def predict(texts: Any, model: Model, top: int = 3) -> Any:
    """Name the likeliest labels of each text.

    texts    text string, in any language
    Returns  labels list<string>, best first; scores list<double> [chances, sum at most 1]; abstained bool
             (true: too unsure to be used without a person); same rows, same order
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("text",))
    clean = cleaned(texts["text"].to_pylist())
    tables = [ANSWERS.empty_table()]
    for begin in range(0, len(clean), BATCH):
        best, found, silent = answers(model, counts(clean[begin : begin + BATCH]), top)
        labels = [[model.labels[code] for code in row] for row in best]
        tables.append(pa.table([labels, found.tolist(), silent], schema=ANSWERS))
    return pa.concat_tables(tables)
