"""Each coder reads the texts in a random order of his own: what tires him falls on no text more than another.

The order follows from the study's seed and the coder's letter, so that nothing is stored and nothing can be chosen.
"""

from functools import lru_cache

import numpy as np


@lru_cache(256)
def order(seed: int, letter: str, units: int) -> tuple[int, ...]:
    """Places 0 … units - 1 in the order of that coder."""
    return tuple(np.random.default_rng([seed, ord(letter)]).permutation(units).tolist())
