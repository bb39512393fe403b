"""Alarms, for the staff: what was louder than its past, what was found out, and how often alarms were right."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tyndau.portal.analysis import alarms, services
from tyndau.portal.analysis.forms import IncidentForm, TriageForm
from tyndau.portal.analysis.models import Episode, Incident
from tyndau.portal.analysis.queries import PAGE_SIZE
from tyndau.portal.analysis.views import page_of
from tyndau.portal.demands.queries import current_run
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alarm_list(request: HttpRequest) -> HttpResponse:
    policy.require(request.user, "analysis.see")
    run = current_run()
    form = IncidentForm() if policy.allows(request.user, "analysis.triage") else None
    if request.method == "POST":
        policy.require(request.user, "analysis.triage")
        form = IncidentForm(request.POST)
        if form.is_valid():
            made = form.save(commit=False)
            services.add_incident(made, by=cast(Account, request.user), at=timezone.now())
            return redirect("alarm-list")
    status = 400 if form and form.errors else 200
    if run is None:
        return page_of(request, "analysis/alarms.html", None, status)
    pages = Paginator(alarms.episodes(run), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    return page_of(
        request, "analysis/alarms.html", run, status, page=page, pages=pages.num_pages, count=pages.count, form=form,
        rows=alarms.rows(cast("QuerySet[Episode]", page.object_list), run), record=alarms.record(run),
        incidents=Incident.objects.all()[:PAGE_SIZE], crumbs=[(_("Analyst's board"), reverse("board"))],
    )  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alarm_detail(request: HttpRequest, code: str) -> HttpResponse:
    policy.require(request.user, "analysis.see")
    run = current_run()
    rows = alarms.rows(Episode.objects.filter(code=code).select_related("run"), run)
    if not rows:
        raise Http404(_("There is no alarm with this code."))
    one = rows[0].episode
    form = TriageForm(near=one.first) if policy.allows(request.user, "analysis.triage") else None
    if request.method == "POST":
        policy.require(request.user, "analysis.triage")
        form = TriageForm(request.POST, near=one.first)
        if form.is_valid():
            told = form.cleaned_data
            services.triage(
                one, told["outcome"], told["incident"], told["note"], by=cast(Account, request.user), at=timezone.now()
            )
            return redirect("alarm-detail", code=code)
    crumbs = [(_("Analyst's board"), reverse("board")), (_("Alarms"), reverse("alarm-list"))]
    return page_of(
        request, "analysis/alarm.html", run, 400 if form and form.errors else 200, row=rows[0], form=form,
        crumbs=crumbs, picture=alarms.picture(one), demands=alarms.demands_of(one), triages=one.triages.all(),
    )  # fmt: skip
