"""Series for the tests: told in a line, or drawn with a level, a week and a spread that are known."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from tyndau.listening.alarms.counts import SERIES

MONDAY = date(2026, 1, 5)


def series(*told, first=MONDAY):
    """SERIES of (topic, territory, counts): a row a day with somebody; as many posts and people as counts say."""
    rows = []
    for topic, territory, counts in told:
        for day, count in enumerate(counts):
            if count:
                lately = int(sum(counts[max(day - 2, 0) : day + 1]))
                rows.append((topic, territory, first + timedelta(days=day), int(count), int(count), lately))
    return pa.table(list(zip(*rows, strict=True)) if rows else [[] for _ in SERIES], schema=SERIES)


def drawn(base, days, n, seed, size=8):
    """Negative binomial counts [n, days] around a weekly cycle, as the simulation of the domain page has them."""
    rng = np.random.default_rng(seed)
    mean = base * np.exp(0.25 * np.sin(2 * np.pi * np.arange(days) / 7 + rng.uniform(0, 2 * np.pi, (n, 1))))
    return rng.negative_binomial(size, size / (size + mean))
