"""What the page of one demand shows, gathered in a handful of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tyndau.charts import Figure, Mark
from tyndau.portal import formatting, reader
from tyndau.portal.bodies.queries import Answering, who_answers
from tyndau.portal.bodies.register import register
from tyndau.portal.demands import pictures
from tyndau.portal.demands.models import Demand, Succession
from tyndau.portal.demands.queries import Card, cards, cards_of, channel_name, zone
from tyndau.portal.demands.signals import Panel, panel
from tyndau.portal.demands.states import Status


def language_name(code: str) -> str:
    """Of a text: its language, or that it mixes two."""
    return {
        "kk": _("Kazakh"), "ru": _("Russian"), "en": _("English"), "mixed": _("Two languages mixed"),
    }.get(code, _("Another language"))  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """What a person wrote; `language` is empty where two are mixed."""

    text: str
    language: str
    language_name: str
    channel: str


@dataclass(frozen=True)
class Detail:
    """Everything on the page; `went_on` leads to the demands in which a merged or split one lives on."""

    demand: Demand
    card: Card
    quotes: list[Quote]
    timeline: Figure
    channels: list[tuple[str, str]]
    languages: list[tuple[str, str]]
    answering: list[Answering]
    whole: Card | None
    parts: list[Card]
    went_on: list[Card]
    came_from: list[Card]
    days: tuple[date, date]
    signal: Panel | None

    @property
    def is_live(self) -> bool:
        return self.demand.status == Status.LIVE

    @property
    def is_merged(self) -> bool:
        return self.demand.status == Status.MERGED


def detail(code: str) -> Detail | None:
    """The demand of a code, whatever became of it; None where there never was one."""
    rows = Demand.objects.select_related("run", "evidence", "signal").defer("search", "run__told")
    demand = rows.filter(code=code).first()
    if demand is None:
        return None
    family = _family(demand)
    after, before = _related(demand)
    days = _days(demand)
    return Detail(
        demand=demand,
        card=cards_of([demand])[0],
        quotes=[_quote(one) for one in demand.evidence.quotes],
        timeline=_timeline(demand, days),
        channels=_shares(demand.evidence.days, 1, channel_name),
        languages=_shares(demand.evidence.days, 2, language_name),
        answering=_answering(demand, demand.run.last_day or days[1]),
        whole=next((one for one in family if one.code == demand.whole), None),
        parts=[one for one in family if one.code != demand.whole],
        went_on=after,
        came_from=before,
        days=days,
        signal=panel(demand.signal) if hasattr(demand, "signal") else None,
    )


def _answering(demand: Demand, on: date) -> list[Answering]:
    """The bodies of the register, first the one that the run named; none where it named none."""
    if not demand.body_id:
        return []
    rows = who_answers(demand.topic_id, demand.territory_id, on)
    first = [row for row in rows if row.code == demand.body_id][:1]
    known = register()
    if not first:
        name, website = known.body(demand.body_id) or demand.body_id, known.websites.get(demand.body_id, "")
        first = [Answering(1, demand.body_id, name, website, "", demand.basis_verified)]
    return [*first, *(row for row in rows if row.code != demand.body_id)]


def _family(demand: Demand) -> list[Card]:
    """The whole of a part, or the parts of a whole that are heard, strongest first."""
    if demand.whole:
        return cards(Demand.objects.filter(code=demand.whole))
    return cards(Demand.objects.filter(whole=demand.code, status=Status.LIVE).order_by("rank"))


def _related(demand: Demand) -> tuple[list[Card], list[Card]]:
    """Demands in which this one went on, and those that went on in it."""
    pairs = list(Succession.objects.filter(Q(before=demand.code) | Q(after=demand.code)).values_list("before", "after"))
    if not pairs:
        return [], []
    codes = {code for pair in pairs for code in pair} - {demand.code}
    found = {card.code: card for card in cards(Demand.objects.filter(code__in=codes))}
    return (
        [found[after] for before, after in pairs if before == demand.code and after in found],
        [found[before] for before, after in pairs if after == demand.code and before in found],
    )


def _quote(told: dict[str, str]) -> Quote:
    language = told["language"] if told["language"] in ("kk", "ru", "en") else ""
    return Quote(told["text"], language, language_name(told["language"]), channel_name(told["platform"]))


def _days(demand: Demand) -> tuple[date, date]:
    """From the first post to the last day of the run that heard it: a silent end is seen."""
    first, last = (moment.astimezone(zone()).date() for moment in (demand.since, demand.last))
    return first, max(last, demand.run.last_day or last)


def _timeline(demand: Demand, days: tuple[date, date]) -> Figure:
    by_day: Counter[date] = Counter()
    for day, _channel, _language, posts in demand.evidence.days:
        by_day[date.fromisoformat(day)] += posts
    first = min([days[0], *by_day])
    last = max([days[1], *by_day])
    marks = [Mark(first, _("first heard"))]
    return pictures.posts_over_time(by_day, first, last, _("Posts over time"), marks)


def _shares(days: list[list[Any]], column: int, named: Any) -> list[tuple[str, str]]:
    """`Telegram` and `120 (43 %)`, the greatest first."""
    sums = Counter[str]()
    for row in days:
        sums[row[column]] += row[3]
    total = sums.total()
    code = reader.language()
    return [
        (named(name), f"{formatting.number(code, posts)} ({formatting.percent(code, posts / total)})")
        for name, posts in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
