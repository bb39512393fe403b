"""How long things last when some of them are still going on: the Kaplan-Meier estimate over whole days."""

from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.intervals import LEVEL, wilson


class Survival(NamedTuple):
    """By day from 0: at_risk and ended int64, share that lasts that day or longer, and its interval [0..1]."""

    at_risk: Any
    ended: Any
    share: Any
    low: Any
    high: Any

    def median(self) -> int | None:
        """The first day that at most half of them reach, or None where more than half lasted to the end."""
        reached = np.flatnonzero(self.share <= 0.5)
        return int(reached[0]) if len(reached) else None


def survival(days: Any, ended: Any, span: int = 0) -> Survival:
    """Estimate P(duration >= day).

    days     int, how long each was observed; of one that ended, how long it lasted
    ended    bool; False: still going on when last observed
    span     days to tell at least, also where nobody is at risk any more
    Returns  Survival, from day 0 to the longest observation or `span`. share is the product over earlier days of the
             part that did not end on them; the interval is Greenwood's on the scale of log(-log); where nothing has
             ended yet Wilson's over those at risk, and where nothing is left over those that ended
    Source   Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 1980 (the scale)
    """
    from scipy.special import ndtri

    days, ended = np.asarray(days, np.int64), np.asarray(ended, bool)
    span = max(span, int(days.max()) + 1) if len(days) else 0
    observed, ends = np.bincount(days, minlength=span), np.bincount(days[ended], minlength=span)
    at_risk = len(days) - (np.cumsum(observed) - observed)
    lasted = 1 - ends / np.maximum(at_risk, 1)
    share = np.concatenate([[1.0], np.cumprod(lasted)[:-1]])[:span]
    over = at_risk * (at_risk - ends)
    terms = np.where(over > 0, ends / np.maximum(over, 1), 0.0)
    variance = np.concatenate([[0.0], np.cumsum(terms)[:-1]])[:span]
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    reach = ndtri((1 + LEVEL) / 2) * np.sqrt(variance) / np.abs(np.log(safe))
    low, high = wilson(np.where(share > 0, at_risk, 0), np.where(share > 0, at_risk, ended.sum()))
    return Survival(
        at_risk, ends, share,
        np.where(inside, safe ** np.exp(reach), low), np.where(inside, safe ** np.exp(-reach), high),
    )  # fmt: skip
