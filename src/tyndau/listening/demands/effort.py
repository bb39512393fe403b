"""The effort ladder of a demand: what people did, from a glance to an act under their own name.

A view costs nothing and proves little; a signature costs an evening and names a person. Demands differ less in how
loud they are than in how their voices fall off from rung to rung.
"""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.posts import ACTS
from tyndau.listening.sql import connect

# Of the first three the platform tells a number; who it was, nobody tells us.
RUNGS = ("view", "like", "share", "repost", "comment", *ACTS)
LADDER = pa.schema(
    [
        ("demand_id", pa.string()),
        ("rung", pa.string()),
        ("acts", pa.int64()),
        ("accounts", pa.int64()),
        ("posts", pa.int64()),
    ]
)
# A post is what its author did: passed on, answered, or said. The leader of an echo group said it first.
ACTED = """
    create temp view acted as
    select v.demand_id, v.post, v.account,
           case when coalesce(p.act, 'post') <> 'post' then p.act
                when p.repost_of is not null or p.origin is not null then 'repost'
                when v.echo is not null and e.leader is distinct from v.post then 'repost'
                when p.parent is not null then 'comment' else 'post' end as rung,
           p.views, p.likes, p.shares
    from voices v join posts p using (post) left join echoes e using (post)
"""
COUNTED = """
    with every as (select * from acted union all select * replace ('' as demand_id) from acted),
    said as (
        select demand_id, rung, count(*) as acts, count(distinct account) as accounts, count(*) as posts
        from every group by demand_id, rung),
    shown as (
        select demand_id, unnest(['view', 'like', 'share']) as rung,
               unnest([sum(views), sum(likes), sum(shares)]) as acts, null::bigint as accounts,
               unnest([count(views), count(likes), count(shares)]) as posts
        from every group by demand_id)
    select demand_id, rung, acts::bigint as acts, accounts::bigint as accounts, posts::bigint as posts from said
    union all select * replace (acts::bigint as acts) from shown where acts is not null
    order by demand_id, list_position($rungs, rung)
"""


def ladder(voices: Any, posts: Any, echoes: Any) -> Any:
    """Count acts on each rung, for each demand and (demand_id empty) for all of them together.

    voices   demand_id, post, account, echo
    posts    post, act, repost_of, origin, parent strings; views, likes, shares int64 or null
    echoes   post, leader
    Returns  LADDER: demand_id, rung, acts [acts], accounts [accounts; null where the platform gives a number only],
             posts [posts that tell it]; sorted by demand and by effort; rungs on which nothing is known are left out
    Raises   MissingColumns
    Source   domain page, section 9; the order of efforts is ours
    """
    require_columns("voices", voices, ("demand_id", "post", "account", "echo"))
    require_columns("posts", posts, ("post", "act", "repost_of", "origin", "parent", "views", "likes", "shares"))
    with connect() as engine:
        engine.register("voices", voices.select(["demand_id", "post", "account", "echo"]))
        needed = ["post", "act", "repost_of", "origin", "parent", "views", "likes", "shares"]
        engine.register("posts", posts.select(needed))
        engine.register("echoes", echoes.select(["post", "leader"]))
        engine.execute(ACTED)
        return engine.sql(COUNTED, params={"rungs": list(RUNGS)}).to_arrow_table().cast(LADDER)
