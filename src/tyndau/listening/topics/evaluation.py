"""How often the classifier is right on texts that it never saw: five figures and a curve, by held-out folds."""

from typing import Any

import numpy as np

from tyndau.listening.topics.calibration import calibration_error
from tyndau.listening.topics.classifier import Training, Watch, answers, fit
from tyndau.listening.topics.examples import examples
from tyndau.listening.topics.folds import folds_of

COVERAGES = (30, 50, 70, 90, 100)
TOP = 3


def evaluate(texts: Any, training: Training, folds: int, watch: Watch | None = None) -> dict[str, Any]:
    """Train as `train` does on all folds but one and answer the one left out, threshold and calibration included.

    texts    text string, label string, as for train
    folds    rows of one normalised text share a fold
    Returns  n, labels, distinct_texts, folds [counts]; accuracy, f1_weighted, f1_macro, top3_accuracy; right at a
             coverage of 30..100 % of the texts, surest first; calibration_error; answered (part above the threshold)
             and accuracy_of_answered (None where nothing is answered). All in 0..1
    Raises   as train
    """
    known = examples(texts)
    fold = folds_of(known.keys, folds, training.seed)
    total = int(fold.max()) + 1
    best = np.zeros((len(fold), min(TOP, len(known.labels))), np.int64)
    first, silent = np.zeros(len(fold)), np.zeros(len(fold), bool)
    for number in range(total):
        held = np.flatnonzero(fold == number)
        model = fit(known.take(np.flatnonzero(fold != number)), training, {})
        best[held], found, silent[held] = answers(model, [block[held] for block in known.blocks], TOP)
        first[held] = found[:, 0]
        if watch:
            watch(number + 1, total)
    counts = {"n": len(fold), "labels": len(known.labels), "distinct_texts": len(set(known.keys)), "folds": total}
    return {**counts, **figures(known.codes, best, first, silent)}


def figures(codes: Any, best: Any, first: Any, silent: Any) -> dict[str, Any]:
    """The figures of held-out answers. codes: true labels; best: answers, first three; first: its chance."""
    from sklearn.metrics import f1_score

    right = best[:, 0] == codes
    ranked = right[np.argsort(-first, kind="stable")]
    by_coverage = {str(part): float(ranked[: max(1, len(ranked) * part // 100)].mean()) for part in COVERAGES}
    return {
        "accuracy": float(right.mean()),
        "f1_weighted": float(f1_score(codes, best[:, 0], average="weighted", zero_division=0)),
        "f1_macro": float(f1_score(codes, best[:, 0], average="macro", zero_division=0)),
        "top3_accuracy": float((best == codes[:, None]).any(axis=1).mean()),
        "accuracy_by_coverage": by_coverage,
        "calibration_error": calibration_error(first, right),
        "answered": float((~silent).mean()),
        "accuracy_of_answered": float(right[~silent].mean()) if not silent.all() else None,
    }
