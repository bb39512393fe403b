"""Hostile language on 480 test texts of another writer: confusion per language, beside each half of the method alone.

    python -m quality.hostile

The texts (quality/hostile_test.csv) are invented, as those of training/hostile.csv are; nobody who wrote one file had
read the other. So every figure is exploratory: it tells how a flag carries over from one writer to another, and not
how it does on posts. Of real texts outside the repository (TYNDAU_DATA), which nobody has coded, it counts the flags
and prints no text. Intervals of 95 % by Clopper and Pearson.
"""

import csv
import os
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.stats import beta

from tyndau.listening.hostile.flags import THRESHOLD, both, by_classifier, hostile, model
from tyndau.listening.hostile.lexicon import CODES, NONE, lexical, shipped
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.topics.features import cleaned

TEXTS = Path(__file__).with_name("hostile_test.csv")
DATA = Path(os.environ.get("TYNDAU_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
REAL = {"Kazakh reviews": "kazakh/kazsandra_valid.csv", "Russian appeals": "appeals/kursk_labelled.csv"}
ORDER = (*CODES, NONE)
RARE = 0.02  # an invented share of hostile posts, to show what a moderator's queue would hold


def interval(hits: int, n: int) -> tuple[float, float]:
    """Clopper-Pearson, 95 %."""
    return (
        float(beta.ppf(0.025, hits, n - hits + 1)) if hits else 0.0,
        float(beta.ppf(0.975, hits + 1, n - hits)) if hits < n else 1.0,
    )


def rate(hits: int, n: int) -> str:
    if not n:
        return "-"
    low, high = interval(hits, n)
    return f"{hits / n:.3f} [{low:.3f}, {high:.3f}] n={n}"


def named(scores: Any) -> Any:
    """The first code that holds, by its place in ORDER."""
    holds = scores >= THRESHOLD
    return np.where(holds.any(axis=1), holds.argmax(axis=1), len(CODES))


def main() -> None:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pa.table({"post": [row["id"] for row in rows], "text": [row["text"] for row in rows]})
    posts = normalise(table)
    posts = posts.append_column("language", detect(posts)["language"])
    truth = np.array([ORDER.index(row["code"]) for row in rows])
    written = np.array([row["language"] for row in rows])
    unread = ~np.isin(np.array(posts["language"].to_pylist(), object), ("kk", "ru", "mixed"))
    methods = {
        "lexicon alone": lexical(posts, shipped()),
        "classifier alone": by_classifier(posts, model()),
        "both": both(posts, shipped(), model()),
    }
    print(f"exploratory: {len(rows)} invented texts of one writer, threshold {THRESHOLD}")
    for language in ("kk", "ru"):
        here = written == language
        print(f"\n{language}: n={here.sum()}, in a language that is not read: {(unread & here).sum()}")
        for method, scores in methods.items():
            found = np.where(unread, len(CODES), named(scores))
            tell(method, truth[here], found[here], method == "both")
    for name, path in REAL.items():
        count_flags(name, DATA / path)


def count_flags(name: str, path: Path) -> None:
    """How many real texts are flagged; they hold hardly any hostile language, so most of these flags are wrong."""
    if not path.is_file():
        print(f"\n{name}: skipped, no {path} (set TYNDAU_DATA)")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = cleaned([row["text"] for row in csv.DictReader(file)])
    posts = pa.table({"post": [str(number) for number in range(len(texts))], "normal": texts})
    found = hostile(posts.append_column("language", detect(posts)["language"]))["code"].to_pylist()
    counted = " ".join(f"{code} {found.count(code)}" for code in CODES)
    print(f"\n{name}, real, not coded: flagged {rate(sum(code is not None for code in found), len(found))} ({counted})")


def tell(method: str, truth: Any, found: Any, whole: bool) -> None:
    hostile, flagged = truth < len(CODES), found < len(CODES)
    caught, wrong = int((hostile & flagged).sum()), int((~hostile & flagged).sum())
    print(f"  {method}: right code {rate(int((truth == found).sum()), len(truth))}")
    print(f"    hostile texts flagged with any code {rate(caught, int(hostile.sum()))}")
    print(f"    texts of none flagged               {rate(wrong, int((~hostile).sum()))}")
    sensitivity, false = caught / hostile.sum(), wrong / (~hostile).sum()
    queue = RARE * sensitivity + (1 - RARE) * false
    print(f"    were {RARE:.0%} of such posts hostile, right flags would be {RARE * sensitivity / queue:.2f} of all")
    scores = []
    for number, code in enumerate(ORDER):
        hit = int(((truth == number) & (found == number)).sum())
        recall, precision = (rate(hit, int((which == number).sum())) for which in (truth, found))
        scores.append(2 * hit / max(int((truth == number).sum() + (found == number).sum()), 1))
        print(f"    {code:<11} found {recall}; right {precision}")
    print(f"    macro-F1 {np.mean(scores):.3f}")
    if whole:
        print("    rows: truth, columns: " + " ".join(ORDER))
        for number, code in enumerate(ORDER):
            counted = [int(((truth == number) & (found == column)).sum()) for column in range(len(ORDER))]
            print(f"    {code:<11} " + " ".join(f"{one:>4}" for one in counted))


if __name__ == "__main__":
    main()
