"""What the pages of an analyst read."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyndau.charts import Figure, Interval, rows_of_bars
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.findings import percent_between, table
from tyndau.portal.analysis.models import Campaign, Correction, Kind
from tyndau.portal.demands.models import Demand, Run, Signal
from tyndau.portal.demands.queries import Card, cards, channel_name, live
from tyndau.portal.demands.states import CarriedBy, Status

PAGE_SIZE = 20
TOP = 5


class Carried(NamedTuple):
    """Demands that are carried in one way, and all posts behind them."""

    code: str
    name: str
    demands: int
    posts: int


def carried() -> list[Carried]:
    """One row for each way, in the order of the rules' words; those that hold of no demand too."""
    rows = (
        Signal.objects.filter(demand__status=Status.LIVE)
        .values("carried_by").annotate(demands=Count("pk"), posts=Sum("demand__posts"))
    )  # fmt: skip
    found = {row["carried_by"]: (row["demands"], row["posts"]) for row in rows}
    return [Carried(code, str(label), *found.get(code, (0, 0))) for code, label in CarriedBy.choices]


def carried_figure(rows: list[Carried]) -> Figure:
    code = reader.language()
    total = sum(row.demands for row in rows) or 1
    bars = [
        Interval(
            row.name, row.demands, row.demands,
            _("demands: {demands} ({share}), posts: {posts}").format(
                demands=formatting.number(code, row.demands), share=formatting.percent(code, row.demands / total),
                posts=formatting.number(code, row.posts),
            ),
        )
        for row in rows
    ]  # fmt: skip
    told = _("A bar for each way in which a demand is carried; its length is the number of demands.")
    return rows_of_bars(bars, _("Who carries the demands"), told, (_("Carried by"), _("How many")))


def strongest(carried_by: str, most: int = TOP) -> list[Card]:
    return cards(live().filter(signal__carried_by=carried_by)[:most])


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as lists and its page show it, in the reader's language."""

    campaign: Campaign
    kind: str
    channels: str
    lag: str
    demands: list[Card]
    correction: Correction | None
    gone: bool

    @property
    def title(self) -> str:
        """What it is, and the demand that most of its posts count towards."""
        return f"{self.kind}: {self.demands[0].title}" if self.demands else self.kind

    @property
    def others(self) -> list[Card]:
        return self.demands[1:]


def campaigns(run: Run, kind: str = "", asking: bool = True) -> QuerySet[Campaign]:
    """Those of a run, most accounts first; `asking`: only those whose posts ask for something."""
    rows = Campaign.objects.filter(run=run)
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(voices__gt=0) if asking else rows


def shown(rows: QuerySet[Campaign], run: Run | None, most_demands: int = 3) -> list[CampaignRow]:
    found = list(rows.prefetch_related("corrections"))
    codes = {code for one in found for code in one.demands[:most_demands]}
    known = {card.code: card for card in cards(Demand.objects.filter(code__in=codes))}
    return [
        CampaignRow(
            campaign=one,
            kind=str(Kind(one.kind).label),
            channels=", ".join(channel_name(name) for name in one.platforms),
            lag=lag(one.median_lag),
            demands=[known[code] for code in one.demands[:most_demands] if code in known],
            correction=next(iter(one.corrections.all()), None),
            gone=run is None or one.run_id != run.pk,
        )
        for one in found
    ]


def lag(seconds: float | None) -> str:
    """A span of time in the largest unit of which there are two."""
    if seconds is None:
        return ""
    size = next((one for one in (86400, 3600, 60) if seconds >= 2 * one), 1)
    n = round(seconds / size)
    words = {
        86400: ngettext("{n} day", "{n} days", n), 3600: ngettext("{n} hour", "{n} hours", n),
        60: ngettext("{n} minute", "{n} minutes", n), 1: ngettext("{n} second", "{n} seconds", n),
    }  # fmt: skip
    return words[size].format(n=formatting.number(reader.language(), n))


class Sign(NamedTuple):
    """A sign of automation of a group: its share or mean, with interval, beside all other accounts."""

    name: str
    value: str
    between: str
    others: str
    n: int
    unusual: bool


def signs(run: Run, group: str) -> list[Sign]:
    """Signs of a synchronised group that could be measured, in the order of docs/method/signs.md."""
    names: dict[str, str] = {
        "regular-intervals": _("Posts at regular intervals"), "round-the-clock": _("Active round the clock"),
        "hours-entropy": _("Spread over the hours of the day"), "new-accounts-burst": _("New accounts in a burst"),
        "copied-text": _("Share of copied texts"), "one-link": _("Links to one site only"),
    }  # fmt: skip
    code = reader.language()
    return [
        Sign(
            names.get(row["sign"]) or row["sign"], formatting.percent(code, row["value"]),
            percent_between(row["low"], row["high"]),
            "" if row["others"] is None else formatting.percent(code, row["others"]), row["n"], bool(row["unusual"]),
        )
        for row in table(run, "signs", group) if row["value"] is not None
    ]  # fmt: skip
