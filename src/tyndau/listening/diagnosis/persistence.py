"""How long a demand goes on being heard, by region and body, against the term in which the law promises an answer.

Until answers are known, this is the nearest measure of a promise: an appeal must be answered within a legal term, so a
demand that goes on being heard after it was not laid to rest in that term, whatever was answered.
"""

from datetime import date, tzinfo
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.diagnosis.comparison import chance_of_difference, false_discoveries, finding, told
from tyndau.listening.diagnosis.survival import survival
from tyndau.listening.errors import require_columns
from tyndau.listening.intervals import wilson
from tyndau.listening.sql import connect

LEAST = 5  # demands: a share or a curve of fewer tells nothing
STEP = 7  # days between two points of a curve
POINT = pa.struct(
    [
        ("day", pa.int64()), ("at_risk", pa.int64()), ("share", pa.float64()), ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)  # fmt: skip
PERSISTENCE = pa.schema(
    [
        ("by", pa.string()), ("territory", pa.string()), ("body", pa.string()),
        ("term_days", pa.int64()), ("demands", pa.int64()), ("older", pa.int64()), ("voices", pa.float64()),
        ("followed", pa.int64()), ("continuing", pa.int64()),
        ("share", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
        ("p", pa.float64()), ("q", pa.float64()), ("finding", pa.string()),
        ("still_heard", pa.float64()), ("still_low", pa.float64()), ("still_high", pa.float64()),
        ("median_days", pa.int64()), ("curve", pa.list_(POINT)),
    ]
)  # fmt: skip
# A demand begins when the account speaks that makes it one of `below`: one of fewer is told to nobody, and who counts
# its days from the first voice sees only those that lasted until they were many.
LIVES = """
    with told as (select demand_id, coalesce(account, post) as account, time::date as day from voices),
    arrivals as (select demand_id, account, min(day) as day from told group by all),
    begun as (
        select demand_id, day as first from arrivals
        qualify row_number() over (partition by demand_id order by day, account) = $below),
    ended as (select demand_id, max(day) as last, count(*) as voices from told group by demand_id)
    select d.demand_id, d.territory, d.body, b.first, (e.last - b.first)::bigint as heard,
           ($last - $term - b.first)::bigint as observed, e.voices
    from demands d join begun b using (demand_id) join ended e using (demand_id) order by d.demand_id
"""
GROUPS = (("all", ()), ("territory", ("territory",)), ("body", ("body",)), ("both", ("territory", "body")))


def persistence(
    voices: Any, demands: Any, days: tuple[date, date], zone: tzinfo, term_days: int | None, below: int
) -> Any:  # fmt: skip
    """Estimate for how long demands go on being heard.

    voices     demand_id, account, post strings, time instant
    demands    demand_id, territory, body (or null)
    days       first and last day of the run, local days of `zone`
    term_days  the legal term of an appeal in calendar days at most; None: the country's tables tell none
    below      a demand begins with so many accounts; one of fewer is not counted
    Returns    PERSISTENCE, sorted by by, territory, body: a row for all, each region, each body and each body in each
               region with five demands or more; no rows without a term. A demand that was silent for a whole term at
               the end of the run has ended with its last voice; another one goes on. followed: demands that could be
               heard for a term and had one more to be heard in, continuing: those heard after it, share with Wilson
               interval; finding: more or less often than elsewhere (Fisher's exact test against all others, q by
               Benjamini and Hochberg). still_heard: the same by Kaplan and Meier, which also uses demands that are too
               young to be followed; curve: so by weeks, while five demands could be
               heard that long
    Raises     MissingColumns
    """
    require_columns("voices", voices, ("demand_id", "account", "post", "time"))
    require_columns("demands", demands, ("demand_id", "territory", "body"))
    if term_days is None:
        return PERSISTENCE.empty_table()
    with connect() as engine:
        engine.execute(f"set timezone = '{zone}'")
        engine.register("voices", voices.select(["demand_id", "account", "post", "time"]))
        engine.register("demands", demands.select(["demand_id", "territory", "body"]))
        given = {"below": below, "last": days[1], "term": term_days}
        lives = engine.sql(LIVES, params=given).to_arrow_table()
    columns = {name: np.array(lives[name].to_pylist()) for name in ("heard", "observed", "voices")}
    columns["older"] = np.array([(first - days[0]).days < term_days for first in lives["first"].to_pylist()], bool)
    names = {name: np.array(lives[name].to_pylist(), object) for name in ("territory", "body")}
    rows = []
    for by, keys in GROUPS:
        cells = list(zip(*(names[key] for key in keys), strict=True)) if keys else [()] * lives.num_rows
        for cell in sorted({cell for cell in cells if None not in cell}):
            chosen = np.array([one == cell for one in cells])
            if chosen.sum() >= LEAST:
                row = _row({name: values[chosen] for name, values in columns.items()}, term_days)
                rows.append({"by": by, "territory": None, "body": None, **dict(zip(keys, cell, strict=True)), **row})
    return _judged(rows)


def _row(lives: dict[str, Any], term: int) -> dict[str, Any]:
    """The figures of one group of demands, but for the comparison with others."""
    followed = lives["observed"] >= term
    n, continuing = int(followed.sum()), int((followed & (lives["heard"] >= term)).sum())
    row: dict[str, Any] = {
        "term_days": term, "demands": len(followed), "older": int(lives["older"].sum()),
        "voices": float(np.median(lives["voices"])), "followed": n, "continuing": continuing,
        "share": None, "low": None, "high": None, "still_heard": None, "still_low": None, "still_high": None,
        "median_days": None, "curve": [],
    }  # fmt: skip
    if n:
        low, high = wilson(continuing, n)
        row |= {"share": continuing / n, "low": float(low), "high": float(high)}
    seen = lives["observed"] >= 0
    heard, observed = lives["heard"][seen], lives["observed"][seen]
    found = survival(np.minimum(heard, observed), heard <= observed, int(observed.max(initial=0)) + 1)
    # Where those at risk were lost to the end of the run and not to silence, the estimate ends.
    known = (found.at_risk > 0) | (found.share == 0)
    shown = [day for day in range(len(found.share)) if (observed >= day).sum() >= LEAST and known[day]]
    points = {day: _point(found, day) for day in shown}
    if term in points:
        row |= {f"still_{name}": points[term][name] for name in ("low", "high")}
        row["still_heard"] = points[term]["share"]
    median = found.median()
    row["median_days"] = median if median in points else None
    row["curve"] = [points[day] for day in shown if day % STEP == 0]
    return row


def _point(found: Any, day: int) -> dict[str, Any]:
    shares = {name: round(float(getattr(found, name)[day]), 6) for name in ("share", "low", "high")}
    return {"day": day, "at_risk": int(found.at_risk[day]), **shares}


def _judged(rows: list[dict[str, Any]]) -> Any:
    """The groups with their comparison: each against all demands outside it."""
    if not rows:
        return PERSISTENCE.empty_table()
    whole = rows[0]
    inside = np.array([[row["continuing"], row["followed"]] for row in rows], float)
    outside = np.array([whole["continuing"], whole["followed"]], float) - inside
    tested = np.flatnonzero((inside[:, 1] >= LEAST) & (outside[:, 1] >= LEAST))
    p, q = np.ones(len(rows)), np.ones(len(rows))
    if len(tested):
        p[tested] = chance_of_difference(*inside[tested].T, *outside[tested].T)
        q[tested] = false_discoveries(p[tested])
    shares = inside[:, 0] / np.maximum(inside[:, 1], 1) - outside[:, 0] / np.maximum(outside[:, 1], 1)
    words = finding(shares, q)
    for number, row in enumerate(rows):
        known = number in tested
        row |= {"p": float(p[number]) if known else None, "q": float(q[number]) if known else None}
        row["finding"] = str(words[number]) if known else "unclear"
    table = pa.Table.from_pylist([told(row) for row in rows], schema=PERSISTENCE)
    keys = [("by", "ascending"), ("territory", "ascending"), ("body", "ascending")]
    return table.sort_by(keys)
