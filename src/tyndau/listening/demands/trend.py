"""Is a demand rising: the last seven days against the four weeks before, in accounts, with an exact test."""

from datetime import date
from math import comb
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

RECENT_DAYS, EARLIER_DAYS = 7, 28
LEVEL = 0.01  # two-sided; a run tests some hundred demands at once

COUNTS = """
    with told as (select demand_id, coalesce(echo, synchronised, account, post) as voice, day from voices)
    select demand_id,
           count(distinct (voice, day)) filter (day > $last - 7)::bigint as recent,
           count(distinct (voice, day)) filter (day <= $last - 7 and day > $last - 35)::bigint as earlier
    from told group by demand_id order by demand_id
"""


def trend(voices: Any, first: date, last: date) -> Any:
    """Compare the last 7 days of the run with the 28 days before.

    voices       demand_id, account, echo, synchronised, post strings, day date32 (local)
    first, last  first and last day of the run; a run of less than 35 days has no trend
    Returns      demand_id, recent int64 and earlier int64 [voice-days: a voice counts once a day, an echo or
                 synchronised group as one], trend string: rising, falling, steady, or unknown (run too short, or fewer
                 than 5 voice-days)
    Raises       MissingColumns
    Source       exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940), two-sided, level .01
    """
    require_columns("voices", voices, ("demand_id", "account", "echo", "synchronised", "post", "day"))
    with connect() as engine:
        engine.register("voices", voices)
        counted = engine.sql(COUNTS, params={"last": last}).to_arrow_table()
    long_enough = (last - first).days + 1 >= RECENT_DAYS + EARLIER_DAYS
    pairs = zip(counted["recent"].to_pylist(), counted["earlier"].to_pylist(), strict=True)
    words = [_direction(recent, earlier) if long_enough else "unknown" for recent, earlier in pairs]
    return counted.append_column("trend", pa.array(words, pa.string()))


def _direction(recent: int, earlier: int) -> str:
    n, share = recent + earlier, RECENT_DAYS / (RECENT_DAYS + EARLIER_DAYS)
    if n < 5:
        return "unknown"
    if n > 1000:  # the normal approximation is exact enough and the sum would be long
        z = (recent - n * share) / (n * share * (1 - share)) ** 0.5
        return "steady" if abs(z) < 2.576 else "rising" if z > 0 else "falling"
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    if sum(chances[recent:]) < LEVEL / 2:
        return "rising"
    return "falling" if sum(chances[: recent + 1]) < LEVEL / 2 else "steady"
