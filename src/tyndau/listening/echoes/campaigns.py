"""Campaigns of a run: one text written by many accounts, and groups of accounts that share together.

A campaign is a way in which something was said, not a judgement: people may copy a call because they agree with it. No
row names an account, and none speaks of fewer than five.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.demands.evidence import shortened
from tyndau.listening.echoes.shares import shares
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

LEAST_ACCOUNTS = 5  # of a row; the limit below which nothing is shown anywhere
MOST_NAMED = 5  # hosts and hashtags of a campaign that are told
CAMPAIGNS = pa.schema(
    [
        ("campaign", pa.string()), ("kind", pa.string()), ("accounts", pa.int64()), ("posts", pa.int64()),
        ("voices", pa.int64()), ("grouped_accounts", pa.int64()), ("objects", pa.int64()),
        ("median_lag", pa.float64()), ("first", pa.timestamp("us", tz="UTC")), ("last", pa.timestamp("us", tz="UTC")),
        ("platforms", pa.list_(pa.string())), ("hosts", pa.list_(pa.string())), ("hashtags", pa.list_(pa.string())),
        ("demands", pa.list_(pa.string())), ("text", pa.string()),
    ]
)  # fmt: skip
# What the accounts of a group share with one another, and what was copied: one row a post and object.
HELD = """
    create temp table held as
    with own as (
        select g."group" as campaign, s.object_id, s.account_id, s.content_id as post, s.timestamp_share as moment
        from shared s join groups g on g.account = s.account_id),
    common as (select campaign, object_id from own group by all having count(distinct account_id) > 1)
    select 'synchronised' as kind, own.* from own join common using (campaign, object_id)
    union all
    select 'copies', e.echo, 'text:' || e.echo, p.author, e.post, epoch(p.time)::bigint
    from echoes e join posts p using (post) where p.author is not null
"""
KEPT = """
    create temp table kept as
    select kind, campaign from held group by kind, campaign having count(distinct account_id) >= $least
"""
# Between one share of an object and the next by another account.
LAGS = """
    create temp table lags as
    with next as (
        select kind, campaign, moment - lag(moment) over own as seconds,
               account_id <> lag(account_id) over own as other
        from held join kept using (kind, campaign)
        window own as (partition by kind, campaign, object_id order by moment, post))
    select kind, campaign, median(seconds)::double as median_lag from next where other group by all
"""
COUNTED = """
    with named as (
        select kind, campaign, object_id, count(distinct account_id) as accounts
        from held join kept using (kind, campaign) group by all),
    hosts as (
        select kind, campaign, regexp_extract(object_id, '^link:([^/]+)', 1) as host, max(accounts) as accounts
        from named where starts_with(object_id, 'link:') group by all),
    listed as (
        select kind, campaign,
               list(host order by accounts desc, host)[1:$most] as hosts from hosts group by all),
    tags as (
        select kind, campaign, list(substr(object_id, 5) order by accounts desc, object_id)[1:$most] as hashtags
        from named where starts_with(object_id, 'tag:') and accounts >= $least group by all),
    texts as (
        select kind, campaign, arg_max(object_id, (accounts, object_id)) as object_id
        from named where starts_with(object_id, 'text:') and accounts >= $least group by all),
    said as (
        select t.kind, t.campaign, arg_min(h.post, (h.moment, h.post)) as post
        from texts t join held h using (kind, campaign, object_id) group by all),
    towards as (
        select h.kind, h.campaign, v.demand_id, count(distinct v.post) as voices
        from held h join kept using (kind, campaign) join voices v using (post) group by all),
    asked as (
        select kind, campaign, sum(voices)::bigint as voices,
               list(demand_id order by voices desc, demand_id) as demands
        from towards group by all)
    select h.campaign, h.kind, count(distinct h.account_id) as accounts, count(distinct h.post) as posts,
           coalesce(any_value(a.voices), 0) as voices, count(distinct g.account) as grouped_accounts,
           count(distinct h.object_id) as objects, any_value(l.median_lag) as median_lag,
           make_timestamptz(min(h.moment) * 1000000) as first, make_timestamptz(max(h.moment) * 1000000) as last,
           list(distinct p.platform order by p.platform) as platforms, coalesce(any_value(hosts), []) as hosts,
           coalesce(any_value(hashtags), []) as hashtags, coalesce(any_value(a.demands), []) as demands,
           any_value(said.post) as post
    from held h join kept using (kind, campaign) join posts p using (post)
    left join groups g on g.account = h.account_id left join lags l using (kind, campaign)
    left join listed using (kind, campaign) left join tags using (kind, campaign)
    left join asked a using (kind, campaign) left join said using (kind, campaign)
    group by h.kind, h.campaign order by accounts desc, h.kind, h.campaign
"""
POSTS = ["post", "platform", "author", "time", "origin", "links", "hashtags", "media"]


def campaigns(posts: Any, echoes: Any, voices: Any, groups: Any) -> Any:
    """Describe what was said by many in one way.

    posts    post, platform, author, time (UTC), origin, text (masked); links, hashtags, media: lists of strings
    echoes   post, echo: copies of one text
    voices   post, demand_id
    groups   account, group: accounts that share together
    Returns  CAMPAIGNS, most accounts first, of five accounts or more. kind: copies (one text) or synchronised (a
             group); posts: copies, or posts of the group that hold what another of its accounts shared; voices: those
             of them that ask for something; grouped_accounts: accounts that are in any group; objects: distinct things
             shared; median_lag: [s] from one share of a thing to the next by another account, null where it is one
             account's; hosts, hashtags: the five that most accounts shared, hashtags and text only where five
             accounts did; text: at most 220 characters of the earliest post of the text that most accounts wrote
    Raises   MissingColumns
    """
    require_columns("posts", posts, (*POSTS, "text"))
    require_columns("echoes", echoes, ("post", "echo"))
    require_columns("voices", voices, ("post", "demand_id"))
    require_columns("groups", groups, ("account", "group"))
    of_groups = posts.select(POSTS).filter(pc.is_in(posts["author"], groups["account"].combine_chunks()))
    least = {"least": LEAST_ACCOUNTS}
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("shared", shares(of_groups, echoes))
        engine.register("groups", groups.select(["account", "group"]))
        engine.register("echoes", echoes.select(["post", "echo"]))
        engine.register("voices", voices.select(["post", "demand_id"]))
        engine.register("posts", posts.select(["post", "platform", "author", "time"]))
        engine.execute(HELD)
        engine.execute(KEPT, least)
        engine.execute(LAGS)
        found = engine.sql(COUNTED, params=least | {"most": MOST_NAMED}).to_arrow_table()
    # Not by a join, which would lay out the texts of all posts.
    kept = posts.select(["post", "text"]).filter(pc.is_in(posts["post"], found["post"].combine_chunks()))
    said = dict(zip(kept["post"].to_pylist(), kept["text"].to_pylist(), strict=True))
    texts = [None if post is None else shortened(said[post]) for post in found["post"].to_pylist()]
    return found.drop_columns("post").append_column("text", pa.array(texts, pa.string())).cast(CAMPAIGNS)
