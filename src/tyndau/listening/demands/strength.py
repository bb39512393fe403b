"""How many accounts stand behind a demand: an interval, never a bare count.

A person may hold accounts on several platforms, and an echo group may be one person or many. So: at least the fullest
single platform with each echo group as one voice; at most all accounts of all platforms, echo members counted.
"""

from typing import Any

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

# An account that also speaks in its own words stands for its echo groups; a group of which no member does counts once.
# Posts without a named author may all be one known account (nothing added below) or each another one (all added above).
BOUNDS = """
    with accounts as (
        select demand_id, platform, account, bool_or(echo is null) as own, min(echo) as echo
        from voices where account is not null group by demand_id, platform, account),
    led as (
        select distinct demand_id, platform, v.echo
        from voices v join accounts a using (demand_id, platform, account) where a.own and v.echo is not null),
    named as (
        select demand_id, platform, count(*) as accounts,
               count(*) filter (a.own) + count(distinct a.echo) filter (not a.own and l.echo is null) as voices
        from accounts a left join led l using (demand_id, platform, echo) group by demand_id, platform),
    platforms as (
        select demand_id, platform, count(*) as posts, count(*) filter (account is null) as nameless,
               count(*) filter (echo is not null) as echo_posts
        from voices group by demand_id, platform)
    select demand_id, sum(p.posts)::bigint as posts, sum(p.echo_posts)::bigint as echo_posts,
           max(coalesce(n.voices, 1))::bigint as accounts_min,
           sum(coalesce(n.accounts, 0) + p.nameless)::bigint as accounts_max
    from platforms p left join named n using (demand_id, platform) group by demand_id order by demand_id
"""


def strength(voices: Any) -> Any:
    """Bound the number of distinct accounts behind each demand.

    voices   demand_id, platform, account (pseudonym or null), echo (group or null) strings; one row a post, any order
    Returns  demand_id string, posts int64, echo_posts int64 [posts], accounts_min int64, accounts_max int64 [accounts];
             one row a demand, sorted by demand_id. Always 1 <= accounts_min <= accounts_max <= posts.
    Raises   MissingColumns
    Source   Fréchet bounds on a union of sets; docs/method/strength.md. Partition by demand_id: no merge needed.
    """
    require_columns("voices", voices, ("demand_id", "platform", "account", "echo"))
    with connect() as engine:
        engine.register("voices", voices.select(["demand_id", "platform", "account", "echo"]))
        return engine.sql(BOUNDS).to_arrow_table()
