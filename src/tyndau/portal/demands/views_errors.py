"""Somebody says that a figure is wrong, and comes back for the answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tyndau.portal import reader
from tyndau.portal.demands import figure_reports, queries
from tyndau.portal.demands.forms import ReportError
from tyndau.portal.demands.models import FigureReport
from tyndau.portal.limits import limited


@limited("forms")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        page = _own(request.GET.get("page", ""))
        form = ReportError(initial={"page": page})
        return _page(request, "demands/report.html", form=form, page=page, answered=figure_reports.answered())
    form = ReportError(request.POST)
    if not form.is_valid():
        return _page(request, "demands/report.html", 400, form=form, page=_own(form.data.get("page", "")))
    told = form.cleaned_data
    if told["website"]:
        return redirect("home")
    number = figure_reports.report_figure(_own(told["page"]), told["text"], reader.language(), timezone.now())
    return redirect("reported-error", number=number)


@require_safe
def reported(request: HttpRequest, number: str) -> HttpResponse:
    found = FigureReport.objects.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no report with this number."))
    return _page(request, "demands/reported.html", report=found)


def _own(page: str) -> str:
    """The address of a page of this portal, without its host; anything else is left out."""
    page = page.replace("\0", "")[:500]
    return page if page.startswith("/") and not page.startswith("//") else ""


def _page(request: HttpRequest, template: str, status: int = 200, **context: object) -> HttpResponse:
    run = queries.current_run()
    return render(request, template, {"synthetic": run is not None and run.synthetic, **context}, status=status)
