"""Every number of the report, each computed once, by the kernels that made the demands."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tyndau.listening.country import Country
from tyndau.listening.demands.strength import strength
from tyndau.listening.pipeline import Heard, local_days
from tyndau.listening.sql import connect

WEEKLY_FROM_DAYS = 63  # a longer run is drawn by weeks, a shorter one by days


@dataclass(frozen=True)
class Figures:
    """What the page shows; intervals are (at least, at most) in accounts."""

    counts: dict[str, int]
    by_territory: dict[str | None, tuple[int, int]]
    by_topic: dict[str, tuple[int, int]]
    kinds: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    platforms: list[tuple[str, int]]
    reasons: list[tuple[str, str | None, int]]  # reason, file where it was rejected whole, rows
    periods: list[date]
    period_days: int
    voices_by_period: list[int]
    by_demand: dict[str, list[int]]


def figures(heard: Heard, rejected: Any, country: Country) -> Figures:
    days = local_days(heard.voices["time"], country.zone)
    length = (heard.last - heard.first).days + 1
    period_days = 7 if length > WEEKLY_FROM_DAYS else 1
    # Whole periods counted back from the last day, so that the newest column is never a torn one.
    count = -(-length // period_days)
    periods = [heard.last - timedelta(days=period_days * (count - number) - 1) for number in range(count)]
    placed = _periods(heard.voices, days, periods[0], period_days)
    by_demand: dict[str, list[int]] = {}
    for demand, period, n in placed:
        by_demand.setdefault(demand, [0] * count)[period] = n
    return Figures(
        counts=_counts(heard, rejected),
        by_territory=_strength_by(heard.voices, "territory"),
        by_topic={topic: bounds for topic, bounds in _strength_by(heard.voices, "topic").items() if topic},
        kinds=_count(heard.posts, "kind"),
        languages=_count(heard.posts, "language"),
        platforms=_count(heard.posts, "platform"),
        reasons=_reasons(rejected),
        periods=periods,
        period_days=period_days,
        voices_by_period=[sum(series[number] for series in by_demand.values()) for number in range(count)],
        by_demand=by_demand,
    )


def _strength_by(voices: Any, column: str) -> dict[str | None, tuple[int, int]]:
    """The strength kernel over another grouping: accounts behind all that is asked in a territory or on a topic."""
    names = [value if value is not None else "" for value in voices[column].to_pylist()]
    grouped = pa.table(
        {
            "demand_id": pa.array(names, pa.string()),
            **{name: voices[name] for name in ("platform", "account", "echo", "synchronised")},
        }
    )
    return {
        row["demand_id"] or None: (row["accounts_min"], row["accounts_max"]) for row in strength(grouped).to_pylist()
    }


def _count(table: Any, column: str) -> list[tuple[str, int]]:
    with connect() as engine:
        engine.register("counted", table.select([column]))
        return engine.sql(f"select {column}, count(*) from counted group by 1 order by 2 desc, 1").fetchall()


def _reasons(rejected: Any) -> list[tuple[str, str | None, int]]:
    with connect() as engine:
        engine.register("rejected", rejected)
        return engine.sql("""
            select reason, case when row is null then file end as whole, count(*) from rejected
            group by all order by whole nulls last, 3 desc, 1
        """).fetchall()


def _periods(voices: Any, days: Any, first: date, period_days: int) -> list[tuple[str, int, int]]:
    with connect() as engine:
        engine.register("dated", pa.table({"demand_id": voices["demand_id"], "day": days}))
        return engine.sql(
            "select demand_id, (day - $first) // $length as period, count(*) from dated group by 1, 2",
            params={"first": first, "length": period_days},
        ).fetchall()


def _counts(heard: Heard, rejected: Any) -> dict[str, int]:
    with connect() as engine:
        for name, table in (("posts", heard.posts), ("voices", heard.voices), ("demands", heard.demands)):
            engine.register(name, table)
        engine.register("echoes", heard.echoes)
        row = (
            engine.sql("""
            select (select count(*) from posts) as posts,
                   (select count(distinct author) from posts) as accounts,
                   (select count(*) from posts where synthetic) as synthetic,
                   (select count(*) from posts where topic is null) as no_topic,
                   (select count(*) from posts where territory is null) as no_place,
                   (select count(*) from voices) as voices,
                   (select count(*) from voices where territory is null) as voices_no_place,
                   (select count(*) from demands) as demands,
                   (select count(*) from demands where body is null) as demands_no_body,
                   (select count(*) from demands where body is not null and not legal_basis_verified)
                       as bodies_unverified,
                   (select count(distinct echo) from echoes) as echo_groups,
                   (select count(*) from echoes) as echo_posts
        """)
            .to_arrow_table()
            .to_pylist()[0]
        )
    return {**row, "rejected": rejected.num_rows, **heard.dropped}
