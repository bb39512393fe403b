"""What a detector says of each time point that it was asked about."""

from typing import Any

import numpy as np
import pyarrow as pa

VERDICTS = pa.schema(
    [
        ("t", pa.int64()),
        ("obs", pa.int64()),
        ("upper_bound", pa.float64()),
        ("alarm", pa.bool_()),
        ("expected", pa.float64()),
        ("p", pa.float64()),
    ]
)


def verdicts(
    t: Any, obs: Any, upper_bound: Any, expected: Any = None, p: Any = None, dispersion: Any = None, alarm: Any = None
) -> Any:
    """VERDICTS of one series. A bound that the method cannot give is null, and then there is no alarm.

    expected, p, dispersion  left out of the table where the method has none
    alarm                    where it is another rule than obs > upper_bound
    """
    above = np.greater(obs, upper_bound) if alarm is None else np.asarray(alarm, bool)
    columns: dict[str, Any] = {
        "t": pa.array(t, pa.int64()),
        "obs": pa.array(obs, pa.int64()),
        "upper_bound": told(upper_bound),
        "alarm": pa.array(above & np.isfinite(upper_bound)),
    }
    for name, values in (("expected", expected), ("p", p), ("dispersion", dispersion)):
        if values is not None:
            columns[name] = told(values)
    return pa.table(columns)


def told(values: Any) -> Any:
    """Numbers as a column: what is no finite number is null, so that no table and no page ever shows a NaN."""
    numbers = np.asarray(values, float)
    return pa.array(numbers, pa.float64(), mask=~np.isfinite(numbers))
