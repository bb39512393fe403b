"""Who speaks of which topics, in networks, in appeals and in official channels: an agenda counts speakers, not posts.

A speaker has one vote, shared out equally among the topics that it speaks of, so that the shares of an agenda add up
to one and a busy account weighs no more than a quiet one.
"""

from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.errors import require_columns
from tyndau.listening.posts import ACTS
from tyndau.listening.sql import connect

NETWORKS, APPEALS, OFFICIAL = CHANNELS = ("networks", "appeals", "official")
TOLD_TO_THE_STATE = ACTS[1:]  # report, call, appeal, signature: everything that is more than a post
ADVERTISING = "advertising"  # the kind of a post that sells: it speaks of a topic and is on nobody's agenda
# In networks a text that several accounts share speaks once, and so does a group that shares together again and again.
# An appeal is one person's act even in the words of another. Official accounts are few and write much: each message
# counts. Declared media and organisations are neither citizens nor the state.
SAID = """
    create temp table said as
    with chosen as (
        select p.post, p.topic, p.territory, p.author, e.echo, s."group" as together,
               case when d.kind = 'official' then 'official' when d.kind is not null then null
                    when list_contains($told, p.act) then 'appeals' else 'networks' end as channel
        from posts p left join echoes e using (post) left join synchronised s on s.account = p.author
        left join declared d on d.pseudonym = p.author
        where p.topic is not null and p.kind is distinct from $advertising),
    shared as (
        select echo from chosen where channel = 'networks' and echo is not null
        group by echo having count(distinct coalesce(author, post)) > 1)
    select channel, topic, territory,
           case when channel = 'official' then post else coalesce(author, post) end as account,
           case channel when 'official' then coalesce('e' || echo, 'p' || post)
                        when 'appeals' then coalesce('a' || author, 'p' || post)
                        else coalesce('e' || x.echo, 'g' || together, 'a' || author, 'p' || post) end as voice
    from chosen left join shared x using (echo) where channel is not null
"""
PATTERNS = """
    with places as (
        select 'all' as scope, '' as territory, * exclude (territory) from said
        union all by name select 'region' as scope, * from said where territory is not null),
    speakers as (
        select scope, territory, channel, list_sort(list(distinct topic)) as topics
        from places group by scope, territory, channel, {speaker})
    select scope, territory, channel, topics, count(*)::bigint as speakers
    from speakers group by all order by all
"""


class Agenda(NamedTuple):
    """One channel in one place: rows are the sets of topics that its speakers name.

    topics            names of the columns, sorted
    voices, accounts  int64, how many name exactly the row's set; in official channels both are messages
    voiced, written   bool [rows of voices, rows of accounts; topics]
    """

    topics: tuple[str, ...]
    voices: Any
    voiced: Any
    accounts: Any
    written: Any

    def parts(self) -> Any:
        """Of each row's vote the part of each topic [0..1]."""
        return self.voiced / self.voiced.sum(axis=1, keepdims=True)

    def votes(self) -> Any:
        """Votes of each topic [voices, with fractions]; they add up to all voices."""
        return self.voices @ self.parts()

    def accounts_of(self, topics: Any) -> int:
        """Distinct accounts that speak of any of the topics, given by their columns."""
        return int(self.accounts[self.written[:, topics].any(axis=1)].sum())

    def over(self, topics: tuple[str, ...]) -> "Agenda":
        """The same agenda over more topics; every own topic must be among them."""
        place = np.searchsorted(np.array(topics), np.array(self.topics))
        tables = []
        for table in (self.voiced, self.written):
            wider = np.zeros((len(table), len(topics)), bool)
            wider[:, place] = table
            tables.append(wider)
        return Agenda(topics, self.voices, tables[0], self.accounts, tables[1])


def agendas(posts: Any, echoes: Any, synchronised: Any, declared: Any) -> dict[tuple[str, str, str], Agenda]:
    """Count who speaks of what.

    posts         post, topic (or null), territory (or null), author (or null), act, kind strings
    echoes        post, echo
    synchronised  account, group
    declared      pseudonym, kind: accounts that a deployer names (listening.declared), or no rows
    Returns       Agenda by scope (all, region), territory ('' for all) and channel; posts without a region count
                  towards `all` only, advertising and posts without a topic nowhere
    Raises        MissingColumns
    """
    require_columns("posts", posts, ("post", "topic", "territory", "author", "act", "kind"))
    require_columns("declared", declared, ("pseudonym", "kind"))
    with connect() as engine:
        engine.register("posts", posts.select(["post", "topic", "territory", "author", "act", "kind"]))
        engine.register("echoes", echoes.select(["post", "echo"]))
        engine.register("synchronised", synchronised)
        engine.register("declared", declared.select(["pseudonym", "kind"]))
        engine.execute(SAID, {"told": list(TOLD_TO_THE_STATE), "advertising": ADVERTISING})
        by_voice, by_account = (
            engine.sql(PATTERNS.format(speaker=speaker)).fetchall() for speaker in ("voice", "account")
        )
    places: dict[tuple[str, str, str], tuple[list[Any], list[Any]]] = {}
    for side, rows in enumerate((by_voice, by_account)):
        for scope, territory, channel, topics, speakers in rows:
            places.setdefault((scope, territory, channel), ([], []))[side].append((topics, speakers))
    return {place: _agenda(*sides) for place, sides in sorted(places.items())}


def _agenda(voices: list[tuple[list[str], int]], accounts: list[tuple[list[str], int]]) -> Agenda:
    sets = [[topics for topics, _ in side] for side in (voices, accounts)]
    names = tuple(sorted({topic for one in sets[0] for topic in one}))
    column = {name: number for number, name in enumerate(names)}
    tables = []
    for side in sets:
        table = np.zeros((len(side), len(names)), bool)
        rows = np.repeat(np.arange(len(side)), [len(one) for one in side])
        table[rows, [column[topic] for one in side for topic in one]] = True
        tables.append(table)
    counts = [np.array([number for _, number in side], np.int64) for side in (voices, accounts)]
    return Agenda(names, counts[0], tables[0], counts[1], tables[1])
