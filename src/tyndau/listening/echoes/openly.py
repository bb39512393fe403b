"""Declared accounts beside the groups: who of them shares together openly, and with which group, without joining any.

A newsroom with four channels shares together as a staged group does. It is told from one by its name alone: the
deployer's declared list (listening/declared.py). What is declared weighs as an account of its own.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.echoes.shares import SYNCHRONISED
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

MEMBERS = pa.schema(
    [("account", pa.string()), ("group", pa.string()), ("declared", pa.bool_()), ("partners", pa.int64())]
)
DECLARED_ACCOUNTS = pa.schema(
    [
        ("account", pa.string()), ("platform", pa.string()), ("name_kk", pa.string()), ("name_ru", pa.string()),
        ("name_en", pa.string()), ("kind", pa.string()), ("posts", pa.int64()), ("partners", pa.int64()),
    ]
)  # fmt: skip
# A tie is an edge that chance does not explain; of a declared account it may lead to a member of a group or to another
# declared account.
BESIDE = """
    with ties as (
        select "from" as account, "to" as other from edges where significant = 1
        union all select "to", "from" from edges where significant = 1),
    told as (
        select t.account, g."group", o.account is not null as open
        from ties t join openly d on d.account = t.account
        left join groups g on g.account = t.other left join openly o on o.account = t.other),
    met as (select account, count(*) filter (open) as partners from told group by account)
    select account, "group", false as declared, null as partners from groups
    union all
    select distinct t.account, t."group", true, m.partners from told t join met m using (account)
    where t."group" is not null or (t.open and m.partners > 0)
    order by all
"""
ACCOUNTS = """
    with told as (select author, count(*) as posts from posts group by author),
    met as (select account, max(partners) as partners from members group by account)
    select d.pseudonym as account, d.platform, d.name_kk, d.name_ru, d.name_en, d.kind,
           coalesce(t.posts, 0) as posts, coalesce(m.partners, 0) as partners
    from declared d left join told t on t.author = d.pseudonym left join met m on m.account = d.pseudonym
    order by all
"""


def members(edges: Any, groups: Any, declared: Sequence[str]) -> Any:
    """Who is in which group, and which declared accounts share together with it or with one another.

    edges     from, to, significant (0, 1); a pair of accounts once (together/corrected.py)
    groups    account, group; no declared account among them
    declared  pseudonyms
    Returns   MEMBERS, sorted. Of an account that is not declared: its group, partners null. Of a declared one: a row
              for each group with a member of which it shares together (null: with declared accounts only), and
              partners [declared accounts that it shares together with]
    Raises    MissingColumns
    """
    require_columns("edges", edges, ("from", "to", "significant"))
    require_columns("groups", groups, ("account", "group"))
    with connect() as engine:
        engine.register("edges", edges.select(["from", "to", "significant"]))
        engine.register("groups", groups)
        engine.register("openly", pa.table({"account": pa.array(sorted(set(declared)), pa.string())}))
        return engine.sql(BESIDE).to_arrow_table().cast(MEMBERS)


def synchronised(members: Any) -> Any:
    """The accounts of groups alone, without those that are declared: SYNCHRONISED, sorted by account."""
    return members.filter(pc.invert(members["declared"])).select(SYNCHRONISED.names).cast(SYNCHRONISED)


def declared_accounts(declared: Any, posts: Any, members: Any) -> Any:
    """The declared list as a run shows it: by name, with what each account did here.

    declared  declared.DECLARED
    posts     author
    members   MEMBERS
    Returns   DECLARED_ACCOUNTS, a row for each row of the list, sorted by account: posts in this run, and partners:
              declared accounts that it shares together with again and again. No handle is kept
    Raises    MissingColumns
    """
    require_columns("posts", posts, ("author",))
    with connect() as engine:
        for name, table in (("declared", declared), ("posts", posts.select(["author"])), ("members", members)):
            engine.register(name, table)
        return engine.sql(ACCOUNTS).to_arrow_table().cast(DECLARED_ACCOUNTS)
