"""The alarms of a run held against the rises that were planted: found, true, and how many days late."""

from datetime import timedelta
from typing import Any

import pyarrow.compute as pc

from tyndau.demo.check import Figure
from tyndau.listening.alarms.against import against
from tyndau.listening.alarms.episodes import episodes
from tyndau.listening.alarms.parameters import AlarmParameters

SECTION = "tension"
RULE = AlarmParameters()
LEARNING = timedelta(days=RULE.guard + RULE.cold_below)  # before these days nothing can be an alarm
SHARES = {
    "sensitivity": "recall",
    "ppv": "ppv",
    "ppv_with_beginnings": "ppv-with-beginnings",
    "ppv_of_the_place": "ppv-of-the-place",
}


def tension(events: Any, alarms: Any, series: Any) -> list[Figure]:
    """Recall over planted rises, the share of episodes that are true in three readings, and the median delay [days].

    events  against.EVENTS: the planted rises and beginnings
    alarms  ALARMS of the run
    series  WATCHED of the run, by which its days are known; a rise that began before a watch could judge is left out
    Raises  MissingColumns
    """
    days = pc.min_max(series["day"]).as_py()
    if days["min"] is None:
        return []
    found = {row[0]: row for row in against(episodes(alarms), events, days["min"] + LEARNING, days["max"])}
    told = []
    for name, shown in SHARES.items():
        _, value, _, _, n = found[name]
        told.append(Figure(SECTION, "", shown, round((value or 0) * n), n, None if value is None else round(value, 4)))
    _, value, _, _, n = found["delay_days"]
    return [*told, Figure(SECTION, "", "delay", None, n, value)]
