"""What the staff reads of alarms: episodes with their pictures, and how often alarms were right."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tyndau.charts import Day, Figure, Wording, watched
from tyndau.listening.alarms.outcomes import outcomes
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.models import Episode, Incident, Triage
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.models import Demand, Run
from tyndau.portal.demands.queries import Card, cards, place_in

TEN, LEAST_TOLD = 10, 0.1


@dataclass(frozen=True)
class Row:
    """An episode in the reader's language; `outcome` is empty where nobody has looked into it."""

    episode: Episode
    title: str
    severity: str
    expected: str
    outcome: str
    triage: Triage | None
    gone: bool


def episodes(run: Run) -> QuerySet[Episode]:
    """Those that the run tells of, the newest first."""
    return Episode.objects.filter(run=run)


def rows(found: QuerySet[Episode], run: Run | None) -> list[Row]:
    looked = Prefetch("triages", Triage.objects.select_related("incident", "by"))
    return [_row(one, run) for one in found.prefetch_related(looked)]


def _row(one: Episode, run: Run | None) -> Row:
    last = next(iter(one.triages.all()), None)
    return Row(
        one, title(one.topic, one.territory), severity(one), expected(one.expected),
        str(Triage.Outcome(last.outcome).label) if last else "",
        last, run is None or one.run_id != run.pk,
    )  # fmt: skip


def title(topic: str, territory: str) -> str:
    known = register()
    return f"{known.topic(topic)} · {place_in(known.place(territory or None), None)}"


def severity(one: Episode) -> str:
    """`at least 2.5 times what was expected (estimate 5.4, 95 % interval 2.5–11)`: the sure part comes first."""
    code = reader.language()
    times = _times(code, one.severity)
    if one.severity_low is None or one.severity_high is None:
        return _("{times} times what was expected").format(times=times)
    low, high = _times(code, one.severity_low), _times(code, one.severity_high)
    return _("at least {low} times what was expected (estimate {times}, 95 % interval {low}–{high})").format(
        low=low, times=times, high=high
    )


def _times(code: str, value: float) -> str:
    return formatting.number(code, value, 1 if value < TEN else 0)


def expected(value: float) -> str:
    """`3.7`, and `fewer than 0.1` where a zero would claim too much."""
    code = reader.language()
    if value < LEAST_TOLD:
        return _("fewer than {n}").format(n=formatting.number(code, LEAST_TOLD, 1))
    return formatting.number(code, value, 1)


def picture(one: Episode) -> Figure | None:
    """The days around an episode: counts, and the bound above which a day is unusual."""
    if not one.days:
        return None
    code = reader.language()
    days = [Day(date.fromisoformat(day), count, expected, bound, alarm)
            for day, count, expected, bound, alarm in one.days]  # fmt: skip
    say = Wording(
        period=lambda span: formatting.day(code, span.first),
        number=lambda value: formatting.number(code, value),
        month=lambda day: formatting.day(code, day, "axis"),
        day=lambda day: formatting.day(code, day, "short"),
        incomplete="",
    )
    told = _("A column for each day; a line above which at most three quiet days in a hundred lie.")
    return watched(
        days, _("Accounts a day"), told,
        (_("Day"), _("Accounts"), _("Expected"), _("Bound"), _("Note")), say,
        lambda value: formatting.number(code, value, 1),
        (_("day of an alarm"), _("another day"), _("bound of a quiet day")),
    )  # fmt: skip


def demands_of(one: Episode) -> list[Card]:
    """Demands of the same topic and territory, strongest first."""
    found = Demand.objects.filter(topic=one.topic, territory=one.territory or None, run=one.run)
    return cards(found.order_by("rank")[:5])


@dataclass(frozen=True)
class FigureRow:
    """How well alarms did: a name, the value in words, and what it rests on."""

    name: str
    value: str
    basis: str


def record(run: Run) -> list[FigureRow]:
    """Predictive value, sensitivity, delay, lead and alarms a week, from what people found out; of this run's days."""
    if run.first_day is None or run.last_day is None:
        return []
    latest = {one.episode_id: one for one in Triage.objects.order_by("at", "pk")}
    told = [
        (one.first, latest[one.pk].outcome if one.pk in latest else "open",
         str(latest[one.pk].incident_id) if one.pk in latest and latest[one.pk].incident_id else None)
        for one in episodes(run)
    ]  # fmt: skip
    known = Incident.objects.filter(began__range=(run.first_day, run.last_day)).values_list("pk", "began", "known")
    triage = pa.table(_columns(("day", "outcome", "incident"), told, (pa.date32(), pa.string(), pa.string())))
    incidents = pa.table(
        _columns(("incident", "began", "known"), [(str(pk), began, day) for pk, began, day in known],
                 (pa.string(), pa.date32(), pa.date32()))
    )  # fmt: skip
    found = outcomes(triage, incidents, run.first_day, run.last_day).to_pylist()
    return [_figure(**row) for row in found]


def _columns(names: tuple[str, ...], told: list[Any], kinds: tuple[Any, ...]) -> dict[str, Any]:
    return {name: pa.array([row[n] for row in told], kinds[n]) for n, name in enumerate(names)}


def _figure(figure: str, value: float | None, low: float | None, high: float | None, n: int) -> FigureRow:
    code = reader.language()
    is_share = figure in ("ppv", "sensitivity")

    def say(amount: float) -> str:
        return formatting.percent(code, amount) if is_share else formatting.number(code, amount, 1)

    name = {
        "ppv": _("Of the alarms looked into, something had happened"),
        "sensitivity": _("Of what happened, an alarm had told"),
        "delay_days": _("Days from the beginning to the first alarm, median"),
        "lead_days": _("Days from the first alarm until it was known otherwise, median"),
        "alarms_a_week": _("Alarms a week"),
    }[figure]
    basis = f"n = {formatting.number(code, n)}"
    if low is not None and high is not None:
        basis = _("95 % interval: {low}–{high}; n = {n}").format(
            low=say(low), high=say(high), n=formatting.number(code, n)
        )
    return FigureRow(name, _("not known yet") if value is None else say(value), basis)
