"""Lists of demands for machines and spreadsheets: CSV and Atom with the filters of the page, and the social card."""

import csv
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tyndau.charts.card import Card as Picture
from tyndau.charts.card import Fonts, card_png
from tyndau.portal import formatting, reader
from tyndau.portal.demands import filters as asking
from tyndau.portal.demands import listing, queries
from tyndau.portal.demands.models import Demand
from tyndau.portal.demands.queries import Card
from tyndau.portal.demands.states import Trend

MOST_ROWS = 50_000  # of a CSV; more are asked for by filters
MOST_ENTRIES = 50
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "code", "topic", "topic_name", "territory", "territory_name", "body", "body_name", "part_of_a_whole", "words",
    "phrases", "channels", "accounts_min", "accounts_max", "posts", "echo_posts", "trend",
    "first_heard", "last_heard", "address",
)  # fmt: skip


class _Echo:
    """A file that gives back what is written, so that csv.writer may stream."""

    def write(self, line: str) -> str:
        return line


@require_safe
def csv_list(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """The whole list, not a page of it; with a byte order mark, for spreadsheets."""
    asked = listing.checked(asking.read(request.GET), queries.current_run())
    if asked.problems:
        return _not_understood(asked)
    cards = queries.cards(queries.chosen(asked)[:MOST_ROWS])
    response = StreamingHttpResponse(_lines(cards), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tyndau-demands.csv"'
    return response


def _not_understood(asked: asking.Filters) -> HttpResponse:
    """A file cannot say beside its rows that a filter was left out, so none is given."""
    return HttpResponse("\n".join(asked.problems), status=400, content_type="text/plain; charset=utf-8")


def _lines(cards: list[Card]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for one in cards:
        cells = [
            one.code, one.topic_code, one.topic_name, one.territory_code, one.territory_name, one.body_code,
            one.body_name, "yes" if one.is_part else "no", "; ".join(one.words),
            "; ".join(phrase.text for phrase in one.phrases), "; ".join(one.channels), one.accounts_min,
            one.accounts_max, one.posts, one.echo_posts, one.trend, one.since.isoformat(), one.last_heard.isoformat(),
            settings.SITE_URL + one.get_absolute_url(),
        ]  # fmt: skip
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: object) -> object:
    """A spreadsheet must not compute what somebody wrote into a network."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA) else cell


@require_safe
def atom_list(request: HttpRequest) -> HttpResponse:
    """The newest demands of the list; an entry keeps its id for as long as its demand keeps its name."""
    asked = listing.checked(asking.read(request.GET), queries.current_run())
    if asked.problems:
        return _not_understood(asked)
    here = settings.SITE_URL + request.get_full_path()
    feed = Atom1Feed(
        title=_("Tyndau: what people are asking for"),
        link=settings.SITE_URL + reverse("demand-list"),
        description=_("New demands, the newest first."),
        language=reader.language(),
        feed_url=here,
        feed_guid=here,
    )
    # What a run brought first comes first: a demand may have been whispered for months before it was one.
    rows = queries.chosen(asked).order_by("-first_run_id", "-since", "rank")[:MOST_ENTRIES]
    for one in queries.cards(rows):
        address = settings.SITE_URL + one.get_absolute_url()
        feed.add_item(
            title=one.title, link=address, description=strength_words(one.accounts_min, one.accounts_max),
            unique_id=f"{settings.SITE_URL}/demands/{one.code}", pubdate=one.since, updateddate=one.last_heard,
            categories=[one.topic_code],
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def strength_words(low: int, high: int) -> str:
    """`57–186 accounts`."""
    words = ngettext("%(interval)s account", "%(interval)s accounts", high)
    return words % {"interval": formatting.interval(reader.language(), low, high)}


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The picture that networks show beside a link."""
    demand = Demand.objects.select_related("run").filter(code=code)
    found = next(iter(queries.cards(demand)), None)
    if found is None:
        raise Http404(_("There is no demand with this code."))
    folder = next(one for one in settings.STATICFILES_DIRS) / "portal" / "fonts"
    picture = Picture(
        site=_("Tyndau: what people are asking for"),
        title=found.topic_name,
        place=found.territory_name,
        interval=strength_words(found.accounts_min, found.accounts_max),
        trend=str(dict(Trend.choices).get(found.trend, "")),
        note=_("Synthetic data: people and posts are invented.") if demand.filter(run__synthetic=True).exists() else "",
    )
    fonts = Fonts(folder / "GolosText-400.ttf", folder / "GolosText-700.ttf")
    response = HttpResponse(card_png(picture, fonts), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response
