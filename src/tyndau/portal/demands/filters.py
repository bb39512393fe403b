"""What a reader asked a list for: filters from an address, checked, and never silently misunderstood."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tyndau.portal.demands.states import CarriedBy, Trend

LANGUAGES = ("kk", "ru", "en", "mixed", "other")
LAST_PAGE = 5000
PAGE_SIZE = 20
UNKNOWN = "unknown"  # as a territory: the demands of which no place is known


@dataclass(frozen=True)
class Filters:
    """Codes as they stand in the address; empty: everything. `problems` tells the reader what was left out and why."""

    q: str = ""
    topic: str = ""
    territory: str = ""
    body: str = ""
    language: str = ""
    channel: str = ""
    trend: str = ""
    carried: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""
    page: int = 1
    problems: tuple[str, ...] = field(default=(), compare=False)

    def without_page(self) -> "Filters":
        return replace(self, page=1)

    def without(self, name: str) -> "Filters":
        cleared: dict[str, Any] = {name: ""}
        return replace(self, **cleared)

    @property
    def asked(self) -> bool:
        """Whether anything narrows the list."""
        passed = ("page", "problems", "sort")
        return any(getattr(self, one.name) for one in fields(self) if one.name not in passed)

    def address(self) -> dict[str, str]:
        """The parameters of an address that asks the same."""
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "problems"}
        return {name: str(value) for name, value in told.items() if value and (name, value) != ("page", 1)}


def read(asked: Mapping[str, Any]) -> Filters:
    """Filters from a query string. What cannot be understood is left out, and told in `problems`."""
    problems: list[str] = []
    names = ("q", "topic", "territory", "body", "channel")
    plain = {name: str(asked.get(name, "")).replace("\0", "").strip()[:200] for name in names}
    since, until = (_day(str(asked.get(name, "")).strip(), problems) for name in ("since", "until"))
    if since and until and since > until:
        since, until = until, since
        problems.append(_("The first day came after the last; they were exchanged."))
    return Filters(
        **plain,
        language=_one_of(asked, "language", LANGUAGES, problems),
        trend=_one_of(asked, "trend", Trend.values, problems),
        carried=_one_of(asked, "carried", CarriedBy.values, problems),
        sort=_one_of(asked, "sort", ("strength", "new"), problems),
        since=since, until=until, page=_page(str(asked.get("page", "")).strip(), problems), problems=tuple(problems),
    )  # fmt: skip


def _one_of(asked: Mapping[str, Any], name: str, allowed: Any, problems: list[str]) -> str:
    value = str(asked.get(name, "")).strip()
    if value in allowed:
        return value
    if value:
        problems.append(left_out(name, value))
    return ""


def left_out(name: str, value: str) -> str:
    return _("The filter “%(name)s” has no value “%(value)s”; it was left out.") % {"name": name, "value": value[:60]}


def _day(value: str, problems: list[str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(_("“%(value)s” is not a day; write it like 2026-03-31.") % {"value": value[:60]})
        return None


def _page(value: str, problems: list[str]) -> int:
    if not value:
        return 1
    if value.isascii() and value.isdigit() and int(value[:12]) >= 1:
        return int(value[:12])
    problems.append(_("There is no page “%(value)s”; this is the first one.") % {"value": value[:60]})
    return 1
