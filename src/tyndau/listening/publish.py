"""What of a run may be shown to everybody: demands that five accounts or more may have asked for, and sums over them.

Neither accounts nor keys of posts leave this place; a portal that imports a run never reads them.
"""

from datetime import tzinfo
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.demands.strength import strength
from tyndau.listening.errors import require_columns
from tyndau.listening.pipeline import local_days
from tyndau.listening.sql import connect

ALL, REGION, UNKNOWN = "all", "region", "unknown"
DAYS = pa.schema(
    [
        ("demand_id", pa.string()), ("day", pa.date32()), ("platform", pa.string()), ("language", pa.string()),
        ("posts", pa.int64()),
    ]
)  # fmt: skip
TALLIES = pa.schema(
    [
        ("scope", pa.string()), ("territory", pa.string()), ("topic", pa.string()), ("body", pa.string()),
        ("demands", pa.int64()), ("rising", pa.int64()), ("posts", pa.int64()),
        ("accounts_min", pa.int64()), ("accounts_max", pa.int64()),
    ]
)  # fmt: skip
DAY_COUNTS = pa.schema(
    [("scope", pa.string()), ("territory", pa.string()), ("day", pa.date32()), ("posts", pa.int64())]
)


class Published(NamedTuple):
    """demands: rows of DEMANDS that may be shown, by rank; hidden: how many may not; days, tallies, day_counts."""

    demands: Any
    hidden: int
    days: Any
    tallies: Any
    day_counts: Any


# Channels on which few spoke of a demand are told together, and with them the smallest others until they are not few.
FEW_CHANNELS = """
    create temp table few_channels as
    with counts as (
        select v.demand_id, v.platform, count(distinct coalesce(v.account, v.post)) as n
        from voices v join shown using (demand_id) group by all),
    ordered as (
        select *, sum(n) over (partition by demand_id order by n, platform) - n as smaller,
               min(n) over (partition by demand_id) as least, count(*) over (partition by demand_id) as channels
        from counts)
    select demand_id, platform from ordered
    where channels > 1 and (n < $below or (least < $below and smaller < $below))
"""
VOICES = """
    create temp table told as
    select v.demand_id, if(f.platform is null, v.platform, 'other') as channel,
           v.platform, v.account, v.echo, v.synchronised, p.language, v.day,
           case when d.territory is null then 'unknown' else 'region' end as scope,
           coalesce(d.territory, '') as territory, d.topic, coalesce(d.body, '') as body, d.trend
    from voices v join shown d using (demand_id) join languages p using (post)
    left join few_channels f on f.demand_id = v.demand_id and f.platform = v.platform
"""
BY_DAY = """
    select demand_id, day, channel as platform, language, count(*)::bigint as posts
    from told group by all order by demand_id, day, channel, language
"""
# A cell of the cube is one of: everything, a topic, a body; in the country, in a region, where no region is known.
CELLS = """
    select distinct scope, territory, topic, body from (
        select 'all' as scope, '' as territory, '' as topic, '' as body
        union all select 'all', '', topic, '' from told
        union all select 'all', '', '', body from told where body <> ''
        union all select scope, territory, '', '' from told
        union all select scope, territory, topic, '' from told
        union all select scope, territory, '', body from told where body <> '')
    order by all
"""
# By the kind of cell, so that each voice meets its cells by an equality and not by trying all of them.
KINDS = {
    (False, None): "true", (False, "topic"): "c.topic = t.topic", (False, "body"): "c.body = t.body",
    (True, None): "c.scope = t.scope and c.territory = t.territory",
    (True, "topic"): "c.scope = t.scope and c.territory = t.territory and c.topic = t.topic",
    (True, "body"): "c.scope = t.scope and c.territory = t.territory and c.body = t.body",
}  # fmt: skip


def publishable(demands: Any, voices: Any, posts: Any, zone: tzinfo, below: int) -> Published:
    """Keep what may be shown and sum it up.

    demands  DEMANDS of the run folder
    voices   its voices: demand_id, post, platform, account, echo, synchronised, time
    posts    post, language
    zone     of the country: a day is a local day
    below    demands of fewer accounts at most are not shown, nor cells of fewer
    Returns  Published. A tally's interval is that of all voices in the cell (demands.strength), not a sum
    Raises   MissingColumns
    """
    require_columns("voices", voices, ("demand_id", "post", "platform", "account", "echo", "synchronised", "time"))
    require_columns("posts", posts, ("post", "language"))
    shown = demands.filter(pc.greater_equal(demands["accounts_max"], below)).sort_by("rank")
    dated = voices.drop_columns("time").append_column("day", local_days(voices["time"], zone))
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("voices", dated)
        engine.register("languages", posts.select(["post", "language"]))
        engine.register("shown", shown.select(["demand_id", "topic", "territory", "body", "trend"]))
        engine.execute(FEW_CHANNELS, {"below": below})
        engine.execute(VOICES)
        days = engine.sql(BY_DAY).to_arrow_table().cast(DAYS)
        tallies = _tallies(engine, shown, below)
        day_counts = engine.sql(
            "select 'all' as scope, '' as territory, day, count(*)::bigint as posts from told group by day union all"
            " select scope, territory, day, count(*)::bigint from told group by all order by all"
        ).to_arrow_table()
    return Published(shown, demands.num_rows - shown.num_rows, days, tallies, day_counts.cast(DAY_COUNTS))


def _tallies(engine: Any, shown: Any, below: int) -> Any:
    engine.execute(f"create temp table cells as select *, (row_number() over ())::varchar as cell from ({CELLS})")
    pieces = []
    for (regional, by), same in KINDS.items():
        which = (
            f"(c.scope <> 'all') = {regional} and (c.topic <> '') = {by == 'topic'} and (c.body <> '') = {by == 'body'}"
        )
        joined = f"from cells c join told t on {same} where {which}"
        voices = engine.sql(
            f"select c.cell as demand_id, t.platform, t.account, t.echo, t.synchronised {joined}"
        ).to_arrow_table()
        engine.register("bounds", strength(voices))
        pieces.append(
            engine.sql(
                "select c.scope, c.territory, c.topic, c.body, count(distinct t.demand_id)::bigint as demands,"
                " count(distinct t.demand_id) filter (t.trend = 'rising')::bigint as rising,"
                " any_value(b.posts) as posts, any_value(b.accounts_min) as accounts_min,"
                f" any_value(b.accounts_max) as accounts_max from cells c join told t on {same}"
                f" join bounds b on b.demand_id = c.cell where {which} group by c.scope, c.territory, c.topic, c.body"
            ).to_arrow_table()
        )
    kept = pa.concat_tables(pieces).cast(TALLIES)
    kept = kept.filter(pc.greater_equal(kept["accounts_max"], below))
    return kept.sort_by([(name, "ascending") for name in ("scope", "territory", "topic", "body")])
