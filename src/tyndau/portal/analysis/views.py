"""Pages of findings. What names no few is for everybody; texts, alarms and samples are for the staff."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tyndau.portal.analysis import alarms, measured, networks, queries, services
from tyndau.portal.analysis.forms import CorrectionForm
from tyndau.portal.analysis.models import Campaign, Kind
from tyndau.portal.demands.models import FigureReport, Run
from tyndau.portal.demands.queries import cards, current_run, live
from tyndau.portal.demands.signals import ladder, seen
from tyndau.portal.demands.states import CarriedBy
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account

FEW = 3  # of each kind on the board


def page_of(request: HttpRequest, template: str, run: Run | None, status: int = 200, **context: object) -> HttpResponse:
    """A page with what base.html shows of the run, and whether the reader is of the staff."""
    told = {
        "run": run,
        "computed_at": getattr(run, "computed_at", None),
        "synthetic": getattr(run, "synthetic", False),
        "works_here": policy.allows(request.user, "analysis.see"),
    }
    return render(request, template, told | context, status=status)


@require_safe
def signal(request: HttpRequest) -> HttpResponse:
    """Can networks carry demands, or only noise? The answer of the run at hand."""
    run = current_run()
    if run is None:
        return page_of(request, "analysis/signal.html", None)
    rows = queries.carried()
    return page_of(
        request, "analysis/signal.html", run,
        carried=rows if any(row.demands for row in rows) else [],
        figure=queries.carried_figure(rows),
        ladder=ladder(run.rungs), seen=seen(run.rungs),
        own=queries.strongest(CarriedBy.OWN_WORDS),
        passed=queries.strongest(CarriedBy.PASSING_ON) + queries.strongest(CarriedBy.SYNCHRONISED),
        campaigns=queries.shown(queries.campaigns(run)[: queries.TOP], run),
    )  # fmt: skip


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    run = current_run()
    if run is None:
        return page_of(request, "analysis/campaigns.html", None)
    kind = request.GET.get("kind", "")
    everything = request.GET.get("all") == "1"
    pages = Paginator(queries.campaigns(run, kind, not everything), queries.PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    return page_of(
        request, "analysis/campaigns.html", run, page=page, pages=pages.num_pages, count=pages.count,
        kind=kind if kind in Kind.values else "", kinds=Kind.choices, everything=everything,
        rows=queries.shown(cast("QuerySet[Campaign]", page.object_list), run),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_detail(request: HttpRequest, code: str) -> HttpResponse:
    found = Campaign.objects.filter(code=code)
    run = current_run()
    rows = queries.shown(found.select_related("run"), run, most_demands=20)
    if not rows:
        raise Http404(_("There is no campaign with this code."))
    form = CorrectionForm() if policy.allows(request.user, "analysis.correct") else None
    if request.method == "POST":
        policy.require(request.user, "analysis.correct")
        form = CorrectionForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            services.correct_campaign(
                rows[0].campaign, told["finding"], told["text"], by=cast(Account, request.user), at=timezone.now()
            )
            return redirect("campaign-detail", code=code)
    crumbs = [(_("Signal and noise"), reverse("signal")), (_("Campaigns"), reverse("campaign-list"))]
    return page_of(
        request, "analysis/campaign.html", run, 400 if form and form.errors else 200, row=rows[0], crumbs=crumbs,
        form=form, corrections=rows[0].campaign.corrections.all(),
        signs=queries.signs(rows[0].campaign.run, code) if policy.allows(request.user, "analysis.see") else [],
    )  # fmt: skip


@never_cache
@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The analyst's board: what the run found, and what waits for a person."""
    policy.require(request.user, "analysis.see")
    run = current_run(told=True)
    if run is None:
        return page_of(request, "analysis/board.html", None)
    rows = queries.carried()
    return page_of(
        request, "analysis/board.html", run,
        carried=rows if any(row.demands for row in rows) else [], figure=queries.carried_figure(rows),
        copies=queries.shown(queries.campaigns(run, Kind.COPIES)[:FEW], run),
        groups=queries.shown(queries.campaigns(run, Kind.SYNCHRONISED, asking=False)[:FEW], run),
        passed=queries.strongest(CarriedBy.PASSING_ON, FEW) + queries.strongest(CarriedBy.SYNCHRONISED, FEW),
        demands=cards(live()[: queries.TOP]),
        reports=FigureReport.objects.filter(answered_at=None).count(),
        alarms=alarms.rows(alarms.episodes(run)[: queries.TOP], run), record=alarms.record(run),
        network=networks.picture(run),
        rates=measured.rates(run),
        unseen=alarms.episodes(run).filter(triages=None).count(),
    )  # fmt: skip
