"""A world in which nothing happens, as like ours as can be: by it one learns how often the watch calls by chance."""

from typing import Any

import numpy as np

from tyndau.listening.alarms.daily import WEEK, quiet
from tyndau.listening.alarms.dense import Grid
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.watch import together

Array = Any


def quiet_world(found: Grid, weekday: Array, heard: Array, parameters: AlarmParameters, seed: int) -> Grid:
    """Counts drawn around the usual level and spread of each series, and around the week that all share.

    found          Grid of the real world; weekday, heard: [days], as dense gives them
    Returns        Grid of the same series and days. Nothing rises in it: each alarm of it is false by construction
    Source         parametric bootstrap; negative binomial as a Poisson whose rate is drawn from a Gamma
    """
    counts = found.counts[:, heard]
    of_week = np.array([found.counts[:, heard & (weekday == day)].sum() for day in range(WEEK)], float)
    days = np.array([max((heard & (weekday == day)).sum(), 1) for day in range(WEEK)])
    week = of_week / days / max(of_week.sum() / max(heard.sum(), 1), 1e-12)
    # What never could be told has a level too low to tell more of it than its mean.
    usual, spread = counts.mean(1, keepdims=True), np.ones((len(counts), 1))
    rows = np.flatnonzero((found.lately >= parameters.fewest).any(1))
    watched = np.broadcast_to(heard, (len(rows), len(heard)))
    model = quiet(found.counts[rows].astype(float), weekday, None, watched, parameters)
    for values, of_all in ((model.expected, usual), (model.dispersion, spread)):
        known = np.isfinite(values).any(1)
        of_all[rows[known], 0] = np.nanmedian(values[known], axis=1)
    means = usual * week[weekday] * heard
    rng = np.random.default_rng(seed)
    plain = spread <= 1
    scale = np.where(plain, 1.0, spread - 1)
    drawn = rng.gamma(np.maximum(means / scale, 1e-9), np.broadcast_to(scale, means.shape))
    made = rng.poisson(np.where(plain, means, drawn)) * heard
    return Grid(found.keys, found.first, made, made, together(made, parameters.of_days))
