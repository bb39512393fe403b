"""What can be said of a series with little past: what its topic does elsewhere. It says unusual, it never alarms."""

from typing import Any

import numpy as np

from tyndau.listening.alarms.tails import mid_p, quantile

Array = Any
LEAST_PAST = 3  # days of any series of the topic without which nothing is said


def unusual(counts: Array, exposure: Array, watched: Array, topics: Array, wanted: Array, level: float) -> Array:
    """Expected count, dispersion, bound and mid-p of the wanted days from a Gamma prior over territories.

    A topic's rate differs from territory to territory by a Gamma distribution, estimated from all days before; a
    series' own days before sharpen it. Days of one territory spread around their rate by the topic's dispersion.

    counts, exposure, watched  [series, days]; exposure is 1 a day, or the active accounts
    topics                     [series], codes 0, 1, 2, ...
    wanted                     [series, days] bool
    Returns                    [4, series, days], NaN where not wanted, or where the topic has no past
    Source                     Gamma-Poisson empirical Bayes, moments as in Böhning 2000; docs/method/alarms.md
    """
    found = np.full((4, *counts.shape), np.nan)
    members = np.eye(int(topics.max()) + 1)[topics].T if len(topics) else np.zeros((0, 0))  # [topics, series]
    total, lived, days, rough = (np.zeros(len(counts)) for _ in range(4))
    for day in range(counts.shape[1]):
        able = np.flatnonzero(wanted[:, day] & watched[:, day])
        if len(able) and day:
            shape, rate, spread = _prior(members, total, lived, days, rough)
            of_topic = tuple(values[topics[able]] for values in (shape, rate, spread))
            own = counts[able, day], exposure[able, day], total[able], lived[able]
            found[:, able, day] = _predicted(own, of_topic, level)
        y, seen = counts[:, day] * watched[:, day], exposure[:, day] * watched[:, day]
        before = np.divide(total, lived, out=np.zeros(len(total)), where=lived > 0) * seen
        has = (before > 0) & watched[:, day]
        rough += np.where(has, (y - before) ** 2 / np.where(has, before, 1.0), 0.0)
        days += has
        total += y
        lived += seen
    return found


def _prior(members: Array, total: Array, lived: Array, days: Array, rough: Array) -> tuple[Array, Array, Array]:
    """Shape and rate of each topic's Gamma over territories, and its dispersion (1 at least); NaN without a past."""
    count, length, judged, chi = (members @ values for values in (total, lived, days, rough))
    series = members @ (lived > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = count / length
        spread = np.where(judged >= LEAST_PAST, np.maximum(chi / judged, 1.0), 1.0)
        rates = np.where(lived > 0, total / lived, 0.0)
        squared = members @ (lived * rates**2) / length - mean**2  # between territories, weighted by their time
        between = np.maximum(squared - spread * mean * series / length, 0.0)
        rate = np.where(between > 0, mean / between, np.inf)
    rate = np.clip(rate, 0.0, np.maximum(length, 1.0))  # no surer of one territory than of all together
    known = (length > 0) & (count > 0)
    return np.where(known, mean * rate, np.nan), np.where(known, rate, np.nan), np.where(known, spread, np.nan)


def _predicted(own: tuple[Array, ...], of_topic: tuple[Array, ...], level: float) -> Array:
    """The four rows of `unusual` for one day; own: count, exposure, and both summed over the days before."""
    (counts, exposure, total, lived), (shape, rate, spread) = own, of_topic
    told = np.full((4, len(counts)), np.nan)
    ok = np.flatnonzero(np.isfinite(shape) & (exposure > 0))
    if len(ok):
        # Days that spread more than Poisson tell less: they are divided by the dispersion.
        posterior = rate[ok] + lived[ok] / spread[ok]
        mean = (shape[ok] + total[ok] / spread[ok]) / posterior * exposure[ok]
        wide = spread[ok] + exposure[ok] / posterior
        told[0, ok], told[1, ok] = mean, wide
        told[2, ok] = quantile(1 - level, mean, wide)
        told[3, ok] = mid_p(counts[ok], mean, wide)
    return told
