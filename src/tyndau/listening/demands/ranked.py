"""The demands table: all that is known of each demand, strongest first."""

from typing import Any

import pyarrow as pa

from tyndau.listening.demands.evidence import QUOTE
from tyndau.listening.demands.keyphrases import PHRASE
from tyndau.listening.demands.titles import UNKNOWN
from tyndau.listening.sql import connect

DEMANDS = pa.schema(
    [
        ("demand_id", pa.string()),
        ("rank", pa.int64()),
        ("topic", pa.string()),
        ("territory", pa.string()),
        ("parent", pa.string()),
        ("words", pa.list_(pa.string())),
        ("place", pa.string()),
        ("title", pa.string()),
        ("title_language", pa.string()),
        ("title_kk", pa.string()),
        ("title_ru", pa.string()),
        ("title_en", pa.string()),
        ("since", pa.timestamp("us", tz="UTC")),
        ("last", pa.timestamp("us", tz="UTC")),
        ("posts", pa.int64()),
        ("echo_posts", pa.int64()),
        ("accounts_min", pa.int64()),
        ("accounts_max", pa.int64()),
        ("recent", pa.int64()),
        ("earlier", pa.int64()),
        ("trend", pa.string()),
        ("platforms", pa.list_(pa.string())),
        ("languages", pa.list_(pa.string())),
        ("body", pa.string()),
        ("body_from", pa.string()),
        ("legal_basis_verified", pa.bool_()),
        ("status", pa.string()),
        ("previous_accounts_min", pa.int64()),
        ("previous_accounts_max", pa.int64()),
        ("key_phrases", pa.list_(PHRASE)),
        ("quotes", pa.list_(QUOTE)),
    ]
)
MOST_VOICES = 0.6  # of the voices of a demand name one city or district: then it is the demand's place
OUTLINE = """
    with spoken as (
        select distinct v.demand_id, coalesce(v.echo, v.account, v.post) as voice,
               case when p.place is distinct from p.territory then p.place end as place
        from voices v join posts p using (post)),
    sizes as (select demand_id, count(distinct voice) as voices from spoken group by demand_id),
    named as (select demand_id, place, count(*) as voices from spoken where place is not null group by all),
    mostly as (
        select demand_id, place from named n join sizes s using (demand_id) where n.voices >= $most * s.voices
        qualify row_number() over (partition by demand_id order by n.voices desc, place) = 1)
    select v.demand_id, any_value(p.topic) as topic, any_value(p.territory) as territory,
           any_value(m.place) as place,
           min(v.time) as since, max(v.time) as last,
           list_sort(list(distinct v.platform)) as platforms, list_sort(list(distinct p.language)) as languages
    from voices v join posts p using (post) left join mostly m using (demand_id)
    group by v.demand_id order by v.demand_id
"""
TITLES = ", ".join(
    f"t.name_{language} || ' · ' || coalesce(g.name_{language}, '{unknown}')"
    f" || coalesce(': ' || array_to_string(f.words, ', '), '') as title_{language}"
    for language, unknown in UNKNOWN.items()
)
# Of several changes of one demand the rarer is told: that it came out of another, or took another in.
BECAME = """
    create temp view became as
    select demand_id, arg_max(change, case change when 'split' then 3 when 'merged' then 2 else 1 end) as change
    from changes where change <> 'ended' group by demand_id
"""
RANKED = f"""
    select o.demand_id, row_number() over (order by s.accounts_min desc, s.accounts_max desc, s.posts desc, o.demand_id)
           as rank, o.topic, o.territory, f.parent, coalesce(f.words, []) as words, o.place, n.title, n.title_language,
           {TITLES}, o.since, o.last, s.posts, s.echo_posts, s.accounts_min, s.accounts_max, w.recent, w.earlier,
           w.trend, o.platforms, o.languages, r.body, r.body_from, r.legal_basis_verified, c.change as status,
           b.accounts_min as previous_accounts_min, b.accounts_max as previous_accounts_max,
           n.key_phrases, coalesce(q.quotes, []) as quotes
    from outline o join strength s using (demand_id) join trend w using (demand_id)
    join responsible r using (demand_id) join titles n using (demand_id) left join quotes q using (demand_id)
    left join previous b using (demand_id)
    left join parts f using (demand_id) left join became c using (demand_id)
    left join topics t on t.topic = o.topic left join territories g on g.kato = o.territory
    order by rank
"""


def outline(voices: Any, posts: Any) -> Any:
    """What each demand is: demand_id, topic, territory, place, since, last (UTC), platforms, languages; sorted."""
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("voices", voices)
        engine.register("posts", posts.select(["post", "topic", "territory", "place", "language"]))
        return engine.sql(OUTLINE, params={"most": MOST_VOICES}).to_arrow_table()


def ranked(parts: dict[str, Any], topics: Any, territories: Any, previous: Any | None) -> Any:
    """Join the parts of the demands and rank them by the least number of accounts.

    parts     outline, strength, trend, responsible, titles, quotes, parts (finer.PARTS), changes (identity.CHANGES):
              the tables of this package's kernels, by demand_id
    topics, territories  the jurisdiction's, for the titles
    previous  DEMANDS of an earlier run, or None
    Returns   DEMANDS, sorted by rank
    """
    before = previous if previous is not None else DEMANDS.empty_table()
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        for name, table in parts.items():
            engine.register(name, table)
        engine.register("topics", topics)
        engine.register("territories", territories)
        engine.execute(BECAME)
        engine.register("previous", before.select(["demand_id", "accounts_min", "accounts_max"]))
        return engine.sql(RANKED).to_arrow_table().cast(DEMANDS)
