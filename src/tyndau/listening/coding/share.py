"""What share of the texts is of a category: as people coded it, or as a classifier says and people corrected it."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.coding.estimators import prediction_powered, rogan_gladen
from tyndau.listening.coding.intervals import CONFIDENCE, clopper
from tyndau.listening.coding.refusals import NobodyCoded, NoSuchCategory, NothingInCommon
from tyndau.listening.intervals import wilson

METHODS = ("ppi", "rogan-gladen", "plain")
SHARE = pa.schema(
    [
        ("category", pa.string()), ("method", pa.string()), ("share", pa.float64()), ("low", pa.float64()),
        ("high", pa.float64()), ("n", pa.int64()), ("effective_n", pa.float64()), ("predictions", pa.int64()),
        ("predicted_share", pa.float64()), ("sensitivity", pa.float64()), ("specificity", pa.float64()),
        ("without_prediction", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip


def share(
    category: str, method: str, predictions: Any = None, codes: Any = None, known: Any = None,
    exact: bool = False, confidence: float = CONFIDENCE,
) -> pa.Table:  # fmt: skip
    """The share of a category among all predicted units (ppi, rogan-gladen), or among the coded ones (plain).

    predictions  unit, predicted; all units of the corpus, the coded ones too
    codes        unit, code, weight [1 / chance of being drawn]; a random sample of those units, weighted where the
                 chance was not the same for all
    known        codes of the codebook, if there is one
    exact        plain and of equal weights only: Clopper-Pearson instead of Wilson
    Returns      SHARE, one row; n are the coded units that were used, effective_n Kish's for their weights. Share, low
                 and high null with a reason where they cannot be told. Plain without codes is the classifier's own
                 share and has no interval: its error is not one of chance (docs/method/content-analysis.md)
    Raises       NobodyCoded, NothingInCommon, NoSuchCategory
    """
    if method not in METHODS:
        raise ValueError(f"no method {method}")
    if method != "plain" and (codes is None or predictions is None):
        raise NobodyCoded(method=method)
    _check(category, predictions, codes, known)
    row: dict[str, Any] = {**dict.fromkeys(SHARE.names), "category": category, "method": method, "n": 0}
    row |= {"without_prediction": 0, "predictions": 0 if predictions is None else predictions.num_rows}
    if predictions is not None:
        row["predicted_share"] = int(pc.sum(pc.equal(predictions["predicted"], category)).as_py() or 0) / len(
            predictions
        )
    if codes is None:
        row |= {"share": row["predicted_share"], "reason": "classifier-only"}
    elif method == "plain":
        row |= _plain(category, codes, exact, confidence)
    else:
        row |= _corrected(category, method, predictions, codes, confidence)
    return pa.Table.from_pylist([row], schema=SHARE)


def _check(category: str, predictions: Any, codes: Any, known: Any) -> None:
    used = {code for table, name in ((predictions, "predicted"), (codes, "code")) if table is not None
            for code in pc.unique(table[name]).to_pylist() if code}  # fmt: skip
    found = set(known) if known is not None else used
    if category not in found:
        raise NoSuchCategory(category=category, found=", ".join(sorted(found)[:20]) or "-")


def _weights(codes: Any) -> Any:
    """Only their proportions count; scaled, their squares stay finite."""
    weights = codes["weight"].to_numpy()
    return weights / weights.max()


def _effective(weights: Any) -> float:
    """Kish's effective size of a weighted sample."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _plain(category: str, codes: Any, exact: bool, confidence: float) -> dict[str, Any]:
    codes = codes.sort_by("unit")
    weights = _weights(codes)
    size, rate = _effective(weights), float(weights[_is(codes["code"], category)].sum() / weights.sum())
    low, high = (clopper if exact else wilson)(rate * size, size, confidence)
    return {"share": rate, **_ends(rate, low, high), "n": codes.num_rows, "effective_n": size}


def _corrected(category: str, method: str, predictions: Any, codes: Any, confidence: float) -> dict[str, Any]:
    pairs = codes.select(["unit", "code", "weight"]).join(
        predictions.select(["unit", "predicted"]), "unit", join_type="inner"
    )
    if pairs.num_rows == 0:
        raise NothingInCommon(coded=codes.num_rows, predicted=predictions.num_rows)
    pairs = pairs.sort_by("unit")  # sums of weights shall not hang on the order of rows
    hits, n = int(_is(predictions["predicted"], category).sum()), predictions.num_rows
    true, named, weights = _is(pairs["code"], category), _is(pairs["predicted"], category), _weights(pairs)
    size = _effective(weights)
    told = {"n": pairs.num_rows, "effective_n": size, "without_prediction": codes.num_rows - pairs.num_rows}
    counts = {"positives": weights[true], "negatives": weights[~true]}
    sizes = {name: _effective(some) if len(some) else 0.0 for name, some in counts.items()}
    rates = {
        "sensitivity": _rate(weights, true & named, true), "specificity": _rate(weights, ~true & ~named, ~true),
    }  # fmt: skip
    if method == "ppi":
        gained, lost = (float(weights[which].sum() / weights.sum() * size) for which in (true & ~named, named & ~true))
        value, (low, high) = prediction_powered(hits, n, gained, lost, size, confidence)
        return {**told, **rates, "share": float(value), **_ends(float(value), low, high)}
    if None in rates.values():
        return {**told, **rates, "reason": "no-positive-coded" if rates["sensitivity"] is None else "no-negative-coded"}
    found, spared = rates["sensitivity"] * sizes["positives"], rates["specificity"] * sizes["negatives"]
    value, (low, high) = rogan_gladen(
        hits, n, found, sizes["positives"], spared, sizes["negatives"], confidence
    )  # fmt: skip
    if np.isnan(value):
        return {**told, **rates, "reason": "classifier-like-chance"}
    return {**told, **rates, "share": float(value), **_ends(float(value), low, high)}


def _is(column: Any, category: str) -> Any:
    return pc.equal(column, category).to_numpy(zero_copy_only=False).astype(bool)


def _rate(weights: Any, part: Any, whole: Any) -> Any:
    return float(weights[part].sum() / weights[whole].sum()) if whole.any() else None


def _ends(value: float, low: Any, high: Any) -> dict[str, float]:
    """Ends as numbers; those of score intervals are found to rounding, and the share itself lies within."""
    return {"low": min(float(low), value), "high": max(float(high), value)}
