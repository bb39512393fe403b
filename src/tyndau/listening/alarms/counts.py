"""Voices a day by topic and territory: the unit is the account, and copies of one message are one."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

SERIES = pa.schema(
    [
        ("topic", pa.string()),
        ("territory", pa.string()),
        ("day", pa.date32()),
        ("count", pa.int64()),
        ("raw", pa.int64()),
        ("lately", pa.int64()),
    ]
)
LATELY = 3  # days, today among them, whose accounts are counted once: a smaller cell is never published
# A party is a synchronised group, an account, or a post whose author nobody knows. One that also speaks in its own
# words stands for its echo group; an echo group of which no party does counts once. So demands.strength counts too.
COUNTS = """
    with told as (
        select topic, territory, {day} as day, echo,
               coalesce('g' || synchronised, 'a' || account, 'p' || post) as party
        from {voices} where topic is not null and day is not null),
    parties as (
        select topic, territory, day, party, count(*) as posts, bool_or(echo is null) as own, min(echo) as echo
        from told group by all),
    led as (
        select distinct t.topic, t.territory, t.day, t.echo
        from told t join parties p on p.topic = t.topic and p.territory is not distinct from t.territory
             and p.day = t.day and p.party = t.party
        where p.own and t.echo is not null)
    select p.topic, p.territory, p.day,
           (count(*) filter (p.own) + count(distinct p.echo) filter (not p.own and l.echo is null))::bigint as count,
           sum(p.posts)::bigint as raw
    from parties p left join led l on p.topic = l.topic and p.territory is not distinct from l.territory
         and p.day = l.day and p.echo = l.echo
    group by all order by p.topic, p.territory nulls last, p.day
"""
JOINED = """
    select d.*, w.count as lately from days d
    join windows w on d.topic = w.topic and d.territory is not distinct from w.territory and d.day = w.day
    order by d.topic, d.territory nulls last, d.day
"""
NEEDED = ("topic", "territory", "account", "echo", "synchronised", "post", "day")


def daily_series(voices: Any) -> Any:
    """Count distinct accounts a day for each topic and territory.

    voices   topic, territory (null = unknown), account (or null), echo, synchronised (groups or null), post: strings;
             day date32 (local); one row a voice, in any order
    Returns  SERIES: topic, territory, day, count int64 [accounts: copies of one text weigh as one, and so does a
             synchronised group], raw int64 [posts], lately int64 [accounts of this day and the two before, counted
             once]; sorted by topic, territory (null last), day. Always 1 <= count <= raw. A day without a voice has no
             row and means 0.
    Raises   MissingColumns
    """
    require_columns("voices", voices, NEEDED)
    with connect() as engine:
        engine.register("voices", voices.select(list(NEEDED)))
        engine.execute("create view days as " + COUNTS.format(day="day", voices="voices"))
        spread = f"voices, range({LATELY}) as later(days)"
        engine.execute("create view windows as " + COUNTS.format(day="(day + days::integer)::date", voices=spread))
        return engine.sql(JOINED).to_arrow_table().cast(SERIES)
