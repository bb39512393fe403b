"""The list of demands: its filters as fields, checked against what there is, and its twins for machines."""

from collections.abc import Container
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tyndau.portal.bodies import queries as named
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.detail import language_name
from tyndau.portal.demands.filters import LANGUAGES, UNKNOWN, Filters, left_out
from tyndau.portal.demands.models import Run, Tally
from tyndau.portal.demands.queries import channel_name
from tyndau.portal.demands.states import CarriedBy, Trend


@dataclass(frozen=True)
class Field:
    """A filter as a form shows it: pairs of code and name, the first one "all"."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def checked(filters: Filters, run: Run | None) -> Filters:
    """Filters whose codes exist; what does not is left out and told."""
    problems, known = list(filters.problems), register()
    allowed: dict[str, Container[str]] = {
        "topic": known.topics, "territory": {*known.places, UNKNOWN}, "body": known.bodies,
        "channel": run.channels if run else (),
    }  # fmt: skip
    for name, codes in allowed.items():
        code = getattr(filters, name)
        if code and code not in codes:
            problems.append(left_out(name, code))
            filters = filters.without(name)
    return replace(filters, problems=tuple(problems))


def fields(filters: Filters, run: Run | None) -> list[Field]:
    """The filters of the list. Bodies are many: those of the chosen territory, or the central ones."""
    return [
        _field("topic", _("Topic"), _("All topics"), filters.topic, named.topics()),
        _field("territory", _("Territory"), _("All territories"), filters.territory, _territories(filters.territory)),
        _field("body", _("Who answers"), _("All bodies"), filters.body, _bodies(filters)),
        _field("language", _("Language"), _("All languages"), filters.language,
               [named.Option(code, language_name(code)) for code in LANGUAGES]),
        _field("channel", _("Channel"), _("All channels"), filters.channel,
               [named.Option(code, channel_name(code)) for code in (run.channels if run else ())]),
        _field("trend", _("Trend"), _("All trends"), filters.trend,
               [named.Option(str(code), str(label)) for code, label in Trend.choices]),
        _field("carried", _("Carried by"), _("All ways"), filters.carried,
               [named.Option(str(code), str(label)) for code, label in CarriedBy.choices]),
        Field("sort", _("Order"), [("", _("Most accounts first")), ("new", _("Newest first"))],
              "new" if filters.sort == "new" else ""),
    ]  # fmt: skip


def _field(name: str, label: str, every: str, chosen: str, options: list[named.Option]) -> Field:
    return Field(name, label, [("", every), *((option.code, option.name) for option in options)], chosen)


def _territories(chosen: str) -> list[named.Option]:
    options = [*named.regions(), named.Option(UNKNOWN, _("Place not known"))]
    if chosen and all(option.code != chosen for option in options):
        options.insert(0, named.Option(chosen, register().place(chosen) or chosen))
    return options


def _bodies(filters: Filters) -> list[named.Option]:
    """Bodies that answer for a demand there; without a region the central ones; the chosen one in any case."""
    told = Tally.objects.exclude(body="")
    region = filters.territory and filters.territory != UNKNOWN
    told = told.filter(scope="region", territory=filters.territory) if region else told.filter(scope="all")
    codes = set(told.values_list("body", flat=True))
    if not region:
        levels = register().levels
        codes = {code for code in codes if levels.get(code) == "central"}
    return named.bodies(codes | {filters.body} - {""})


def feeds(filters: Filters) -> dict[str, str]:
    """Addresses of the same list as JSON, CSV and Atom."""
    asked = urlencode(filters.without_page().address())
    addresses = {
        "json": reverse("api-1:demands"), "csv": reverse("demand-csv"), "atom": reverse("demand-atom"),
    }  # fmt: skip
    return {name: f"{address}?{asked}" if asked else address for name, address in addresses.items()}
