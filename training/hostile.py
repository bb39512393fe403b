"""Train the classifier of hostile language and write src/.../hostile/model.npz.

    python -m training.hostile [--out FILE]

Reads training/hostile.csv: texts invented for this purpose (see training/README.md). Same texts, same seed, same model;
a few seconds. The figures it prints come from texts of the same hand and flatter; quality/hostile.py has the others.
"""

import argparse
import csv
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tyndau.listening.text.stems import fold
from tyndau.listening.topics import model_file
from tyndau.listening.topics.classifier import Training, fit
from tyndau.listening.topics.examples import Examples
from tyndau.listening.topics.features import cleaned, counts, key_of, scheme

TEXTS = Path(__file__).with_name("hostile.csv")
MODEL = Path("src/tyndau/listening/hostile/model.npz")
# Abstaining is not asked of this model: a score says how sure it is, and a person decides.
TRAINING = Training(seed=20261125, right_share=0.0)


def known() -> tuple[Examples, dict[str, int]]:
    """The texts, Kazakh ones also in the letters of a Russian keyboard, and how many stand in each language."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    clean = cleaned([row["text"] for row in told])
    keys = [key_of(text) for text in clean]
    rows = list(zip(clean, keys, [row["code"] for row in told], strict=True))
    # A folded copy keeps its text's key, so that both stand in one fold.
    rows += [
        (fold(text), key, row["code"]) for text, key, row in zip(clean, keys, told, strict=True)
        if row["language"] == "kk"
    ]  # fmt: skip
    rows.sort()
    labels = tuple(sorted({code for _, _, code in rows}))
    codes = np.array([labels.index(code) for _, _, code in rows])
    texts = [text for text, _, _ in rows]
    spoken = [row["language"] for row in told]
    counted = {language: spoken.count(language) for language in sorted(set(spoken))}
    return Examples(texts, [key for _, key, _ in rows], labels, codes, counts(texts)), counted


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=MODEL)
    out = parser.parse_args().out
    examples, by_language = known()
    facts = {
        "versions": {name: version(name) for name in ("scikit-learn", "numpy")},
        "hash": scheme(),
        "rows": len(examples.clean),
        "rows_by_language": by_language,
        "texts": "synthetic, one writer",
    }
    model = fit(examples, TRAINING, facts)
    model_file.save(model, out)
    print(f"{out}: {out.stat().st_size:,} bytes, {by_language}, held out (same hand): {model.facts['held_out']}")


if __name__ == "__main__":
    main()
