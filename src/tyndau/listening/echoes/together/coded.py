"""Shares as numbers: objects, accounts and posts coded, rows sorted so that pairs in a window are neighbours."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tyndau.listening.errors import require_columns

COLUMNS = ("object_id", "account_id", "content_id", "timestamp_share")
Ints = NDArray[np.int64]


class Coded(NamedTuple):
    """Rows sorted by object, time and the reference's order of ties; `names` gives back the ids of each code.

    Codes of accounts and contents follow the order of their bytes, so that sorted codes are sorted names.
    same: whether content and object of the row bear one name.
    """

    objects: Ints
    accounts: Ints
    contents: Ints
    times: Ints
    same: NDArray[np.bool_]
    names: dict[str, Any]

    def kept(self, rows: Any) -> "Coded":
        return self._replace(**{name: getattr(self, name)[rows] for name in self._fields if name != "names"})


def coded(shares: Any, least_rows: int) -> Coded:
    """Code the shares of accounts that have `least_rows` rows or more.

    shares   object_id, account_id, content_id strings, timestamp_share int64 [s]; the order of rows settles ties
    Raises   MissingColumns
    """
    require_columns("shares", shares, COLUMNS)
    codes, names = {}, {}
    for name in COLUMNS[:3]:
        codes[name], names[name] = _codes(shares[name])
    times = shares["timestamp_share"].to_numpy().astype(np.int64)
    accounts = codes["account_id"]
    rows = np.flatnonzero(np.bincount(accounts, minlength=1)[accounts] >= least_rows) if len(accounts) else accounts
    # The reference lays rows out account by account, in the order in which accounts first appear.
    appeared, first = np.unique(accounts[rows], return_index=True)
    order_of = np.zeros(len(names["account_id"]) + 1, np.int64)
    order_of[appeared] = first
    told = order_of[accounts[rows]]
    rows = rows[np.lexsort((rows, told, times[rows], codes["object_id"][rows]))]
    same = pc.equal(shares["object_id"], shares["content_id"]).to_numpy().astype(bool)
    return Coded(codes["object_id"][rows], accounts[rows], codes["content_id"][rows], times[rows], same[rows], names)


def _codes(column: Any) -> tuple[Ints, Any]:
    """A string column as numbers in the order of bytes, and the names by number."""
    encoded = pc.dictionary_encode(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    names = encoded.dictionary
    order = pc.array_sort_indices(names).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[encoded.indices.to_numpy()], names.take(pa.array(order))
