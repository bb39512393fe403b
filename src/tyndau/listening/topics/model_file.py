"""A trained model as one file: arrays and their description, no code.

A NumPy archive (.npz) without pickle: `description` holds JSON, the others numbers. What is not exactly this is
refused.
"""

import io
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from tyndau.listening.errors import CannotRead, NoSuchInput
from tyndau.listening.topics.calibration import Calibration
from tyndau.listening.topics.classifier import Model
from tyndau.listening.topics.features import BLOCKS, BUCKETS, Weighting, scheme
from tyndau.listening.topics.refusals import CannotWriteModel, UnreadableModel

FORMAT, VERSION = "tyndau topic model", 1
ARRAYS = {"columns": "int32", "idf": "float32", "weights": "float16", "intercepts": "float32"}
LARGEST = 4 << 30  # bytes of an unpacked model


def to_bytes(model: Model) -> bytes:
    """The file's content; the same model gives the same bytes."""
    description = {
        "format": FORMAT,
        "version": VERSION,
        "labels": model.labels,
        "rare_idf": model.weighting.rare,
        "calibration": model.calibration,
        "threshold": model.threshold,
        "facts": model.facts,
    }
    text = json.dumps(description, ensure_ascii=False, sort_keys=True).encode()
    arrays = {
        "description": np.frombuffer(text, np.uint8),
        "columns": model.weighting.columns,
        "idf": model.weighting.idf,
        "weights": model.weights,
        "intercepts": model.intercepts,
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def save(model: Model, path: Path) -> None:
    """Write the model whole or not at all. Raises CannotWriteModel."""
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        partial.write_bytes(to_bytes(model))
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CannotWriteModel(path=path, reason=error.strerror or type(error).__name__) from None


def load(path: Path) -> Model:
    """Read a model. Raises NoSuchInput, CannotRead, UnreadableModel."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NoSuchInput(path=path) from None
    except OSError as error:
        raise CannotRead(file=path, reason=error.strerror or type(error).__name__) from None
    try:
        return _model(content)
    except UnreadableModel as refused:
        raise UnreadableModel(path=path, **refused.facts) from None
    # The parsers of ZIP, NPY and JSON tell of damage in these ways.
    except (ValueError, TypeError, KeyError, EOFError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError,
            MemoryError, SyntaxError) as error:  # fmt: skip
        raise UnreadableModel(path=path, reason=type(error).__name__) from None


def _model(content: bytes) -> Model:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST:
            raise UnreadableModel(reason="size")
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        told: dict[str, Any] = json.loads(stored["description"].tobytes())
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise UnreadableModel(reason="format")
        if told["version"] != VERSION:
            raise UnreadableModel(reason=f"version {told['version']}")
        if told["facts"]["hash"] != scheme():
            raise UnreadableModel(reason="hash")
        arrays = {name: stored[name] for name in ARRAYS}
    labels = tuple(told["labels"])
    columns = arrays["columns"]
    shapes = {name: array.shape for name, array in arrays.items()}
    wanted = {"columns": columns.shape[:1], "idf": columns.shape[:1], "intercepts": (len(labels),)}
    sound = (
        shapes == {**wanted, "weights": (len(columns), len(labels))}
        and all(array.dtype == ARRAYS[name] and np.isfinite(array).all() for name, array in arrays.items())
        and len(labels) > 1
        and all(isinstance(label, str) for label in labels)
        and (not len(columns) or (columns[0] >= 0 and columns[-1] < BLOCKS * BUCKETS and (np.diff(columns) > 0).all()))
    )
    if not sound:
        raise UnreadableModel(reason="content")
    weighting = Weighting(columns, arrays["idf"], float(told["rare_idf"]))
    steepness, offset = map(float, told["calibration"])
    calibration, threshold = Calibration(steepness, offset), float(told["threshold"])
    return Model(labels, weighting, arrays["weights"], arrays["intercepts"], calibration, threshold, told["facts"])
