"""The seasons of the past that a week is compared with: the same weeks of earlier years, and the rest in blocks."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Past:
    """years        of reference (b)
    half_window     values on each side of a reference value (w)
    periods         groups of a year; 1: only the windows themselves
    frequency       values a year
    left_out        values before the judged one that are not used: an outbreak may have begun
    residual_limit  from where a standardised residual counts less
    trend_level     the trend is kept when its p is below
    level           of the bound
    """

    years: int
    half_window: int
    periods: int
    frequency: int
    left_out: int
    residual_limit: float
    trend_level: float
    level: float

    @property
    def needed(self) -> int:
        """Values before the first one that can be judged."""
        return self.years * self.frequency + self.half_window


def groups(k: int, past: Past) -> Any:
    """The group of each value before k (0-based), 0 for a value that is not used: int64 [k].

    The windows around k - i * frequency, i = 1..years, bear the number `periods`. What lies between two windows is cut
    into periods - 1 blocks, 1, 2, ... from old to new, the first ones a value longer where it does not come out even.
    """
    found = np.zeros(k, np.int64)
    references = [k - year * past.frequency for year in range(past.years + 1)]
    for reference in references:
        found[max(reference - past.half_window, 0) : reference + past.half_window + 1] = past.periods
    if past.periods > 1:
        for newer, older in pairwise(references):
            begin, between = older + past.half_window + 1, newer - older - 2 * past.half_window - 1
            size, longer = divmod(max(between, 0), past.periods - 1)
            for block in range(past.periods - 1):
                end = begin + size + (block < longer)
                found[begin:end] = block + 1
                begin = end
    found[k - past.left_out :] = 0
    return found
