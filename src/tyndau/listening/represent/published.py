"""What of the tables of people may be shown to everybody: no cell of a few accounts, nor what lets one reckon it."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def shown_topics(topics: Any, below: int) -> Any:
    """TOPIC_SHARES without topics of fewer than `below` accounts."""
    return topics.filter(pc.greater_equal(topics["accounts"], below))


def shown_coverage(coverage: Any, below: int, country: str) -> Any:
    """COVERAGE without cells of 1 to `below` - 1 accounts, or of as few that ask.

    country  its rows are sums of a platform: where they would give a single hidden cell away, the smallest cell beside
             it is hidden too
    """
    few = _few(coverage["n"], below) | _few(coverage["accounts"], below)
    parts = pc.fill_null(pc.not_equal(coverage["territory"], country), True).to_numpy()
    hidden = _with_second(few, coverage["platform"], coverage["accounts"].to_numpy(), parts)
    return coverage.filter(pa.array(~hidden))


def shown_margins(margins: Any, below: int) -> Any:
    """MARGIN_SHARES with nulls where a category holds 1 to `below` - 1 accounts, and in one more if it stands alone."""
    sizes = margins["n"].to_numpy()
    everywhere = np.ones(len(sizes), bool)
    hidden = pa.array(_with_second(_few(margins["n"], below), margins["margin"], sizes, everywhere))
    for name in ("n", "sample_share", "weighted_share"):
        place = margins.column_names.index(name)
        column = pc.if_else(hidden, pa.scalar(None, margins[name].type), margins[name])
        margins = margins.set_column(place, margins.schema.field(name), column)
    return margins


def _few(column: Any, below: int) -> Any:
    values = column.to_numpy()
    return (values > 0) & (values < below)


def _with_second(few: Any, groups: Any, sizes: Any, parts: Any) -> Any:
    """Also the smallest other part of each group in which one part alone is hidden: a sum would tell it."""
    hidden, names = few.copy(), np.array(groups.to_pylist())
    for name in np.unique(names):
        inside = (names == name) & parts
        others = np.flatnonzero(inside & ~hidden & (sizes > 0))
        if hidden[inside].sum() == 1 and len(others):
            hidden[others[np.argmin(sizes[others])]] = True
    return hidden
