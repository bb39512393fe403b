"""Signal and noise in a demand: who carries it, in how many words of their own, and how much of it became an act.

Figures only, each with its n or interval. `carried_by` puts them into a word by rules that stand below; it speaks of a
demand, never of an account.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.intervals import poisson, wilson
from tyndau.listening.posts import IDENTIFIED
from tyndau.listening.sql import connect

HALF = 0.5  # more than half, beyond chance: the lower end of the interval must lie above it
FEWEST = 5  # effective accounts below which few carry a demand
SIGNAL = pa.schema(
    [
        ("demand_id", pa.string()),
        ("network_posts", pa.int64()),
        ("copied_posts", pa.int64()),
        ("copied_share", pa.float64()),
        ("copied_low", pa.float64()),
        ("copied_high", pa.float64()),
        ("people_min", pa.int64()),
        ("people_max", pa.int64()),
        ("accounts", pa.int64()),
        ("synchronised_accounts", pa.int64()),
        ("synchronised_groups", pa.int64()),
        ("n_eff", pa.float64()),
        ("gini", pa.float64()),
        ("top_accounts", pa.int64()),
        ("top_share", pa.float64()),
        ("identified", pa.int64()),
        ("conversion", pa.float64()),
        ("conversion_low", pa.float64()),
        ("conversion_high", pa.float64()),
        ("carried_by", pa.string()),
    ]
)
COUNTED = """
    with told as (
        select v.demand_id, v.post, coalesce(v.account, v.post) as account, v.synchronised,
               list_contains($identified, coalesce(p.act, 'post')) as identified,
               p.repost_of is not null or p.origin is not null
                   or (v.echo is not null and e.leader is distinct from v.post) as copied
        from voices v join posts p using (post) left join echoes e using (post)),
    weights as (
        select demand_id, account, any_value(synchronised) as synchronised, count(*)::double as w
        from told where not identified group by demand_id, account),
    ordered as (
        select *, row_number() over (partition by demand_id order by w, account) as place,
               row_number() over (partition by demand_id order by w desc, account) as from_top,
               count(*) over (partition by demand_id) as n
        from weights),
    spread as (
        select demand_id, count(*) as accounts, count(synchronised) as synchronised_accounts,
               count(distinct synchronised) as synchronised_groups, sum(w) ^ 2 / sum(w * w) as n_eff,
               2 * sum(place * w) / (count(*) * sum(w)) - (count(*) + 1) / count(*) as gini,
               greatest(1, ceil(count(*) / 100)) as top_accounts,
               sum(w) filter (from_top <= greatest(1, ceil(n / 100))) / sum(w) as top_share
        from ordered group by demand_id),
    shares as (
        select demand_id, count(*) filter (not identified) as network_posts,
               count(*) filter (copied and not identified) as copied_posts,
               count(distinct account) filter (identified) as identified
        from told group by demand_id)
    select * from shares left join spread using (demand_id)
    join people using (demand_id) order by demand_id
"""


def signal(voices: Any, posts: Any, echoes: Any, people: Any) -> Any:
    """Measure what of each demand is signal.

    voices    demand_id, post, account, echo, synchronised (group that shares together, or null)
    posts     post, act, repost_of, origin
    echoes    post, leader
    people    demand_id, people_min, people_max (demands.strength.people)
    Returns   SIGNAL, sorted by demand_id. network_posts: posts that were not done under one's own name; copied: passed
              on or a later member of an echo group, share with Wilson interval 95 %; people: bounds under two stated
              assumptions; accounts, synchronised: accounts of the networks (a post without an author counts as one);
              n_eff: Kish's effective number of accounts by their posts; gini 0..1 of posts over accounts; top: the
              most active 1 % of them, one at least; identified: accounts that acted under their own name; conversion:
              those per account of the networks, with the exact interval of their count; ratios are null where a
              demand has no network posts
    Raises    MissingColumns
    Source    Kish 1965 (effective size); Gini 1912; Garwood 1936 (the interval of a count)
    """
    require_columns("voices", voices, ("demand_id", "post", "account", "echo", "synchronised"))
    require_columns("posts", posts, ("post", "act", "repost_of", "origin"))
    with connect() as engine:
        engine.register("voices", voices.select(["demand_id", "post", "account", "echo", "synchronised"]))
        engine.register("posts", posts.select(["post", "act", "repost_of", "origin"]))
        engine.register("echoes", echoes.select(["post", "leader"]))
        engine.register("people", people)
        found = engine.sql(COUNTED, params={"identified": list(IDENTIFIED)}).to_arrow_table()
    return _judged(found)


def _judged(found: Any) -> Any:
    columns = {name: pc.fill_null(found[name], 0).to_numpy() for name in found.column_names if name != "demand_id"}
    posts, copied, accounts = columns["network_posts"], columns["copied_posts"], columns["accounts"]
    low, high = wilson(copied, posts)
    some = posts > 0
    least, most = poisson(columns["identified"])
    together, _ = wilson(columns["synchronised_accounts"], accounts)
    carried = np.select(
        [
            ~some, (together > HALF) & (accounts > 1), low > HALF, (columns["n_eff"] < FEWEST) & (posts >= 2 * FEWEST),
            high < HALF,
        ],
        ["identified", "synchronised", "passing-on", "few", "own-words"], "mixed",
    )  # fmt: skip
    none = ~some
    ratios = {
        "copied_share": copied / np.maximum(posts, 1), "copied_low": low, "copied_high": high,
        "n_eff": columns["n_eff"], "gini": np.clip(columns["gini"], 0, 1), "top_share": columns["top_share"],
        "conversion": columns["identified"] / np.maximum(accounts, 1),
        "conversion_low": least / np.maximum(accounts, 1), "conversion_high": most / np.maximum(accounts, 1),
    }  # fmt: skip
    made = {"demand_id": found["demand_id"], "carried_by": pa.array(carried.tolist(), pa.string())}
    for field in SIGNAL:
        if field.name in ratios:
            made[field.name] = pa.array(ratios[field.name].round(6), pa.float64(), mask=none)
        elif field.name not in made:
            made[field.name] = pa.array(columns[field.name].astype(np.int64), pa.int64())
    return pa.table(made).select(SIGNAL.names).cast(SIGNAL)
