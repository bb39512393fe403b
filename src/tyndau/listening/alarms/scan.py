"""Neighbours that speak up together are one event: the space-time permutation scan, which needs no population."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
AT_ONCE = 20  # shuffles
MOST_OF_ALL = 0.5  # of the cases or of the places that a cluster may hold


@dataclass(frozen=True)
class Cluster:
    """places (row numbers) that rise together in the last `days` days; p by permutation."""

    places: tuple[int, ...]
    days: int
    observed: int
    expected: float
    p: float


def neighbourhoods(near: Array) -> Array:
    """Circles around each place, from it alone to half of all places, each once: bool [circles, places].

    near     [places, places] distances, 0 on the diagonal, inf where no way leads
    """
    places = len(near)
    found: dict[bytes, Array] = {}
    for centre in range(places):
        order = np.lexsort((np.arange(places), near[centre]))
        for size in range(1, max(int(places * MOST_OF_ALL), 1) + 1):
            if not np.isfinite(near[centre][order[size - 1]]):
                break
            circle = np.zeros(places, bool)
            circle[order[:size]] = True
            found.setdefault(circle.tobytes(), circle)
    return np.array(list(found.values())).reshape(-1, places)


@dataclass(frozen=True)
class ScanRule:
    """longest [days] of a cluster, at most; replicates of the permutation; level of a cluster's p; seed."""

    longest: int
    replicates: int
    level: float
    seed: int


def scan(counts: Array, circles: Array, wanted: Array, rule: ScanRule) -> list[Cluster]:
    """The places whose last days hold more cases than place and day alone explain; likeliest first, none overlapping.

    counts   [places, days] int64; clusters end on the last day and last half of all days at most
    circles  bool [circles, places]
    wanted   bool [circles]: those that may become a cluster; all of them are compared with
    Returns  clusters with p <= level; p compares with the highest ratio of any circle in shuffles of days among cases
    Source   Kulldorff, Heffernan, Hartman, Assunção & Mostashari 2005
    """
    total = int(counts.sum())
    longest = min(rule.longest, counts.shape[1] // 2)
    if not total or not wanted.any() or longest < 1:
        return []
    ratio, observed, expected = _ratios(counts[None], circles, longest)
    ratio = np.where(wanted[:, None], ratio[0], 0.0)
    highest = _highest(counts, circles, longest, ratio.max(), rule)
    found: list[Cluster] = []
    taken = np.zeros(len(counts), bool)
    for place in np.argsort(-ratio, axis=None, kind="stable"):
        circle, back = np.unravel_index(place, ratio.shape)
        p = (1 + int((highest >= ratio[circle, back]).sum())) / (rule.replicates + 1)
        if ratio[circle, back] <= 0 or p > rule.level:
            break
        if not (taken & circles[circle]).any():
            taken |= circles[circle]
            members = tuple(np.flatnonzero(circles[circle]).tolist())
            told = int(observed[0, circle, back]), float(expected[0, circle, back])
            found.append(Cluster(members, int(back) + 1, *told, p))
    return found


def _highest(counts: Array, circles: Array, longest: int, likeliest: float, rule: ScanRule) -> Array:
    """The highest ratio of each shuffle; infinite for those that are not made because nothing can pass any more."""
    places, days = counts.shape
    when = np.repeat(np.tile(np.arange(days), places), counts.ravel())
    where = np.repeat(np.arange(places), counts.sum(1)) * days
    rng = np.random.default_rng(rule.seed)
    highest = np.full(rule.replicates, np.inf)
    for begin in range(0, rule.replicates, AT_ONCE):
        size = min(AT_ONCE, rule.replicates - begin)
        shuffled = rng.permuted(np.broadcast_to(when, (size, len(when))), axis=1)
        cells = where + shuffled + (np.arange(size) * counts.size)[:, None]
        made = np.bincount(cells.ravel(), minlength=size * counts.size).reshape(size, places, days)
        highest[begin : begin + size] = _ratios(made, circles, longest)[0].max((1, 2))
        if 1 + (highest[: begin + size] >= likeliest).sum() > rule.level * (rule.replicates + 1):
            break
    return highest


def _ratios(counts: Array, circles: Array, longest: int) -> tuple[Array, Array, Array]:
    """Log likelihood ratio, cases and expected cases of each table, circle and duration: [tables, circles, longest]."""
    total = counts[0].sum()
    recent = np.cumsum(counts[:, :, ::-1][:, :, :longest], axis=2).astype(float)  # cases of the last 1, 2, ... days
    held = circles.astype(float)
    observed = held @ recent
    expected = (held @ counts.sum(2).T).T[:, :, None] * recent.sum(1)[:, None, :] / total
    rest, rest_expected = total - observed, total - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
        outside = np.where(rest > 0, rest * np.log(rest / rest_expected), 0.0)
    allowed = (observed > expected) & (expected <= MOST_OF_ALL * total)
    return np.where(allowed, inside + outside, 0.0), observed, expected
