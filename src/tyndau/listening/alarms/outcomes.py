"""How often alarms were right, what they missed and how early they came: counted from what people found out."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.coding.intervals import clopper
from tyndau.listening.errors import require_columns
from tyndau.listening.intervals import poisson

INCIDENT, NO_INCIDENT, OPEN = "incident", "no-incident", "open"
FIGURES = pa.schema(
    [
        ("figure", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
    ]
)
WEEK = 7
Figure = tuple[str, float | None, float | None, float | None, int]


def outcomes(triage: Any, incidents: Any, first: date, last: date) -> Any:
    """Positive predictive value, sensitivity, delay, lead and alarms a week, each with n and an exact 95 % interval.

    triage     day date32 (first day of an alarm), outcome (incident, no-incident, open), incident string or null: which
    incidents  incident string, began date32, known date32 or null: the day on which it was known without an alarm
    first, last  first and last day of the watch, both included
    Returns    FIGURES: ppv (of the alarms that were decided), sensitivity (of the incidents), delay_days (median, from
               the beginning to the first alarm), lead_days (median, from the first alarm to the day known otherwise),
               alarms_a_week. value is null where n is 0; an interval of a median is null where n is under 6.
    Raises     MissingColumns
    Source     Clopper & Pearson 1934; Garwood 1936; order statistics for medians (Hahn & Meeker 1991)
    """
    require_columns("triage", triage, ("day", "outcome", "incident"))
    require_columns("incidents", incidents, ("incident", "began", "known"))
    told = triage.to_pylist()
    right = sum(row["outcome"] == INCIDENT for row in told)
    decided = right + sum(row["outcome"] == NO_INCIDENT for row in told)
    alarmed: dict[str, date] = {}
    for row in told:
        if row["outcome"] == INCIDENT and row["incident"] is not None:
            alarmed[row["incident"]] = min(alarmed.get(row["incident"], row["day"]), row["day"])
    known = {row["incident"]: row for row in incidents.to_pylist()}
    seen = [(row, alarmed[name]) for name, row in sorted(known.items()) if name in alarmed]
    weeks = ((last - first).days + 1) / WEEK
    return table_of(
        [
            share("ppv", right, decided),
            share("sensitivity", len(seen), len(known)),
            median("delay_days", [(at - row["began"]).days for row, at in seen]),
            median("lead_days", [(row["known"] - at).days for row, at in seen if row["known"] is not None]),
            rate("alarms_a_week", len(told), weeks),
        ],
        FIGURES,
    )


def share(name: str, hits: int, n: int) -> Figure:
    """A share with its exact interval."""
    if not n:
        return name, None, None, None, 0
    low, high = clopper(hits, n)
    return name, hits / n, float(low), float(high), n


def rate(name: str, count: int, units: float) -> Figure:
    """A count by unit with its exact interval; n is the count."""
    if units <= 0:
        return name, None, None, None, count
    low, high = poisson(count)
    return name, count / units, float(low) / units, float(high) / units, count


def median(name: str, values: list[int]) -> Figure:
    """A median and the narrowest pair of order statistics that covers it in 95 % or more."""
    if not values:
        return name, None, None, None, 0
    from scipy.special import bdtr

    ordered, n = sorted(values), len(values)
    ranks = [rank for rank in range(1, n // 2 + 1) if bdtr(rank - 1, n, 0.5) <= 0.025]
    low, high = (ordered[max(ranks) - 1], ordered[n - max(ranks)]) if ranks else (None, None)
    return name, float(np.median(ordered)), low, high, n
