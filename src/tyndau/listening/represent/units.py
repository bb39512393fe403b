"""Who is counted in a share: an account, or all that act as one; each in one region, or in none that is known."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

COLUMNS = ("post", "platform", "topic", "territory", "account", "echo", "synchronised")
ATTRIBUTES = ("territory", "platform", "sex", "age_group")
UNITS = pa.schema(
    [
        ("platform", pa.string()),
        ("unit", pa.string()),
        ("territory", pa.string()),
        ("sex", pa.string()),
        ("age_group", pa.string()),
        ("topics", pa.list_(pa.string())),
    ]
)
# A party is an account or a synchronised group, as in demands.strength; parties that only pass copies on are one unit.
COUNTED = """
    with parties as (
        select platform, coalesce(synchronised, account) as party, bool_or(echo is null) as own, min(echo) as echo
        from voices where account is not null group by all),
    told as (
        select v.platform, case when p.own then p.party else 'echo:' || p.echo end as unit, v.territory, v.topic
        from voices v join parties p on p.platform = v.platform and p.party = coalesce(v.synchronised, v.account)),
    places as (
        select platform, unit, territory, count(*) as voices from told where territory is not null group by all),
    fullest as (select *, max(voices) over (partition by platform, unit) as most from places),
    homes as (
        select platform, unit, case when count(*) = 1 then any_value(territory) end as territory
        from fullest where voices = most group by all),
    wanted as (select platform, unit, list_sort(list(distinct topic)) as topics from told group by all)
    select w.platform, w.unit, h.territory, nullif(a.sex, '') as sex, nullif(a.age_group, '') as age_group, w.topics
    from wanted w left join homes h using (platform, unit) left join attributes a on a.account = w.unit
    order by w.platform, w.unit
"""


def units(voices: Any, attributes: Any) -> Any:
    """Tell who asked for what.

    voices      post, platform, topic, territory (or null), account (or null), echo, synchronised (or null)
    attributes  account, sex, age_group: one row an account, empty where unknown; may hold no row
    Returns     UNITS, one row for each who asked, sorted by platform, unit. A synchronised group is one unit, and so
                are on one platform all accounts that said nothing but one echo group's text. territory: the region that
                most of its voices name; null where none does or two are named equally often. Voices without an account
                are left out: they may be one person or many
    Raises      MissingColumns
    """
    require_columns("voices", voices, COLUMNS)
    require_columns("attributes", attributes, ("account", "sex", "age_group"))
    with connect() as engine:
        engine.register("voices", voices.select(list(COLUMNS)))
        engine.register("attributes", attributes)
        return engine.sql(COUNTED).to_arrow_table().cast(UNITS)


def cells(units: Any, by: tuple[str, ...]) -> tuple[Any, Any]:
    """How many units share the same attributes, and how many of them ask for each topic.

    units    UNITS
    by       names of ATTRIBUTES
    Returns  cell int64, the attributes, n int64 [units], sorted; and cell, topic, n, sorted: one row a pair that occurs
    """
    names = ", ".join(by) or "1"
    with connect() as engine:
        engine.register("units", units)
        grouped = engine.sql(
            f"select row_number() over (order by {names}) - 1 as cell, {''.join(f'{name}, ' for name in by)}"
            f" count(*)::bigint as n from units group by {', '.join(by) or '()'} having count(*) > 0 order by cell"
        ).to_arrow_table()
        engine.register("grouped", grouped)
        same = " and ".join(f"u.{name} is not distinct from g.{name}" for name in by) or "true"
        asked = engine.sql(
            f"select g.cell, u.topic, count(*)::bigint as n"
            f" from (select * exclude (topics), unnest(topics) as topic from units) u join grouped g on {same}"
            " group by all order by all"
        ).to_arrow_table()
    return grouped, asked
