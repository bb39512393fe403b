"""Do coders mean the same by the same word: Krippendorff's alpha with its interval, overall, by category, by group.

Where nothing can be compared, or nothing differs, alpha is null and the reason is said: never 1, never NaN.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.coding import alpha as arithmetic
from tyndau.listening.coding.codes import number
from tyndau.listening.coding.intervals import CONFIDENCE, clopper

RESAMPLES, SEED = 2000, 20260101
MOST_CATEGORIES = 200  # codes of no codebook: more are no categories but texts or numbers
CELLS = 4_000_000  # weights held at once: 32 MB
LEAST_DEFINED = 0.5  # of the resamples: below, what is left of them is no distribution
AGREEMENT = pa.schema(
    [
        ("scope", pa.string()), ("name", pa.string()), ("alpha", pa.float64()), ("low", pa.float64()),
        ("high", pa.float64()), ("units", pa.int64()), ("coders", pa.int64()), ("codes", pa.int64()),
        ("resamples", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Bootstrap:
    resamples: int = RESAMPLES
    seed: int = SEED
    confidence: float = CONFIDENCE


def agreement(
    codes: Any, level: str, known: Sequence[str] | None = None, by: str = "", bootstrap: Bootstrap | None = None
) -> pa.Table:
    """Alpha of all codes, of each category against the others (nominal, ordinal), and of each group of units.

    codes    unit string, coder string, code string, and the column `by`; any order; a coder codes a unit once
    level    nominal, ordinal, interval or ratio
    known    all codes of the codebook, the order of an ordinal one; without it ordinal codes are numbers
    Returns  AGREEMENT: scope all, category or group; units with two codes or more [units], coders, their codes,
             resamples of units on which the interval rests; alpha null and a reason where it is not defined
    Raises   KeyError for another level; ValueError for a code that is no number where one is needed
    Source   Krippendorff 2011; percentile bootstrap over units. Where coders agree in everything, resamples cannot
             differ: low then supposes that the share of disputed units stands at its exact upper bound.
    """
    bootstrap = bootstrap or Bootstrap()
    frame = _Frame.of(codes, level, known, by)
    found = [_whole(frame, "all", "", level, bootstrap)]
    if level in ("nominal", "ordinal") and (known is not None or len(frame.names) <= MOST_CATEGORIES):
        found += _categories(frame, bootstrap)
    if by and by in codes.column_names:
        for group in np.unique(frame.groups):
            found.append(_whole(frame.within(frame.groups == group), "group", str(group), level, bootstrap))
    return pa.Table.from_pylist(found, schema=AGREEMENT)


@dataclass(frozen=True)
class _Frame:
    """Rows as numbers: of the unit, the coder, the place of the code among `names`; and the row's group."""

    units: Any
    coders: Any
    codes: Any
    groups: Any
    names: tuple[str, ...]
    values: Any

    @classmethod
    def of(cls, codes: Any, level: str, known: Sequence[str] | None, by: str) -> "_Frame":
        given = codes["code"].to_pylist()
        if level in ("interval", "ratio") or (level == "ordinal" and known is None):
            numbers = np.array([_number(code) for code in given], float)
            values, places = np.unique(numbers, return_inverse=True)
            names = tuple(f"{value:g}" for value in values)
            # Alpha does not know the unit of a scale; scaled, the squares of huge values stay finite.
            values = values / max(np.abs(values).max(initial=0), np.finfo(float).tiny)
        else:
            names = tuple(known if known is not None else sorted(set(given)))
            place_of = {name: place for place, name in enumerate(names)}
            places, values = np.array([place_of[code] for code in given], int), np.arange(len(names), dtype=float)
        units, coders = (_numbered(codes[name]) for name in ("unit", "coder"))
        groups = codes[by].to_numpy(zero_copy_only=False) if by and by in codes.column_names else np.zeros(len(given))
        if by and by in codes.column_names:
            groups = _group_of_unit(units, np.array([group or "" for group in groups], dtype=str))
        return cls(units, coders, places, groups, names, values)

    def within(self, rows: Any) -> "_Frame":
        units = np.unique(self.units[rows], return_inverse=True)[1]
        return _Frame(units, self.coders[rows], self.codes[rows], self.groups[rows], self.names, self.values)

    @property
    def counts(self) -> arithmetic.Counts:
        return arithmetic.counts_of(self.units, self.codes, self.values)

    def sizes(self, counts: arithmetic.Counts) -> dict[str, int]:
        """Sizes of what is compared; coders are all of them, for one who is alone everywhere is still a coder."""
        return {
            "units": counts.table.shape[0], "coders": len(np.unique(self.coders)), "codes": int(counts.table.sum()),
        }  # fmt: skip

    def nothing(self, counts: arithmetic.Counts) -> str | None:
        """Why nothing can be compared."""
        if len(np.unique(self.coders)) < 2:
            return "no-codes" if not len(self.coders) else "one-coder"
        return "no-pairable-unit" if counts.table.shape[0] == 0 else None


def _number(code: str) -> float:
    value = number(code)
    if value is None:
        raise ValueError(f"no number: {code}")
    return value


def _numbered(column: Any) -> Any:
    return np.unique(column.to_numpy(zero_copy_only=False).astype(str), return_inverse=True)[1]


def _group_of_unit(units: Any, groups: Any) -> Any:
    """The group of each row's unit: where coders' rows contradict each other, the first in the alphabet."""
    order = np.lexsort((groups, units))
    first = np.unique(units[order], return_index=True)[1]
    return groups[order][first][units]


def _whole(frame: _Frame, scope: str, name: str, level: str, bootstrap: Bootstrap) -> dict[str, Any]:
    counts = frame.counts
    row = {"scope": scope, "name": name, **frame.sizes(counts)}
    if reason := frame.nothing(counts):
        return _undefined(row, reason)
    ones = np.ones((counts.table.shape[0], 1))
    alpha = float(arithmetic.alphas(counts, level, ones)[0])
    if np.isnan(alpha):
        return _undefined(row, "all-equal")
    if counts.alike:
        return _unanimous(row, arithmetic.widest(counts, level), bootstrap)
    drawn = [arithmetic.alphas(counts, level, weights) for weights in _resampled(ones.shape[0], bootstrap)]
    return _bounded(row, alpha, np.concatenate(drawn), bootstrap)


def _categories(frame: _Frame, bootstrap: Bootstrap) -> list[dict[str, Any]]:
    counts = frame.counts
    rows = [{"scope": "category", "name": name, **frame.sizes(counts)} for name in frame.names]
    if reason := frame.nothing(counts):
        return [_undefined(row, reason) for row in rows]
    ones = np.ones((counts.table.shape[0], 1))
    alphas, used = arithmetic.category_alphas(counts, ones)[:, 0], np.asarray(counts.table.sum(axis=0)).ravel()
    drawn = np.concatenate(
        [arithmetic.category_alphas(counts, weights) for weights in _resampled(len(ones), bootstrap)], axis=1
    )
    found = []
    for place, row in enumerate(rows):
        alpha, n = float(alphas[place]), counts.table.sum()
        if np.isnan(alpha):
            found.append(_undefined(row, "all-equal" if used[place] else "unused"))
        elif alpha == 1:
            expected = 2 * used[place] * (n - used[place]) / (n * (n - 1))
            found.append(_unanimous(row, 1 / expected, bootstrap))
        else:
            found.append(_bounded(row, alpha, drawn[place], bootstrap))
    return found


def _resampled(units: int, bootstrap: Bootstrap) -> Iterator[Any]:
    """Weights (units, part of the resamples): how often each unit was drawn, with replacement."""
    generator, left = np.random.default_rng(bootstrap.seed), bootstrap.resamples
    while left > 0:
        width = min(left, max(1, CELLS // units))
        drawn = generator.integers(0, units, (width, units)) + units * np.arange(width)[:, None]
        yield np.bincount(drawn.ravel(), minlength=width * units).reshape(width, units).T.astype(float)
        left -= width


def _undefined(row: dict[str, Any], reason: str) -> dict[str, Any]:
    return {**row, "alpha": None, "low": None, "high": None, "resamples": 0, "reason": reason}


def _unanimous(row: dict[str, Any], worst: float, bootstrap: Bootstrap) -> dict[str, Any]:
    disputed = float(clopper(0, row["units"], bootstrap.confidence)[1])
    return {**row, "alpha": 1.0, "low": max(1 - disputed * worst, -1.0), "high": 1.0, "resamples": 0, "reason": None}


def _bounded(row: dict[str, Any], alpha: float, drawn: Any, bootstrap: Bootstrap) -> dict[str, Any]:
    defined = drawn[~np.isnan(drawn)]
    row = {**row, "alpha": alpha, "resamples": len(defined)}
    # Drawn from one unit, all resamples are that unit: they differ in nothing and say nothing.
    if row["units"] < 2 or len(defined) < LEAST_DEFINED * bootstrap.resamples:
        return {**row, "low": None, "high": None, "reason": "too-few-units"}
    tail = (1 - bootstrap.confidence) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    # In small samples percentiles may pass alpha by; an interval that excludes its own estimate would mislead.
    return {**row, "low": float(min(low, alpha)), "high": float(max(high, alpha)), "reason": None}
