"""Signs that a group of accounts is run by a schedule or by few hands: figures of the group, beside all other accounts.

Never a verdict, and never about one account: no row speaks of fewer than five, and none names any.
"""

from datetime import tzinfo
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.echoes.habits import DAY, Habits, habits
from tyndau.listening.echoes.unusual import Compared, Members, benjamini_hochberg, bursts, means, shares
from tyndau.listening.errors import require_columns

LEAST_ACCOUNTS = 5  # of a cell; see domain rules on suppression
BURST_DAYS = 2.0
LEVEL = 0.05  # false discovery rate of the rows called unusual
SIGNS = ("regular-intervals", "round-the-clock", "hours-entropy", "new-accounts-burst", "copied-text", "one-link")
SIGNED = pa.schema(
    [
        ("group", pa.string()),
        ("sign", pa.string()),
        ("accounts", pa.int64()),
        ("declared", pa.int64()),
        ("posts", pa.int64()),
        ("n", pa.int64()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("others", pa.float64()),
        ("others_n", pa.int64()),
        ("p", pa.float64()),
        ("q", pa.float64()),
        ("unusual", pa.bool_()),
    ]
)


def signs(
    posts: Any, echoes: Any, groups: Any, declared: Any, zone: tzinfo, seed: int, level: float = LEVEL
) -> Any:  # fmt: skip
    """Measure six signs of each group of accounts.

    posts     post, author, time (UTC), repost_of, origin, links (list of strings); of the whole corpus. Where there is
              a column account_since (UTC), it and not the first post tells when an account was new
    echoes    post, leader (echoes/near.py)
    groups    account, group: of an echo, of synchronised sharing, of a demand; an account may be in several, or in
              none (null)
    declared  pseudonym: accounts of media, officials and organisations, which share and schedule innocently. They are
              left out of groups and others alike, and counted
    zone      of the local day
    seed      of the simulated nulls
    level     false discovery rate of what is called unusual
    Returns   SIGNED: six rows for each group of at least five accounts that are not declared, sorted by group and by
              SIGNS. accounts and posts of the group, without declared ones; n: accounts for which the sign can be
              measured; value 0..1 with its interval of 95 %; others: the same of all other accounts (of a burst: by
              chance); p one-sided; q by Benjamini and Hochberg over all rows; unusual: q at most `level`. Null: fewer
              than five accounts to measure, or (others, p, q, unusual) fewer than five outside
    Raises    MissingColumns
    Source    docs/method/signs.md
    """
    require_columns("posts", posts, ("post", "author", "time", "repost_of", "origin", "links"))
    require_columns("echoes", echoes, ("post", "leader"))
    require_columns("groups", groups, ("account", "group"))
    require_columns("declared", declared, ("pseudonym",))
    innocent = set(declared["pseudonym"].to_pylist())
    groups = groups.filter(pc.is_valid(groups["group"]))
    if not _any_large(groups):
        return SIGNED.empty_table()  # habits of all accounts would be measured for nobody
    found = _without(habits(posts, echoes, zone, seed), innocent)
    names, members, left_out = _members(groups, found, innocent)
    new = _first(found, posts)
    compared = (
        shares(found.even, members, LEAST_ACCOUNTS),
        shares(found.restless, members, LEAST_ACCOUNTS),
        means(found.entropy, members, LEAST_ACCOUNTS),
        bursts(new, names, members, BURST_DAYS * DAY, LEAST_ACCOUNTS, seed),
        means(found.copied, members, LEAST_ACCOUNTS),
        shares(found.one_host, members, LEAST_ACCOUNTS),
    )
    return _table(names, members, left_out, found.posts, compared, level)


def _any_large(groups: Any) -> bool:
    sizes = groups.group_by(["group", "account"]).aggregate([]).group_by("group").aggregate([([], "count_all")])
    return bool(pc.any(pc.greater_equal(sizes["count_all"], LEAST_ACCOUNTS)).as_py())


def _without(found: Habits, innocent: set[str]) -> Habits:
    kept = np.array([name not in innocent for name in found.names], bool)
    return Habits(*(column[kept] for column in found))


def _members(groups: Any, found: Habits, innocent: set[str]) -> tuple[list[str], Members, Any]:
    """Names of the groups that are large enough, who is in them, and how many declared accounts each leaves out."""
    pairs = sorted(set(zip(groups["group"].to_pylist(), groups["account"].to_pylist(), strict=True)))
    place = {name: number for number, name in enumerate(found.names)}
    held: dict[str, list[int]] = {}
    left_out: dict[str, int] = {}
    for group, account in pairs:
        if account in place:
            held.setdefault(group, []).append(place[account])
        left_out[group] = left_out.get(group, 0) + (account in innocent)
    names = [group for group, accounts in held.items() if len(accounts) >= LEAST_ACCOUNTS]
    accounts = np.array([account for group in names for account in held[group]], np.int64)
    of = np.repeat(np.arange(len(names)), [len(held[group]) for group in names])
    return names, Members(accounts, of, len(names)), np.array([left_out[group] for group in names], np.int64)


def _first(found: Habits, posts: Any) -> Any:
    """When each account was new; NaN in the corpus's first days, in which everybody is seen for the first time."""
    if "account_since" in posts.column_names:
        since = posts.select(["author", "account_since"]).group_by("author").aggregate([("account_since", "min")])
        known = dict(
            zip(
                since["author"].to_pylist(),
                since["account_since_min"].cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).to_pylist(),
                strict=True,
            )
        )
        told = [known[name] for name in found.names]
        return np.array([np.nan if at is None else at / 1e6 for at in told])
    begun = found.first.min(initial=np.inf)
    return np.where(found.first > begun + BURST_DAYS * DAY, found.first, np.nan)


def _table(
    names: list[str], members: Members, left_out: Any, posts: Any, compared: tuple[Compared, ...], level: float
) -> Any:
    """Six rows a group, in the order of groups and signs."""
    each = len(SIGNS)
    columns = {name: np.stack([getattr(one, name) for one in compared], axis=1).ravel() for name in Compared._fields}
    columns["q"] = benjamini_hochberg(columns["p"])
    sized = members.sums(np.ones(len(posts))), left_out, members.sums(posts.astype(float))
    for name, values in zip(("accounts", "declared", "posts"), sized, strict=True):
        columns[name] = np.repeat(values.astype(np.int64), each)
    told = {
        name: pa.array(values if name in ("p", "q") else values.round(6), from_pandas=True)  # a small p is no zero
        for name, values in columns.items()
    }
    told |= {"group": pa.array(np.repeat(np.array(names, object), each), pa.string())}
    told |= {"sign": pa.array(SIGNS * len(names), pa.string())}
    told["unusual"] = pc.less_equal(told["q"], level)
    return pa.table(told).select(SIGNED.names).cast(SIGNED)
