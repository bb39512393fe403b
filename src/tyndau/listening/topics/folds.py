"""Held-out folds: each text is judged by a model that never saw it, nor another copy of it."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np


def folds_of(keys: Sequence[str], folds: int, seed: int) -> Any:
    """The fold of each row, int64; rows of one key share a fold, and the order of rows changes nothing.

    keys     normalised texts (features.key_of)
    folds    at least 2; fewer come out where there are fewer distinct keys
    """
    drawn = sorted(set(keys), key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    place = {key: number % folds for number, key in enumerate(drawn)}
    return np.array([place[key] for key in keys], np.int64)
