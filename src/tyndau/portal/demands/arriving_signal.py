"""Signal and noise of a run on its way in: rows of the portal's table, each with the effort ladder of its demand."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.demands.signal import SIGNAL
from tyndau.listening.publish_signal import ShownSignal
from tyndau.portal.demands.states import CarriedBy

NOT_KEPT = ("demand_id", "copied_posts", "carried_by")


def rungs(shown: ShownSignal) -> dict[str, list[list[Any]]]:
    """Demand, or empty for all of them, to [[rung, acts, accounts, posts], …] by effort."""
    found: dict[str, list[list[Any]]] = {}
    columns = (shown.ladder[name].to_pylist() for name in ("demand_id", "rung", "acts", "accounts", "posts"))
    for demand, *rung in zip(*columns, strict=True):
        found.setdefault(demand, []).append(rung)
    return found


def rows(shown: ShownSignal, ids: dict[str, int]) -> Any:
    """Rows of the table of signals; `ids` are the keys of demands that were stored, others are left out."""
    codes = pa.array(list(ids), pa.string())
    kept = shown.signal.filter(pc.is_in(shown.signal["demand_id"], codes))
    demands = kept["demand_id"].to_pylist()
    by_demand = rungs(shown)
    # A word of a later version says no more than that it is none of these.
    known = pc.is_in(kept["carried_by"], pa.array(CarriedBy.values, pa.string()))
    return pa.table(
        {
            "demand_id": pa.array([ids[demand] for demand in demands], pa.int64()),
            "carried_by": pc.if_else(known, kept["carried_by"], pa.scalar(str(CarriedBy.MIXED))),
            **{name: kept[name] for name in SIGNAL.names if name not in NOT_KEPT},
            "rungs": pa.array([json.dumps(by_demand.get(demand, [])) for demand in demands], pa.string()),
        }
    )
