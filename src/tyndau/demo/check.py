"""A run held against the truth that was planted: how much was found, how much of what was found is true.

Every figure is a part of a whole and names both. Definitions stand beside the queries; docs/quality.md repeats them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tyndau.demo.tables import ASKING
from tyndau.listening.sql import connect
from tyndau.refusals import Refused

LEAST = 5  # accounts: what a run publishes, see parameters.suppress_below
TRUTH = ("post", "topic", "kind", "kato2", "place", "language", "campaign", "demand", "staged")
CELLS = ("demand", "kind", "topic", "kato", "place", "planted", "posts", "accounts", "people", "first", "last")


class NoTruth(Refused):
    code = "demo.no-truth"


class OtherPosts(Refused):
    code = "demo.other-posts"


# How figures stand side by side, and rows one below the other; what is not named here comes last, by the alphabet.
NAMES = (
    "recall", "precision", "precision-any", "abstention", "town", "false", "rising", "falsely-rising",
    "holds-people", "holds-accounts", "too-low", "too-high", "named",
)  # fmt: skip
GROUPS = (
    "", "100+", "20-99", "5-19", "episode", "tension", "asking", *ASKING,
    "kk", "kk-plain", "kk-latn", "kk-ru", "ru", "en", "campaign", "passed-on", "wave", "crossed",
    "together", "media",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """`right` of `n`. `group` is what the row is about: a language, a kind, a size, or empty. `value` is right / n, or
    what a figure that is no share says; null where n is 0."""

    section: str
    group: str
    name: str
    right: int | None
    n: int
    value: float | None


# joined  every post of the truth that the run has, with what the run says of it
# cells   every topic and region for which somebody asks in the truth and names the place
# found   every topic and region that the run found with at least LEAST accounts at most; a part that the run split off
#         counts towards its whole, by the same bounds as platforms do: at least the fullest, at most the sum
VIEWS = f"""
    create view joined as
        select t.*, t.kind in {ASKING} as asks, p.topic as heard_topic, p.kind as heard_kind,
               p.language as heard_language, p.territory, p.place as heard_place, e.echo
        from truth t join posts p using (post) left join echoes e using (post);
    create view cells as
        select demand, kind, topic, kato as territory, planted::bigint as planted, accounts::bigint as accounts,
               people::bigint as people
        from planted;
    create view found as
        select topic, territory, max(accounts_min) as accounts_min, sum(accounts_max)::bigint as accounts_max,
               arg_max(trend, accounts_max) as trend
        from demands where territory is not null group by topic, territory having sum(accounts_max) >= {LEAST};
    create view matched as
        select c.*, f.accounts_min, f.accounts_max from cells c join found f using (topic, territory)
        where c.accounts >= {LEAST};
"""

# Each query gives rows (group, name, right, n).
SHARES = {
    # A planted demand is found when the run shows its topic in its region. Sizes are those of the planted accounts.
    "demands": f"""
        with sized as (
            select c.*, f.topic is not null as seen,
                   case when c.accounts < 20 then '5-19' when c.accounts < 100 then '20-99' else '100+' end as size
            from cells c left join found f using (topic, territory) where c.demand <> '' and c.accounts >= {LEAST}),
        judged as (
            select f.*, c.accounts, c.kind from found f left join cells c using (topic, territory))
        select '' as "group", 'recall' as name, count(*) filter (seen) as "right", count(*) as n from sized
        union all select size, 'recall', count(*) filter (seen), count(*) from sized group by size
        union all select kind, 'recall', count(*) filter (seen), count(*) from sized
        where kind in ('episode', 'tension') group by kind
        union all select 'episode', 'rising', count(*) filter (trend = 'rising'), count(*)
        from judged where kind = 'episode'
        union all select '', 'falsely-rising', count(*) filter (trend = 'rising'), count(*)
        from judged where kind is distinct from 'episode'
        union all select '', 'precision', count(*) filter (accounts >= {LEAST}), count(*) from judged
        union all select '', 'precision-any', count(*) filter (accounts is not null), count(*) from judged""",
    # True demands of at least LEAST accounts that were found: does the interval hold the number of accounts, of people?
    "strength": """
        select '' as "group", 'holds-people' as name,
               count(*) filter (people between accounts_min and accounts_max) as "right", count(*) as n from matched
        union all select '', 'holds-accounts',
               count(*) filter (accounts between accounts_min and accounts_max), count(*) from matched
        union all select '', 'too-low', count(*) filter (people > accounts_max), count(*) from matched
        union all select '', 'too-high', count(*) filter (people < accounts_min), count(*) from matched""",
    # Kazakh however it is typed is kk; both languages in one post count as mixed or as Kazakh.
    "language": """
        select language as "group", 'recall' as name,
               count(*) filter (heard_language = left(language, 2)
                                or (language = 'kk-ru' and heard_language = 'mixed')) as "right", count(*) as n
        from joined group by language""",
    # recall: of posts that name a place; precision: of regions found in any post; town: of posts that name a town
    "place": """
        select language as "group", 'recall' as name,
               count(*) filter (left(territory, 2) = kato2) as "right", count(*) as n
        from joined where kato2 <> '' group by language
        union all select language, 'precision', count(*) filter (left(territory, 2) = kato2), count(*)
        from joined where territory is not null group by language
        union all select language, 'town', count(*) filter (heard_place = place), count(*)
        from joined where place <> '' group by language
        union all select language, 'false', count(*) filter (territory is not null), count(*)
        from joined where kato2 = '' group by language""",
    # Posts that ask: recall of the true topic, precision of the topics named, abstention where none was named.
    "topic": """
        select language as "group", 'recall' as name, count(*) filter (heard_topic = topic) as "right", count(*) as n
        from joined where asks group by language
        union all select language, 'precision', count(*) filter (heard_topic = topic), count(*)
        from joined where asks and heard_topic is not null group by language
        union all select language, 'abstention', count(*) filter (heard_topic is null), count(*)
        from joined where asks group by language""",
    "kind": f"""
        select 'asking' as "group", 'recall' as name, count(*) filter (heard_kind in {ASKING}) as "right", count(*) as n
        from joined where asks
        union all select 'asking', 'precision', count(*) filter (asks), count(*)
        from joined where heard_kind in {ASKING}
        union all select kind, 'recall', count(*) filter (heard_kind = kind), count(*) from joined group by kind
        union all select heard_kind, 'precision', count(*) filter (heard_kind = kind), count(*)
        from joined where heard_kind in (select distinct kind from truth) group by heard_kind""",
    # A pair is two posts of one campaign, or of one echo group; campaigns of the truth are named sort-number.
    "echoes": """
        with sorted as (
            select *, regexp_extract(campaign, '^[a-z]+(-on)?') as sort from joined),
        true_sizes as (
            select sort, campaign, count(*) as size from sorted where campaign <> '' group by all),
        found_sizes as (select echo, count(*) as size from sorted where echo is not null group by echo),
        both_sizes as (
            select sort, campaign, echo, count(*) as size from sorted
            where campaign <> '' and echo is not null group by all),
        true_pairs as (select sort, sum(size * (size - 1) // 2)::bigint as pairs from true_sizes group by sort),
        both_pairs as (select sort, sum(size * (size - 1) // 2)::bigint as pairs from both_sizes group by sort)
        select '' as "group", 'recall' as name, (select coalesce(sum(pairs), 0)::bigint from both_pairs) as "right",
               (select coalesce(sum(pairs), 0)::bigint from true_pairs) as n
        union all select '', 'precision', (select coalesce(sum(pairs), 0)::bigint from both_pairs),
               (select coalesce(sum(size * (size - 1) // 2), 0)::bigint from found_sizes)
        union all select t.sort, 'recall', coalesce(b.pairs, 0), t.pairs
        from true_pairs t left join both_pairs b using (sort)
        union all select 'own-words', 'false', count(*) filter (echo is not null), count(*) from sorted
        where campaign = ''""",
    # recall: accounts of planted groups that the run groups; precision: of the grouped, those planted together; false:
    # channels of one publisher, who share together and say so, and are grouped all the same; named: demands that one
    # planted cause fills by half or more, and that are carried by what it was planted as.
    "staged": """
        with cast_ as (
            select author as account, max(regexp_extract(staged, '^[a-z]+')) as part
            from truth t join posts p using (post) where author is not null group by author),
        causes as (
            select staged, regexp_extract(staged, '^[a-z]+') as part, demand_id, count(*) as n
            from truth t join voices v using (post) where staged <> '' group by staged, demand_id),
        largest as (
            select * from causes qualify row_number() over (partition by staged order by n desc, demand_id) = 1),
        filled as (select * from largest join signal using (demand_id) where 2 * n >= network_posts)
        select part as "group", case part when 'media' then 'false' else 'recall' end as name,
               count(g.account) as "right", count(*) as n
        from cast_ c left join synchronised g using (account) where part in ('together', 'media') group by part
        union all select '', 'precision', count(*) filter (c.part = 'together'), count(*)
        from synchronised join cast_ c using (account)
        union all select part, 'named',
               count(*) filter (carried_by = case part when 'wave' then 'passing-on' else 'synchronised' end), count(*)
        from filled where part in ('wave', 'together') group by part""",
}  # fmt: skip
RANKS = """
    with ranked as (
        select rank() over (order by accounts) as truly, rank() over (order by accounts_min) as heard from matched)
    select corr(truly, heard), count(*) from ranked
"""


def check(truth: Any, planted: Any, run: dict[str, Any]) -> list[Figure]:
    """Measure a run against the truth of a demo corpus.

    truth    TRUTH, strings, one row a post, as truth.csv holds them
    planted  CELLS, strings, one row a topic and region in which somebody asks, as demands.csv holds them
    run      the run folder's tables posts, voices, demands, echoes, synchronised, signal
    Returns  figures, by section, in a fixed order; shares are right / n
    Raises   OtherPosts where the run holds none of the posts
    Source   recall, precision, abstention as usual; pairs as in entity resolution; Spearman's rank correlation
    """
    with connect() as engine:
        for name, table in {"truth": truth, "planted": planted, **run}.items():
            engine.register(name, table)
        engine.execute(VIEWS)
        if not engine.sql("select count(*) from joined").fetchall()[0][0]:
            raise OtherPosts(n=truth.num_rows)
        figures: list[Figure] = []
        for section, query in SHARES.items():
            told = sorted(engine.sql(query).fetchall(), key=_order)
            figures += [
                Figure(section, group, name, right, n, round(right / n, 4) if n else None)
                for group, name, right, n in told
            ]
            if section == "strength":
                value, n = engine.sql(RANKS).fetchall()[0]
                figures.append(
                    Figure(section, "", "rank-correlation", None, n, None if value is None else round(value, 4))
                )
    return figures


def _order(row: tuple[str, str, int, int]) -> tuple[int, int, str]:
    group, name, _, _ = row
    return GROUPS.index(group) if group in GROUPS else len(GROUPS), NAMES.index(name), group


def read_truth(folder: Path) -> tuple[Any, Any]:
    """truth.csv and demands.csv of a corpus, all columns as strings. Refuses NoTruth."""
    read = []
    for name, columns in (("truth.csv", TRUTH), ("demands.csv", CELLS)):
        path = folder / name
        if not path.is_file():
            raise NoTruth(path=folder, file=name)
        with connect() as engine:
            # Empty cells stay empty strings: no text of the truth is the one that stands for null here.
            asked = engine.read_csv(str(path), header=True, all_varchar=True, null_padding=False, na_values="∅")
            table = asked.to_arrow_table()
        if set(columns) - set(table.column_names):
            raise NoTruth(path=folder, file=name)
        read.append(table.select(list(columns)))
    return read[0], read[1]
