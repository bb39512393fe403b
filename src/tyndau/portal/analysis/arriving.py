"""Findings of a run folder on their way in: rows of the portal's tables, without anything that a few would tell."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening import runfolder
from tyndau.portal.demands.arriving import STORED, printable


def campaign_rows(folder: Path, run: int, shown: Collection[str], below: int) -> Any:
    """Rows of the table of campaigns.

    shown   codes of the demands that are published; others are not named
    below   campaigns of fewer accounts stay out, and so do smaller numbers of accounts in groups
    """
    found = runfolder.read_or_empty(folder, "campaigns.parquet")
    found = found.filter(pc.greater_equal(found["accounts"], below))
    grouped = found["grouped_accounts"]
    few = pc.and_(pc.greater(grouped, 0), pc.less(grouped, below))
    known = set(shown)
    demands = [[code for code in row if code in known] for row in found["demands"].to_pylist()]
    return pa.table(
        {
            "code": found["campaign"],
            **{name: found[name] for name in ("kind", "accounts", "posts", "voices", "median_lag")},
            "objects_shared": found["objects"],
            "grouped_accounts": pc.if_else(few, pa.scalar(None, pa.int64()), grouped),
            "first": pc.strftime(found["first"], STORED),
            "last": pc.strftime(found["last"], STORED),
            **{name: _json([[printable(one) for one in row] for row in found[name].to_pylist()])
               for name in ("platforms", "hosts", "hashtags")},
            "demands": _json(demands),
            "text": pa.array([printable(text or "") for text in found["text"].to_pylist()], pa.string()),
            "run_id": pa.array([run] * found.num_rows, pa.int64()),
        }
    )  # fmt: skip


def _json(values: list[Any]) -> Any:
    return pa.array([json.dumps(value, ensure_ascii=False) for value in values], pa.string())
