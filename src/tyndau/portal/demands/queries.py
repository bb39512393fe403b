"""What pages, feeds and the API read of demands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tyndau.portal.bodies.addresses import address
from tyndau.portal.bodies.register import Register, register
from tyndau.portal.demands.filters import LAST_PAGE, PAGE_SIZE, UNKNOWN, Filters
from tyndau.portal.demands.models import Demand, Run
from tyndau.portal.demands.search import asked
from tyndau.portal.demands.states import Status, Trend

# A list counts so far; beyond, it says "more than". The words of each row are weighed, so a search counts less far.
COUNTED, COUNTED_IN_A_SEARCH = 1000, 200
CHANNELS = {
    "vk": "VK", "telegram": "Telegram", "youtube": "YouTube", "instagram": "Instagram", "facebook": "Facebook",
    "x": "X", "tiktok": "TikTok", "threads": "Threads", "ok": "OK", "whatsapp": "WhatsApp", "eotinish": "E-Otinish",
}  # fmt: skip


def channel_name(code: str) -> str:
    """What people call a platform."""
    if code in CHANNELS:
        return CHANNELS[code]
    told = {
        "forum": _("Forum"),
        "news": _("News comments"),
        "feed": _("Feed"),
        "fediverse": _("Fediverse"),
        "other": _("Other channels"),
    }
    return told.get(code, code)


@dataclass(frozen=True)
class Phrase:
    """Words of people, with their language where it is one."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Card:
    """A demand as lists show it, in the reader's language."""

    code: str
    topic_code: str
    topic_name: str
    territory_code: str
    territory_name: str
    body_code: str
    body_name: str
    is_part: bool
    words: list[str]
    phrases: list[Phrase]
    channels: list[str]
    accounts_min: int
    accounts_max: int
    posts: int
    echo_posts: int
    trend: str
    since: datetime
    last_heard: datetime
    status: str

    def get_absolute_url(self) -> str:
        return address("demand-detail", self.code)

    @property
    def title(self) -> str:
        """Topic and place, as one line; of a part its own words too."""
        words = f": {', '.join(self.words)}" if self.is_part and self.words else ""
        return f"{self.topic_name} · {self.territory_name}{words}"


CARD = (
    "code", "topic_id", "territory_id", "place_id", "body_id", "whole", "words", "phrases", "channels",
    "accounts_min", "accounts_max", "posts", "echo_posts", "trend", "since", "last", "status",
)  # fmt: skip
MOST_PHRASES = 4


def cards(rows: QuerySet[Demand]) -> list[Card]:
    """One query without joins: names come from the register, and nothing that a card does not show is read."""
    known = register()
    return [_card(known, *row) for row in rows.values_list(*CARD)]


def cards_of(demands: Iterable[Demand]) -> list[Card]:
    """Cards of demands that are loaded already."""
    known = register()
    return [_card(known, *(getattr(one, column) for column in CARD)) for one in demands]


def _card(
    known: Register, code: str, topic: str, territory: str | None, place: str | None, body: str | None, whole: str,
    words: list[str], phrases: list[list[str]], channels: str, low: int, high: int, posts: int, echoes: int,
    trend: str, since: datetime, last: datetime, status: str,
) -> Card:  # fmt: skip
    return Card(
        code, topic, known.topic(topic), territory or "", place_in(known.place(territory), known.place(place)),
        body or "", known.body(body) or "", bool(whole), words,
        [Phrase(text, language) for language, text in phrases[:MOST_PHRASES]],
        [channel_name(one) for one in channels.split()], low, high, posts, echoes, trend, since, last, status,
    )  # fmt: skip


def place_in(territory: str | None, place: str | None) -> str:
    """The place and the region that it lies in."""
    if territory is None:
        return _("Place not known")
    return territory if place is None or place == territory else f"{place}, {territory}"


def current_run(told: bool = False) -> Run | None:
    """The run whose figures are shown; with `told` also its run.json, which only the method page needs."""
    rows = Run.objects.filter(current=True)
    return (rows if told else rows.defer("told")).first()


def live() -> QuerySet[Demand]:
    return Demand.objects.filter(status=Status.LIVE).order_by("rank")


def rising() -> QuerySet[Demand]:
    return live().filter(trend=Trend.RISING)


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def chosen(filters: Filters) -> QuerySet[Demand]:
    """The live demands that a list shows, in its order."""
    rows = live()
    for name in ("topic", "body", "trend"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.carried:
        rows = rows.filter(signal__carried_by=filters.carried)
    if filters.territory == UNKNOWN:
        rows = rows.filter(territory=None)
    elif filters.territory:
        # A region is the territory of its demands, a city or district their place.
        rows = rows.filter(Q(territory=filters.territory) | Q(place=filters.territory))
    if filters.language:
        rows = rows.filter(languages__contains=f" {filters.language} ")
    if filters.channel:
        rows = rows.filter(channels__contains=f" {filters.channel} ")
    if filters.since:
        rows = rows.filter(last__gte=_begin(filters.since))
    if filters.until:
        rows = rows.filter(since__lt=_begin(filters.until + timedelta(days=1)))
    if filters.q and (words := asked(filters.q)):
        rows = rows.filter(search__heard=words)
    elif filters.q:
        rows = rows.none()
    return rows.order_by("-since", "rank") if filters.sort == "new" else rows


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), zone()).astimezone(UTC)


class Page(NamedTuple):
    """A page of a list; whether there is another one is known, how many there are is not."""

    number: int
    rows: list[Card]
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def page(filters: Filters, size: int = PAGE_SIZE) -> Page:
    """One page of the list; empty beyond its end."""
    if filters.page > LAST_PAGE:
        return Page(filters.page, [], False)
    start = (filters.page - 1) * size
    rows = cards(chosen(filters)[start : start + size + 1])
    return Page(filters.page, rows[:size], len(rows) > size)


class Count(NamedTuple):
    """How many demands a list has; `more`: there are more than that."""

    n: int
    more: bool


def count(filters: Filters) -> Count:
    """Exact up to COUNTED, in a search up to COUNTED_IN_A_SEARCH."""
    most = COUNTED_IN_A_SEARCH if filters.q else COUNTED
    found = chosen(filters).order_by()[: most + 1].count()
    return Count(min(found, most), found > most)
