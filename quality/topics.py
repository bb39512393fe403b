"""The trainable topic classifier on 2,000 labelled appeals of a Russian region, beside two plain baselines.

    python -m quality.topics [theme category executor]

Five folds grouped by normalised text, the same for all models. The appeals lie outside the repository (TYNDAU_DATA);
no text is printed and no model is kept. About three minutes on two cores.
"""

import csv
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from tyndau.listening.topics.classifier import Training
from tyndau.listening.topics.evaluation import COVERAGES, TOP, evaluate, figures
from tyndau.listening.topics.examples import Examples, examples
from tyndau.listening.topics.folds import folds_of

DATA = Path(os.environ.get("TYNDAU_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
APPEALS = DATA / "appeals" / "kursk_labelled.csv"
FOLDS = 5
# A label of one row can never be found by grouped folds; such rows stay in, as in the published figures.
TRAINING = Training()
Machine = Callable[[], Any]
Vectors = Callable[[], list[TfidfVectorizer]]


def words() -> list[TfidfVectorizer]:
    return [TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, lowercase=False)]


def words_and_characters() -> list[TfidfVectorizer]:
    return [
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, lowercase=False),
        TfidfVectorizer(ngram_range=(2, 4), min_df=2, analyzer="char_wb", sublinear_tf=True, lowercase=False),
    ]


BASELINES: dict[str, tuple[Vectors, Machine]] = {
    "TF-IDF words, logistic": (
        words,
        lambda: OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear", tol=1e-2)),
    ),
    "words+characters, SVC balanced": (
        words_and_characters,
        lambda: LinearSVC(C=0.5, class_weight="balanced", random_state=0),
    ),
}


def baseline(known: Examples, vectors: Vectors, machine: Machine) -> dict[str, Any]:
    """The same figures by the lead of the first score over the second; neither calibrated nor silent."""
    fold = folds_of(known.keys, FOLDS, TRAINING.seed)
    best, lead = np.zeros((len(fold), TOP), np.int64), np.zeros(len(fold))
    for number in range(FOLDS):
        learned, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        made = vectors()
        seen = sparse.hstack([one.fit_transform([known.clean[row] for row in learned]) for one in made]).tocsr()
        asked = sparse.hstack([one.transform([known.clean[row] for row in held]) for one in made]).tocsr()
        model = machine().fit(seen, known.codes[learned])
        scores = model.decision_function(asked)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
        best[held] = model.classes_[order]
        ranked = np.take_along_axis(scores, order, axis=1)
        lead[held] = ranked[:, 0] - ranked[:, 1]
    return figures(known.codes, best, lead, np.zeros(len(fold), bool)) | {"calibration_error": None, "answered": None}


def main() -> None:
    if not APPEALS.is_file():
        print(f"skipped: no {APPEALS} (set TYNDAU_DATA)")
        return
    with APPEALS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for target in sys.argv[1:] or ("theme", "category", "executor"):
        texts = pa.table({"text": [row["text"] for row in rows], "label": [row[target] for row in rows]})
        known = examples(texts)
        print(f"{target}: n {len(known.clean)}, labels {len(known.labels)}, folds {FOLDS} by normalised text")
        tell("tyndau", lambda texts=texts: evaluate(texts, TRAINING, FOLDS))
        for name, (vectors, machine) in BASELINES.items():
            tell(name, lambda known=known, v=vectors, m=machine: baseline(known, v, m))


def tell(name: str, measured: Callable[[], dict[str, Any]]) -> None:
    begun = time.process_time()
    found = measured()
    coverage = " ".join(f"{found['accuracy_by_coverage'][str(part)]:.3f}" for part in COVERAGES)
    line = (
        f"  {name:<31} wF1 {found['f1_weighted']:.3f} macro {found['f1_macro']:.3f} accuracy {found['accuracy']:.3f}"
        f" top-3 {found['top3_accuracy']:.3f}; at {'/'.join(map(str, COVERAGES))} % {coverage}"
    )
    if found["answered"] is not None:
        right = "-" if found["accuracy_of_answered"] is None else f"{found['accuracy_of_answered']:.3f}"
        line += f"; calibration error {found['calibration_error']:.3f}; answers {found['answered']:.3f}, right {right}"
    print(f"{line}; cpu_s {time.process_time() - begun:.0f}", flush=True)


if __name__ == "__main__":
    main()
