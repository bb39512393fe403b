"""Public pages that belong to no single concern: parse, ask, render."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyndau.listening.publish import REGION
from tyndau.portal.bodies import queries as register
from tyndau.portal.demands import queries
from tyndau.portal.web import method as telling
from tyndau.portal.web import overview

MOST_DEMANDS = 10


def about(run: object, **context: object) -> dict[str, object]:
    """What base.html shows of the run: when it was computed, and whether people in it are invented."""
    return context | {
        "run": run,
        "computed_at": getattr(run, "computed_at", None),
        "synthetic": getattr(run, "synthetic", False),
    }


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    run = queries.current_run()
    if run is None:
        return render(request, "web/home.html", about(None))
    sums = overview.sums()
    figure, _regions = overview.region_map(sums.regions)
    top = queries.cards(queries.live()[: overview.TOP])
    rising = queries.cards(queries.rising()[: overview.TOP])
    topics = overview.topic_cells(sums.topics)
    context = about(
        run, map=figure, total=sums.total, unknown=sums.unknown, top=top, rising=rising,
        topics=topics[: overview.TOPICS], more_topics=len(topics) > overview.TOPICS,
    )  # fmt: skip
    return render(request, "web/home.html", context)


@require_safe
def territory_list(request: HttpRequest) -> HttpResponse:
    run = queries.current_run()
    sums = overview.sums()
    figure, regions = overview.region_map(sums.regions)
    counted = overview.region_cells(sums.regions)
    silent = sorted((one for one in regions if not one.value), key=lambda one: register.in_order(one.name))
    return render(
        request, "web/territories.html", about(run, map=figure, cells=counted, silent=silent, unknown=sums.unknown)
    )


@require_safe
def territory_detail(request: HttpRequest, kato: str) -> HttpResponse:
    place = register.territory(kato)
    if place is None:
        raise Http404(_("There is no territory with this KATO code."))
    if place.level == "country":
        return redirect("territory-list")
    run = queries.current_run()
    is_region = place.level == "region"
    region = place
    while region.level not in ("region", "country") and region.parent is not None:
        region = region.parent
    regions = overview.sums().regions
    figure, _regions = overview.region_map(regions, region.kato, small=True)
    name = getattr(place, register.name_column())
    timeline = overview.posts_by_day(run, _("Posts over time"), REGION, kato) if run and is_region else None
    demands = overview.demands_of(place, MOST_DEMANDS + 1)
    crumbs = [(_("Territories"), reverse("territory-list"))]
    if not is_region and region.level == "region":
        crumbs.append((getattr(region, register.name_column()), reverse("territory-detail", args=[region.kato])))
    context = about(
        run, place=place, name=name, crumbs=crumbs, is_region=is_region, region=region, map=figure, timeline=timeline,
        total=regions.get(kato),
        topics=overview.topic_cells(overview.topics_of(kato), kato) if is_region else [],
        parts=overview.parts(kato) if is_region else [],
        demands=demands[:MOST_DEMANDS], more=len(demands) > MOST_DEMANDS,
    )  # fmt: skip
    return render(request, "web/territory.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    run = queries.current_run(told=True)
    return render(request, "web/method.html", about(run, told=telling.told(run) if run else None))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", about(queries.current_run()))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html", about(queries.current_run()))


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    addresses = [
        (_("Demands"), reverse("api-1:demands")),
        (_("Demands as a table (CSV)"), reverse("demand-csv")),
        (_("New demands (Atom)"), reverse("demand-atom")),
        (_("Territories"), reverse("api-1:territories")),
        (_("Territories as a table (CSV)"), reverse("territory-csv")),
        (_("Topics"), reverse("api-1:topics")),
        (_("State bodies"), reverse("api-1:bodies")),
        (_("The listening run"), reverse("api-1:run")),
        (_("Description of all of it (OpenAPI)"), reverse("api-1:openapi-json")),
    ]
    return render(request, "web/api.html", about(queries.current_run(), addresses=addresses))


@require_safe
def territory_csv(request: HttpRequest) -> HttpResponse:
    """The regions and their sums, for spreadsheets."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tyndau-territories.csv"'
    writer = csv.writer(response)
    writer.writerow(["kato", "name", "demands", "rising", "posts", "accounts_min", "accounts_max"])
    for one in overview.region_cells(overview.sums().regions):
        writer.writerow([one.code, one.name, one.demands, one.rising, one.posts, one.accounts_min, one.accounts_max])
    return response
