"""One event, not five alarms: signals of a topic in neighbouring territories get the name of their common cluster."""

from typing import Any

import numpy as np

from tyndau.listening.alarms.dense import Grid
from tyndau.listening.alarms.nearness import distances
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.scan import ScanRule, neighbourhoods, scan

Array = Any


def clusters(found: Grid, told: Array, places: Any, parameters: AlarmParameters) -> dict[tuple[int, int], str]:
    """The cluster of each told series and day, by (series, day), where the scan finds one that holds two or more.

    The scan of a topic and day is run only where two territories or more are told: there is nothing else to merge. A
    cluster is named by day, topic and the first of its told territories, so that a run made again names it alike.
    """
    named: dict[tuple[int, int], str] = {}
    of_topic: dict[str, list[int]] = {}
    for row, (topic, territory) in enumerate(found.keys):
        if territory is not None:
            of_topic.setdefault(topic, []).append(row)
    rule = ScanRule(parameters.scan_longest, parameters.scan_replicates, parameters.scan_level, parameters.scan_seed)
    for topic, rows in of_topic.items():
        days = np.flatnonzero(told[rows].sum(0) > 1).tolist()
        if not days:
            continue
        territories = [found.keys[row][1] or "" for row in rows]
        circles = neighbourhoods(distances(places, territories))
        for day in days:
            window = found.counts[rows, max(day - parameters.scan_days + 1, 0) : day + 1]
            wanted = (circles & told[rows, day]).sum(1) > 1
            for cluster in scan(window, circles, wanted, rule):
                together = [place for place in cluster.places if told[rows[place], day]]
                name = f"{found.day(day).isoformat()}/{topic}/{territories[together[0]]}"
                named.update({(rows[place], day): name for place in together})
    return named
