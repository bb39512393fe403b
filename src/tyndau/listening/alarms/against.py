"""Alarms held against events that are known to be in the data, because somebody planted them there."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tyndau.listening.alarms.episodes import Episode
from tyndau.listening.alarms.outcomes import INCIDENT, NO_INCIDENT, Figure, outcomes, share
from tyndau.listening.arrow import table_of

EVENTS = pa.schema(
    [
        ("topic", pa.string()),
        ("territory", pa.string()),
        ("rises", pa.date32()),
        ("peaks", pa.date32()),
        ("begins", pa.date32()),
    ]
)
AFTER_PEAK = timedelta(days=2)  # two days of three may still call when the rise has ended
AFTER_BEGIN = timedelta(days=14)
TRIAGE = pa.schema([("day", pa.date32()), ("outcome", pa.string()), ("incident", pa.string())])
INCIDENTS = pa.schema([("incident", pa.string()), ("began", pa.date32()), ("known", pa.date32())])


def against(called: list[Episode], events: Any, first: date, last: date) -> list[Figure]:
    """The figures of outcomes, with the truth in the part of those who look into each alarm.

    events   EVENTS: a rise lasts from `rises` to `peaks`; a demand without a rise may have a day on which it `begins`
    first, last  the days that could be judged; a rise that began outside them is not counted as missed
    Returns  ppv: episodes within a rise or up to two days after it; sensitivity and delay_days (median) over rises;
             ppv_with_beginnings: or within two weeks after a demand began, which is a change too, though no tension;
             ppv_of_the_place: or near a rise or beginning of another topic there: a post's topic is often mistaken
    """
    of: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    there: dict[str | None, list[dict[str, Any]]] = {}
    for row in events.to_pylist():
        of.setdefault((row["topic"], row["territory"]), []).append(row)
        there.setdefault(row["territory"], []).append(row)
    triage: list[tuple[date, str, str | None]] = []
    begun = beside = 0
    for episode in called:
        near = of.get((episode.topic, episode.territory), [])
        rise = next((row for row in near if _rose(episode, row)), None)
        if rise is None:
            triage.append((episode.first, NO_INCIDENT, None))
            if any(_began(episode, row) for row in near):
                begun += 1
            elif any(_rose(episode, row) or _began(episode, row) for row in there.get(episode.territory, [])):
                beside += 1
        else:
            # What called a day too early by chance is not counted as foresight.
            triage.append((max(episode.first, rise["rises"]), INCIDENT, _name(rise)))
    rises = [row for rows in of.values() for row in rows if row["rises"] and first <= row["rises"] <= last]
    incidents = table_of([(_name(row), row["rises"], None) for row in rises], INCIDENTS)
    found = outcomes(table_of(triage, TRIAGE), incidents, first, last).to_pylist()
    told: list[Figure] = [
        (row["figure"], row["value"], row["low"], row["high"], row["n"])
        for row in found
        if row["figure"] in ("ppv", "sensitivity", "delay_days")
    ]
    right = sum(row[1] == INCIDENT for row in triage)
    wider = share("ppv_with_beginnings", right + begun, len(called))
    return [*told, wider, share("ppv_of_the_place", right + begun + beside, len(called))]


def _rose(episode: Episode, event: dict[str, Any]) -> bool:
    return bool(event["rises"] and _meets(episode, event["rises"], event["peaks"] + AFTER_PEAK))


def _began(episode: Episode, event: dict[str, Any]) -> bool:
    return bool(event["begins"] and _meets(episode, event["begins"], event["begins"] + AFTER_BEGIN))


def _meets(episode: Episode, begin: date, end: date) -> bool:
    return bool(episode.first <= end and begin <= episode.last)


def _name(event: dict[str, Any]) -> str:
    return f"{event['topic']}/{event['territory']}/{event['rises']}"
