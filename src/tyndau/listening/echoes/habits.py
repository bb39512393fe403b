"""How each account posts: how even its gaps are, when in the day it rests, what it copies, where its links lead.

Working tables of `signs`: they stay in memory, and only figures of groups of accounts leave it.
"""

from datetime import tzinfo
from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.sql import connect

LEAST_GAPS = 7  # of eight posts; fewer gaps look even by chance too often to be told from Poisson ones
MOST_GAPS = 200  # the latest; the test is sharp enough, and its null is simulated for each number of gaps
SIMULATIONS = 1_999
EVEN_LEVEL = 0.05  # of an account's own test: so many accounts of a Poisson process are called even
LEAST_CLOCK = 48  # posts; in these, somebody who never rests leaves 2.2 hours empty on average, hardly ever 4
REST_HOURS = 4.0
LEAST_LINKS = 3
DAY, HOURS = 86_400, 24

# A post is copied as in demands/signal.py: passed on, or a later member of an echo group.
COPIED = """p.repost_of is not null or p.origin is not null
    or (e.leader is not null and e.leader is distinct from p.post)"""
ACCOUNTS = f"""
    with told as (
        select p.author, p.time, ({COPIED})::int as copied, len(p.links) as links,
               list_distinct(list_transform(p.links, lambda link: {{host}})) as hosts
        from posts p left join echoes e using (post) where p.author is not null),
    named as (select author, unnest(hosts) as host from told),
    linked as (select author, count(distinct host) as hosts from named group by author)
    select t.author, count(*) as posts, min(epoch_us(t.time)) as first, avg(copied) as copied,
           coalesce(sum(links), 0)::bigint as links, coalesce(any_value(l.hosts), 0) as hosts
    from told t left join linked l using (author) group by t.author order by t.author
"""
HOST = r"regexp_replace(regexp_extract(lower(link), '^(?:[a-z][a-z0-9+.-]*://)?([^/?#:]+)', 1), '^www\.', '')"
TIMES = """
    select author, epoch_us(time) / 1e6 as instant, epoch(time::timestamp)::bigint % 86400 as of_day
    from posts where author is not null order by author, instant
"""


class Habits(NamedTuple):
    """A row an account, sorted by name; a measure is NaN where the account has too few posts for it."""

    names: Any
    posts: Any
    first: Any  # [s since 1970]
    even: Any  # 1: gaps more even than a Poisson process would leave them; 0: not
    restless: Any  # 1: no daily rest of four hours; 0: one
    entropy: Any  # of the hours of the day, 0..1
    copied: Any  # share of posts
    one_host: Any  # 1: all links to one host; 0: not


def habits(posts: Any, echoes: Any, zone: tzinfo, seed: int) -> Habits:
    """Measure each account of the posts; see `signs` for the tables."""
    with connect() as engine:
        engine.execute(f"set timezone = '{zone}'")
        engine.register("posts", posts)
        engine.register("echoes", echoes.select(["post", "leader"]))
        accounts = engine.sql(ACCOUNTS.replace("{host}", HOST)).fetchnumpy()
        times = engine.sql(TIMES).fetchnumpy()
    names, count = np.asarray(accounts["author"], object), len(accounts["author"])
    size = np.asarray(accounts["posts"], np.int64)
    owner, links = np.repeat(np.arange(count), size), np.asarray(accounts["links"], np.int64)
    return Habits(
        names,
        size,
        np.asarray(accounts["first"], np.float64) / 1e6,
        evenness(np.asarray(times["instant"], np.float64), owner, count, seed),
        restless(np.asarray(times["of_day"], np.int64), owner, count),
        entropy(np.asarray(times["of_day"], np.int64), owner, count),
        np.asarray(accounts["copied"], np.float64),
        np.where(links >= LEAST_LINKS, np.asarray(accounts["hosts"], np.float64) == 1, np.nan),
    )


def evenness(at: Any, owner: Any, count: int, seed: int) -> Any:
    """1 where an account's gaps vary less than those of all but 5 % of Poisson processes with as many posts.

    at     [s], ascending inside each owner; owner ascending
    Source the gaps of a Poisson process between its first and last post are those of uniform points, whatever its
           rate: so the null of their coefficient of variation is exact, and simulated once for each number of gaps
    """
    last = np.searchsorted(owner, np.arange(count), side="right")
    gap, of = np.diff(at), owner[1:]
    kept = (owner[:-1] == of) & (np.arange(1, len(owner)) >= last[of] - MOST_GAPS)
    gap, of = gap[kept], of[kept]
    gaps = np.bincount(of, minlength=count)
    mean = np.bincount(of, gap, count) / np.maximum(gaps, 1)
    spread = np.sqrt(np.bincount(of, (gap - mean[of]) ** 2, count) / np.maximum(gaps, 1))
    able = (gaps >= LEAST_GAPS) & (mean > 0)  # all posts in one second: no gap to speak of
    found = np.full(count, np.nan)
    for number in np.unique(gaps[able]):
        rows = able & (gaps == number)
        found[rows] = spread[rows] / mean[rows] < _least_variation(int(number), seed)
    return found


def _least_variation(gaps: int, seed: int) -> float:
    """The coefficient of variation below which 5 % of simulated Poisson processes lie."""
    drawn = np.random.default_rng([seed, gaps]).exponential(size=(SIMULATIONS, gaps))
    varied = np.sort(drawn.std(axis=1) / drawn.mean(axis=1))
    return float(varied[int(EVEN_LEVEL * (SIMULATIONS + 1)) - 1])


def restless(of_day: Any, owner: Any, count: int) -> Any:
    """1 where all posts together leave no four hours of the local day empty; the day is a circle."""
    order = np.lexsort((of_day, owner))
    clock, of = of_day[order], owner[order]
    first = np.searchsorted(of, np.arange(count))
    last = np.searchsorted(of, np.arange(count), side="right") - 1
    longest = (clock[first] + DAY - clock[last]).astype(np.float64)
    inside = of[1:] == of[:-1]
    np.maximum.at(longest, of[1:][inside], np.diff(clock)[inside])
    return np.where(last - first + 1 >= LEAST_CLOCK, longest < REST_HOURS * 3600, np.nan)


def entropy(of_day: Any, owner: Any, count: int) -> Any:
    """How evenly posts lie over the 24 hours, 1: the same in each. Source: Shannon, with Miller's correction (1955)."""
    able = np.bincount(owner, minlength=count) >= LEAST_CLOCK
    told, place = able[owner], np.cumsum(able) - 1  # hours of a million accounts of one post each are never laid out
    cell = place[owner[told]] * HOURS + of_day[told] // 3600
    held = np.bincount(cell, minlength=able.sum() * HOURS).reshape(-1, HOURS)
    size = held.sum(axis=1)
    share = held / np.maximum(size, 1)[:, None]
    bits = -np.sum(share * np.log(np.where(held > 0, share, 1)), axis=1)
    corrected = bits + ((held > 0).sum(axis=1) - 1) / (2 * np.maximum(size, 1))
    found = np.full(count, np.nan)
    found[able] = np.minimum(corrected / np.log(HOURS), 1)
    return found
