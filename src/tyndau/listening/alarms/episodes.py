"""Alarms of one series that an analyst would take up as one: what is counted when alarms are judged."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from tyndau.listening.alarms.told import ALARM
from tyndau.listening.errors import require_columns

ONE_EPISODE = timedelta(days=3)  # at most from alarm to alarm


class Episode(NamedTuple):
    """The first and last alarm of one matter."""

    topic: str
    territory: str | None
    first: date
    last: date


def episodes(alarms: Any) -> list[Episode]:
    """Episodes of a table of ALARMS, in any order; signals and unusual days are none. Sorted by day, topic, territory.

    Raises   MissingColumns
    """
    require_columns("alarms", alarms, ("topic", "territory", "day", "state"))
    of: dict[tuple[str, str | None], list[date]] = {}
    for row in alarms.select(["topic", "territory", "day", "state"]).to_pylist():
        if row["state"] == ALARM:
            of.setdefault((row["topic"], row["territory"]), []).append(row["day"])
    found = []
    for key, days in of.items():
        days.sort()
        firsts = [days[0], *(after for before, after in pairwise(days) if after - before > ONE_EPISODE)]
        lasts = [*(before for before, after in pairwise(days) if after - before > ONE_EPISODE), days[-1]]
        found += [Episode(*key, first, last) for first, last in zip(firsts, lasts, strict=True)]
    return sorted(found, key=lambda one: (one.first, one.topic, one.territory or "", one.last))
