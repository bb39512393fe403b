"""Labelled texts made ready for training: cleaned, sorted, counted once for all folds; useless ones are refused."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tyndau.listening.errors import require_columns
from tyndau.listening.topics.features import cleaned, counts, key_of
from tyndau.listening.topics.refusals import OneLabel, TooFewTexts

LEAST_DISTINCT_TEXTS = 4


@dataclass(frozen=True)
class Examples:
    """Labelled texts, cut and counted once for all folds; sorted, so that the order of the file is all one."""

    clean: list[str]
    keys: list[str]
    labels: tuple[str, ...]
    codes: Any  # place of each row's label among `labels`
    blocks: list[Any]

    def take(self, rows: Any) -> "Examples":
        clean, keys = ([column[row] for row in rows] for column in (self.clean, self.keys))
        return Examples(clean, keys, self.labels, self.codes[rows], [block[rows] for block in self.blocks])


def examples(texts: Any) -> Examples:
    """Labelled texts made ready. Raises MissingColumns, OneLabel, TooFewTexts."""
    require_columns("texts", texts, ("text", "label"))
    rows = sorted(zip(cleaned(texts["text"].to_pylist()), texts["label"].to_pylist(), strict=True))
    labels = tuple(sorted({label for _, label in rows}))
    if len(labels) < 2:
        raise OneLabel(label=", ".join(labels) or "-")
    codes = np.searchsorted(np.array(labels, object), np.array([label for _, label in rows], object))
    clean = [text for text, _ in rows]
    keys = [key_of(text) for text in clean]
    if len(set(keys)) < LEAST_DISTINCT_TEXTS:
        raise TooFewTexts(n=len(set(keys)), least=LEAST_DISTINCT_TEXTS)
    return Examples(clean, keys, labels, codes, counts(clean))
