"""How many accounts stand behind a demand, and how many people at least: an interval, never a bare count.

A person may hold accounts on several platforms, an echo group may be one person or many, and a group that shares
together again and again may be one hand. So: at least the fullest single platform with each such group as one voice;
at most all accounts of all platforms.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

# A party is an account, or all accounts of a synchronised group. One that also speaks in its own words stands for its
# echo groups; a group of which no party does counts once. Posts without a named author may all be one known account
# (nothing added below) or each another one (all added above).
BOUNDS = """
    with parties as (
        select demand_id, platform, coalesce(synchronised, account) as party, bool_or(echo is null) as own,
               min(echo) as echo
        from voices where account is not null group by all),
    led as (
        select distinct v.demand_id, v.platform, v.echo
        from voices v join parties a on a.demand_id = v.demand_id and a.platform = v.platform
             and a.party = coalesce(v.synchronised, v.account)
        where a.own and v.echo is not null),
    named as (
        select demand_id, platform,
               count(*) filter (a.own) + count(distinct a.echo) filter (not a.own and l.echo is null) as voices
        from parties a left join led l using (demand_id, platform, echo) group by demand_id, platform),
    platforms as (
        select demand_id, platform, count(*) as posts, count(*) filter (account is null) as nameless,
               count(distinct account) as accounts, count(*) filter (echo is not null) as echo_posts
        from voices group by demand_id, platform)
    select demand_id, sum(p.posts)::bigint as posts, sum(p.echo_posts)::bigint as echo_posts,
           max(coalesce(n.voices, 1))::bigint as accounts_min,
           sum(p.accounts + p.nameless)::bigint as accounts_max,
           sum(coalesce(n.voices, 1))::bigint as voices_sum
    from platforms p left join named n using (demand_id, platform) group by demand_id order by demand_id
"""
COLUMNS = ("demand_id", "platform", "account", "echo", "synchronised")


def strength(voices: Any) -> Any:
    """Bound the number of distinct accounts behind each demand.

    voices   demand_id, platform, account (pseudonym or null), echo (group or null), synchronised (group or null)
             strings; one row a post, any order
    Returns  demand_id string, posts int64, echo_posts int64 [posts], accounts_min int64, accounts_max int64 [accounts],
             voices_sum int64 [voices of each platform, added up]; one row a demand, sorted by demand_id. Always
             1 <= accounts_min <= accounts_max <= posts and accounts_min <= voices_sum <= accounts_max.
    Raises   MissingColumns
    Source   Fréchet bounds on a union of sets; docs/method/strength.md. Partition by demand_id: no merge needed.
    """
    require_columns("voices", voices, COLUMNS)
    with connect() as engine:
        engine.register("voices", voices.select(list(COLUMNS)))
        return engine.sql(BOUNDS).to_arrow_table()


def people(strength: Any, accounts_per_person: float, networks_per_person: int) -> Any:
    """Bound the number of people, under two assumptions that are stated and not measured.

    strength             as `strength` gives it
    accounts_per_person  at most so many accounts has a person on one platform, on average; 1 or more
    networks_per_person  on at most so many platforms does a person speak of one demand; 1 or more
    Returns              demand_id, people_min int64, people_max int64 [people]; same rows. The lower end is the larger
                         of the fullest platform and of all platforms shared out among those who use so many
    Source               counting in two ways; docs/method/strength.md
    """
    fullest, added = strength["accounts_min"].to_numpy(), strength["voices_sum"].to_numpy()
    least = np.ceil(np.maximum(fullest, added / networks_per_person) / accounts_per_person - 1e-9)
    columns = {"demand_id": strength["demand_id"], "people_min": pa.array(least.astype(np.int64))}
    return pa.table({**columns, "people_max": strength["accounts_max"]})
