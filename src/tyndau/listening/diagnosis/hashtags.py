"""Which hashtags many people use, how many at least and at most, on how many days, and with what topics."""

from datetime import tzinfo
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.demands.strength import strength
from tyndau.listening.diagnosis.names import may_be_names
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

FEW = 30  # accounts at least: below, a hashtag that may be a person's name is no public matter yet
MOST = 5  # topics and regions told with a hashtag
HASHTAGS = pa.schema(
    [
        ("hashtag", pa.string()), ("posts", pa.int64()), ("echo_posts", pa.int64()),
        ("accounts_min", pa.int64()), ("accounts_max", pa.int64()), ("days", pa.int64()),
        ("first", pa.date32()), ("last", pa.date32()), ("platforms", pa.list_(pa.string())),
        ("topics", pa.list_(pa.string())), ("territories", pa.list_(pa.string())),
    ]
)  # fmt: skip
USED = """
    create temp table used as
    select t.hashtag, p.post, p.platform, p.author as account, coalesce(p.author, p.post) as party, e.echo,
           s."group" as synchronised, p.time::date as day, p.topic, p.territory
    from (select distinct post, unnest(hashtags) as hashtag from posts) t join posts p using (post)
    left join echoes e using (post) left join synchronised s on s.account = p.author
"""
VOICES = """
    select hashtag as demand_id, platform, account, echo, synchronised from used
    where hashtag in (select hashtag from used group by hashtag having count(distinct party) >= $below)
"""
# A hashtag that is held back leaves its figures in the row '': it is counted and not told.
RENAME = "update used set hashtag = '' where hashtag in (select hashtag from held)"
TOLD = """
    with dated as (
        select hashtag, count(distinct day)::bigint as days, min(day) as first, max(day) as last,
               list_sort(list(distinct platform)) as platforms
        from used group by hashtag),
    going as (
        select hashtag, 'topic' as what, topic as name, count(distinct party) as accounts from used
        where topic is not null and hashtag <> '' group by all
        union all select hashtag, 'territory', territory, count(distinct party) from used
        where territory is not null and hashtag <> '' group by all),
    many as (
        select * from going where accounts >= $below
        qualify row_number() over (partition by hashtag, what order by accounts desc, name) <= $most),
    listed as (
        select hashtag, list(name order by accounts desc, name) filter (what = 'topic') as topics,
               list(name order by accounts desc, name) filter (what = 'territory') as territories
        from many group by hashtag)
    select b.demand_id as hashtag, b.posts, b.echo_posts, b.accounts_min, b.accounts_max, d.* exclude (hashtag),
           coalesce(l.topics, []) as topics, coalesce(l.territories, []) as territories
    from bounds b join dated d on d.hashtag = b.demand_id left join listed l on l.hashtag = b.demand_id
    order by b.accounts_min desc, b.accounts_max desc, hashtag
"""


def hashtags(posts: Any, echoes: Any, synchronised: Any, zone: tzinfo, below: int) -> Any:
    """Count the users of each hashtag.

    posts         post, platform, author, time, topic, territory strings and instant; hashtags list of strings
    echoes        post, echo
    synchronised  account, group
    zone          of the country: a day is a local day
    below         hashtags, topics and regions of fewer accounts are not told
    Returns       HASHTAGS, most accounts at least first. accounts_min, accounts_max as demands.strength: a group of
                  copies and a group that shares together are one voice at least. topics, territories: up to five, each
                  of `below` accounts or more. The row '' stands for all that are held back, because they may be names
                  of persons and fewer than 30 accounts at least use them
    Raises        MissingColumns
    """
    needed = ["post", "platform", "author", "time", "topic", "territory", "hashtags"]
    require_columns("posts", posts, needed)
    tagged = posts.select(needed).filter(pc.greater(pc.fill_null(pc.list_value_length(posts["hashtags"]), 0), 0))
    with connect() as engine:
        engine.execute(f"set timezone = '{zone}'")
        engine.register("posts", tagged)
        engine.register("echoes", echoes.select(["post", "echo"]))
        engine.register("synchronised", synchronised)
        engine.execute(USED)
        bounds = strength(engine.sql(VOICES, params={"below": below}).to_arrow_table())
        private = pc.and_(pc.less(bounds["accounts_min"], FEW), may_be_names(bounds["demand_id"]))
        engine.register("held", bounds.filter(private).select(["demand_id"]).rename_columns(["hashtag"]))
        engine.execute(RENAME)
        engine.register("bounds", strength(engine.sql(VOICES, params={"below": below}).to_arrow_table()))
        return engine.sql(TOLD, params={"below": below, "most": MOST}).to_arrow_table().cast(HASHTAGS)
