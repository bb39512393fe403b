"""What of signal and noise may be shown to everybody: rows of shown demands, with cells of few people emptied."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.demands.effort import LADDER
from tyndau.listening.demands.signal import SIGNAL
from tyndau.listening.errors import require_columns
from tyndau.listening.posts import IDENTIFIED

OF_ACCOUNTS = ("copied_share", "copied_low", "copied_high", "n_eff", "gini", "top_share")
OF_IDENTIFIED = ("conversion", "conversion_low", "conversion_high")


class ShownSignal(NamedTuple):
    """signal: rows of SIGNAL; ladder: rows of LADDER, those of the whole corpus under an empty demand_id."""

    signal: Any
    ladder: Any


def shown_signal(signal: Any, ladder: Any, shown: Any, below: int) -> ShownSignal:
    """Keep what may be shown.

    signal   SIGNAL of the run folder
    ladder   its LADDER
    shown    demand_id of the demands that are shown; strings
    below    a number of fewer accounts is null, and so is what would tell it
    Returns  ShownSignal, sorted as they came. Null in signal: accounts and the ratios over them where there are fewer;
             synchronised_accounts and _groups, also where few stand outside of groups; top_share of so few accounts,
             which would tell what one of them wrote; identified and conversion, and then network_posts, beside which
             ratios are rounded so that they do not tell it. Zero stays zero. In the ladder: acts, accounts and posts
             of a rung on which fewer accounts acted, and of the smallest rungs beside it until those emptied hold
             enough: the posts of a demand less its other rungs would tell it. What platforms count is no number of
             accounts
    Raises   MissingColumns
    """
    require_columns("signal", signal, SIGNAL.names)
    require_columns("ladder", ladder, LADDER.names)
    kept = signal.filter(pc.is_in(signal["demand_id"], shown)).select(SIGNAL.names)
    few = {name: _few(kept[name], below) for name in ("accounts", "synchronised_accounts", "identified")}
    # Those outside of groups are a number of accounts too, and so are the busiest.
    outside = pc.subtract(kept["accounts"], kept["synchronised_accounts"])
    few["synchronised_accounts"] |= _few(outside, below)
    for names, mask in (
        (("accounts", *OF_ACCOUNTS), few["accounts"]),
        (("top_share",), _few(kept["top_accounts"], below)),
        (("synchronised_accounts", "synchronised_groups"), few["synchronised_accounts"]),
        (("identified",), few["identified"]),
        # A ratio and one of its two numbers would tell the other.
        (OF_IDENTIFIED, few["identified"] | few["accounts"]),
        # All posts less those of the networks are those under one's own name.
        (("network_posts", "copied_posts"), few["identified"] | few["accounts"]),
    ):
        kept = _emptied(kept, names, mask)
    for name in OF_ACCOUNTS:
        kept = _rounded(kept, name, few["identified"], 0 if name == "n_eff" else 2)
    rungs = ladder.filter(
        pc.or_(pc.is_in(ladder["demand_id"], shown), pc.equal(ladder["demand_id"], ""))
    ).select(LADDER.names)  # fmt: skip
    rungs = _emptied(rungs, ("acts", "accounts", "posts"), _rungs_to_empty(rungs, below))
    return ShownSignal(kept.cast(SIGNAL), rungs.cast(LADDER))


def _few(counts: Any, below: int) -> Any:
    """Where a number of accounts is above zero and too small to be told."""
    filled = pc.fill_null(counts, 0).to_numpy()
    return (filled > 0) & (filled < below)


def _rungs_to_empty(rungs: Any, below: int) -> Any:
    """Rungs of few, and beside them the smallest others of the same sum, until two or more hold `below` accounts.

    The rungs of the networks sum up to the posts of the networks, those under one's own name to what is left.
    """
    few, accounts = _few(rungs["accounts"], below), pc.fill_null(rungs["accounts"], 0).to_numpy()
    named = pc.is_in(rungs["rung"], pa.array(IDENTIFIED, pa.string())).to_numpy(zero_copy_only=False)
    _, sums = np.unique(rungs["demand_id"].to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    sums = 2 * sums + named
    counted = np.flatnonzero(pc.is_valid(rungs["accounts"]).to_numpy(zero_copy_only=False))
    order = counted[np.lexsort((counted, accounts[counted], ~few[counted], sums[counted]))]
    first = np.searchsorted(sums[order], sums[order])
    before = np.cumsum(accounts[order]) - accounts[order]
    before -= before[first]
    place = np.arange(len(order)) - first
    emptied = few.copy()
    emptied[order] |= few[order][first] & ((place < 2) | (before < below))
    return emptied


def _rounded(table: Any, name: str, mask: Any, decimals: int) -> Any:
    field, column = table.schema.field(name), table[name]
    kept = pc.if_else(pa.array(np.asarray(mask)), pc.round(column, decimals), column)
    return table.set_column(table.column_names.index(name), field, kept)


def _emptied(table: Any, names: tuple[str, ...], mask: Any) -> Any:
    for name in names:
        field = table.schema.field(name)
        column = pc.if_else(pa.array(np.asarray(mask)), pa.scalar(None, field.type), table[name])
        table = table.set_column(table.column_names.index(name), field, column)
    return table
