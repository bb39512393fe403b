"""How many of a platform's users and of a region's people were heard: the first thing to know of every share."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.represent.targets import residents, users
from tyndau.listening.sql import connect

COVERAGE = pa.schema(
    [
        ("platform", pa.string()),
        ("territory", pa.string()),
        ("voices", pa.int64()),
        ("accounts", pa.int64()),
        ("n", pa.int64()),
        ("audience", pa.int64()),
        ("population", pa.int64()),
        ("reach", pa.float64()),
        ("coverage", pa.float64()),
        ("example", pa.bool_()),
    ]
)
# Posts are brought down to one row an account and place first: a million of them are not joined with anything.
COUNTED = """
    with wrote as (select platform, territory, author from posts where author is not null group by all),
    accounts as (
        select platform, territory, count(*) as accounts from wrote group by all
        union all select platform, $country, count(distinct author) from wrote group by platform),
    asked as (
        select platform, territory, count(*) as voices from voices group by all
        union all select platform, $country, count(*) from voices group by platform),
    counted as (
        select platform, territory, count(*) as n from units group by all
        union all select platform, $country, count(*) from units group by platform),
    keys as (select platform, territory from accounts union select platform, territory from asked
             union select platform, territory from users where platform in (select platform from posts))
    select k.platform, k.territory, coalesce(v.voices, 0)::bigint as voices,
           coalesce(a.accounts, 0)::bigint as accounts, coalesce(c.n, 0)::bigint as n, u.people as audience,
           r.people as population, u.people / nullif(r.people, 0) as reach,
           case when r.people > 0 then least(coalesce(c.n, 0) / r.people, 1) end as coverage,
           coalesce(u.example, false) or coalesce(r.example, false) as example
    from keys k
    left join accounts a on a.platform = k.platform and a.territory is not distinct from k.territory
    left join asked v on v.platform = k.platform and v.territory is not distinct from k.territory
    left join counted c on c.platform = k.platform and c.territory is not distinct from k.territory
    left join users u on u.platform = k.platform and u.territory = k.territory
    left join residents r on r.territory = k.territory
    order by k.platform, k.territory nulls last
"""


def coverage(voices: Any, posts: Any, units: Any, population: Any, audience: Any, country: str) -> Any:
    """Count the heard of each platform in each region beside the people who could have been.

    voices      platform, territory: one row a post that asks
    posts       platform, territory, author
    units       represent.units.UNITS
    population  POPULATION; audience AUDIENCE (represent.figures_file); either may hold no row
    country     code of the whole country: its rows count a platform's everybody, region known or not
    Returns     COVERAGE, sorted by platform, territory (null = region unknown). voices [posts]; accounts: all that
                wrote anything, those of two regions in both; n: units that ask, each once; reach: audience /
                population, above 1 where a platform counts more accounts than people live there; coverage: n /
                population
    Raises      MissingColumns
    """
    require_columns("voices", voices, ("platform", "territory"))
    require_columns("posts", posts, ("platform", "territory", "author"))
    with connect() as engine:
        engine.register("voices", voices.select(["platform", "territory"]))
        engine.register("posts", posts.select(["platform", "territory", "author"]))
        engine.register("units", units.select(["platform", "territory"]))
        engine.register("users", users(audience))
        engine.register("residents", residents(population))
        return engine.sql(COUNTED, params={"country": country}).to_arrow_table().cast(COVERAGE)
