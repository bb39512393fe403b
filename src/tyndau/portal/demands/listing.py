"""The list of demands: its filters as fields, checked against what there is, and its twins for machines."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tyndau.portal.bodies import queries as register
from tyndau.portal.bodies.models import Body, Territory, Topic
from tyndau.portal.demands.detail import language_name
from tyndau.portal.demands.filters import LANGUAGES, UNKNOWN, Filters, left_out
from tyndau.portal.demands.models import Run, Tally
from tyndau.portal.demands.queries import channel_name
from tyndau.portal.demands.states import Trend


@dataclass(frozen=True)
class Field:
    """A filter as a form shows it: pairs of code and name, the first one "all"."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def checked(filters: Filters) -> Filters:
    """Filters whose codes exist; what does not is left out and told."""
    problems = list(filters.problems)
    for name, model in (("topic", Topic), ("territory", Territory), ("body", Body)):
        code = getattr(filters, name)
        if code and not (name == "territory" and code == UNKNOWN) and not model.objects.filter(pk=code).exists():
            problems.append(left_out(name, code))
            filters = filters.without(name)
    if filters.channel and filters.channel not in channels():
        problems.append(left_out("channel", filters.channel))
        filters = replace(filters, channel="")
    return replace(filters, problems=tuple(problems))


def channels() -> list[str]:
    """The platforms of the current run."""
    return next(iter(Run.objects.filter(current=True).values_list("channels", flat=True)), [])


def fields(filters: Filters) -> list[Field]:
    """The filters of the list. Bodies are many: those of the chosen territory, or the central ones."""
    return [
        _field("topic", _("Topic"), _("All topics"), filters.topic, register.topics()),
        _field("territory", _("Territory"), _("All territories"), filters.territory, _territories(filters.territory)),
        _field("body", _("Who answers"), _("All bodies"), filters.body, _bodies(filters)),
        _field("language", _("Language"), _("All languages"), filters.language,
               [register.Option(code, language_name(code)) for code in LANGUAGES]),
        _field("channel", _("Channel"), _("All channels"), filters.channel,
               [register.Option(code, channel_name(code)) for code in channels()]),
        _field("trend", _("Trend"), _("All trends"), filters.trend,
               [register.Option(str(code), str(label)) for code, label in Trend.choices]),
        Field("sort", _("Order"), [("", _("Most accounts first")), ("new", _("Newest first"))],
              "new" if filters.sort == "new" else ""),
    ]  # fmt: skip


def _field(name: str, label: str, every: str, chosen: str, options: list[register.Option]) -> Field:
    return Field(name, label, [("", every), *((option.code, option.name) for option in options)], chosen)


def _territories(chosen: str) -> list[register.Option]:
    options = [*register.regions(), register.Option(UNKNOWN, _("Place not known"))]
    if chosen and all(option.code != chosen for option in options):
        found = register.territory(chosen)
        options.insert(0, register.Option(chosen, getattr(found, register.name_column())))
    return options


def _bodies(filters: Filters) -> list[register.Option]:
    """Bodies that answer for a demand there; without a region the central ones; the chosen one in any case."""
    told = Tally.objects.exclude(body="")
    region = filters.territory and filters.territory != UNKNOWN
    told = told.filter(scope="region", territory=filters.territory) if region else told.filter(scope="all")
    codes = set(told.values_list("body", flat=True))
    if not region:
        codes &= set(Body.objects.filter(level="central").values_list("code", flat=True))
    return register.bodies(codes | {filters.body} - {""})


def feeds(filters: Filters) -> dict[str, str]:
    """Addresses of the same list as JSON, CSV and Atom."""
    asked = urlencode(filters.without_page().address())
    addresses = {
        "json": reverse("api-1:demands"), "csv": reverse("demand-csv"), "atom": reverse("demand-atom"),
    }  # fmt: skip
    return {name: f"{address}?{asked}" if asked else address for name, address in addresses.items()}
