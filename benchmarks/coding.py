"""Alpha with 2,000 resamples over 1,000 units of three coders, beside numpy drawing and counting them.

python -m benchmarks.coding
"""

import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from tyndau.listening.coding.agreement import Bootstrap, agreement

UNITS, CODERS, CODES, RESAMPLES = 1000, 3, 5, 2000


def best_cpu(work: Callable[[], object]) -> float:
    """The least CPU seconds of five."""
    seconds = []
    for _ in range(5):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


def drawn() -> np.ndarray:
    rows = np.random.default_rng(1).integers(0, UNITS, (RESAMPLES, UNITS)) + UNITS * np.arange(RESAMPLES)[:, None]
    return np.bincount(rows.ravel(), minlength=rows.size)


random = np.random.default_rng(20260101)
table = pa.table(
    {
        "unit": np.tile(np.arange(UNITS), CODERS).astype(str),
        "coder": np.repeat(np.arange(CODERS), UNITS).astype(str),
        "code": random.integers(0, CODES, UNITS * CODERS).astype(str),
    }
)
floor = best_cpu(drawn)
for level in ("nominal", "ordinal", "interval", "ratio"):
    ours = best_cpu(lambda level=level: agreement(table, level, bootstrap=Bootstrap(RESAMPLES)))
    print(
        f"alpha {level} n={UNITS:,} resamples={RESAMPLES:,} cpu_s={ours:.3f} x_floor={ours / floor:.1f} "
        "floor=numpy-draw"
    )
