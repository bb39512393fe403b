"""Pages of demands: parse, ask, render."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyndau.portal.bodies.addresses import address
from tyndau.portal.bodies.register import register
from tyndau.portal.demands import filters as asking
from tyndau.portal.demands import listing, queries
from tyndau.portal.demands.detail import detail
from tyndau.portal.limits import limited


@limited("search")
@require_safe
def demand_list(request: HttpRequest) -> HttpResponse:
    run = queries.current_run()
    asked = listing.checked(asking.read(request.GET), run)
    page = queries.page(asked)
    beyond = not page.rows and asked.page > 1
    context: dict[str, object] = {
        "run": run,
        "filters": asked,
        "fields": listing.fields(asked, run),
        "page": page,
        "beyond": beyond,
        "count": queries.count(asked) if not beyond else None,
        "feeds": listing.feeds(asked),
        "start": (asked.page - 1) * asking.PAGE_SIZE + 1,
    }
    return render(request, "demands/list.html", _with_run(context), status=404 if beyond else 200)


@require_safe
def demand_detail(request: HttpRequest, code: str) -> HttpResponse:
    found = detail(code)
    if found is None:
        raise Http404(_("There is no demand with this code."))
    crumbs = [(_("Demands"), reverse("demand-list"))]
    if found.card.territory_code:
        kato = found.card.territory_code
        crumbs.append((register().place(kato) or kato, address("territory-detail", kato)))
    told: dict[str, object] = {"detail": found, "run": found.demand.run, "crumbs": crumbs}
    return render(request, "demands/detail.html", _with_run(told))


def _with_run(context: dict[str, object]) -> dict[str, object]:
    """What base.html shows of the run: when it was computed, and whether people in it are invented."""
    run = context["run"]
    return context | {"computed_at": getattr(run, "computed_at", None), "synthetic": getattr(run, "synthetic", False)}
