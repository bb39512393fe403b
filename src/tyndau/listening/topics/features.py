"""What the classifier sees of a text: hashed words and pairs, their stems and pairs, pieces of 2-5 characters in words.

Hashing needs no vocabulary, so a model file holds no word that anybody wrote. scikit-learn is imported only when a
model is trained or asked: `tyndau listen` starts without it.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.sources.html_text import text_of
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.text.stems import STEMMERS

READ_AS = {"kk": "kk", "mixed": "kk", "ru": "ru", "en": "en", "other": "ru"}
BUCKETS = 1 << 18  # a block; four times as many gave no better figures
SCHEME = "murmurhash3-32, words 1-2, characters 2-5 at word borders, stems 1-2, 2^18 buckets each, counts without sign"
BLOCKS = 3
PROBE = "Ауылда су жоқ: үшінші күн воды нет, when will there be water?"


class Weighting(NamedTuple):
    """How much a bucket weighs: `idf` of the kept `columns` (words first, then characters, then stems), `rare` else."""

    columns: Any  # int32, ascending
    idf: Any  # float32
    rare: float


def cleaned(texts: Sequence[str | None]) -> list[str]:
    """Normal forms without markup: what is shown to a reader, in the form in which equal utterances are equal."""
    shown = [text_of(text) for text in texts]
    table = pa.table({"post": pa.array(map(str, range(len(shown))), pa.string()), "text": pa.array(shown, pa.string())})
    normal: list[str] = normalise(table)["normal"].to_pylist()
    return normal


def key_of(clean: str) -> str:
    """The letters and digits of a text: two rows of one key are one text, and never stand in two folds."""
    return " ".join(re.findall(r"\w+", clean))


def counts(clean: Sequence[str]) -> list[Any]:
    """How often each bucket occurs in each text: sparse matrices of words, of characters, of stems."""
    from sklearn.feature_extraction.text import HashingVectorizer

    common = {
        "token_pattern": r"\b\w+\b",
        "n_features": BUCKETS,
        "alternate_sign": False,
        "norm": None,
        "lowercase": False,
    }
    words = HashingVectorizer(ngram_range=(1, 2), analyzer="word", **common)
    characters = HashingVectorizer(ngram_range=(2, 5), analyzer="char_wb", **common)
    return [words.transform(clean), characters.transform(clean), words.transform(_stemmed(clean))]


def _stemmed(clean: Sequence[str]) -> list[str]:
    """The stems of each text in the language that it is read in."""
    table = {"post": pa.array(map(str, range(len(clean))), pa.string()), "normal": pa.array(clean, pa.string())}
    spoken = detect(pa.table(table))["language"].to_pylist()
    stem = {language: lru_cache(maxsize=100_000)(STEMMERS[read]) for language, read in READ_AS.items()}
    return [
        " ".join(map(stem[language], re.findall(r"\w+", text))) for text, language in zip(clean, spoken, strict=True)
    ]


def scheme() -> str:
    """The scheme and what it makes of a probe: another library that hashes otherwise is found out at loading."""
    seen = b"".join(np.asarray(block.indices, np.int32).tobytes() for block in counts([PROBE]))
    return f"{SCHEME}; {hashlib.sha256(seen).hexdigest()[:16]}"


def learn_weights(blocks: Sequence[Any], least_texts: int) -> Weighting:
    """Keep the buckets that stand in `least_texts` texts or more, with the logarithm of their rarity."""
    texts = blocks[0].shape[0]
    found = np.concatenate([np.bincount(block.indices, minlength=BUCKETS) for block in blocks])
    columns = np.flatnonzero(found >= least_texts)
    idf = np.log((1 + texts) / (1 + found[columns])) + 1
    return Weighting(columns.astype(np.int32), idf.astype(np.float32), float(np.log((1 + texts) / 2) + 1))


def weighted(blocks: Sequence[Any], weighting: Weighting) -> Any:
    """TF-IDF of the kept buckets, a row a text: logarithm of the count, each block of length one.

    Buckets that were never seen count in the length as rare ones: a text of strange words comes near no topic.
    """
    from scipy import sparse

    idf = np.full(len(blocks) * BUCKETS, weighting.rare)
    idf[weighting.columns] = weighting.idf
    parts = []
    for number, block in enumerate(blocks):
        own = block.tocsr().astype(np.float64)  # a copy: the counts are used again by the next fold
        own.data = (1 + np.log(own.data)) * idf[number * BUCKETS + own.indices]
        lengths = np.sqrt(np.asarray(own.multiply(own).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        own.data /= np.repeat(lengths, np.diff(own.indptr))
        parts.append(own)
    return sparse.hstack(parts, format="csr")[:, weighting.columns]
