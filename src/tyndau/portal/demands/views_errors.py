"""Somebody says that a figure is wrong, and comes back for the answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tyndau.portal import reader
from tyndau.portal.demands import figure_reports
from tyndau.portal.demands.forms import ReportError
from tyndau.portal.demands.models import FigureReport
from tyndau.portal.limits import limited


@limited("forms")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        page = request.GET.get("page", "").replace("\0", "")[:500]
        return render(request, "demands/report.html", {"form": ReportError(initial={"page": page}), "page": page})
    form = ReportError(request.POST)
    if not form.is_valid():
        context = {"form": form, "page": form.data.get("page", "")[:500]}
        return render(request, "demands/report.html", context, status=400)
    told = form.cleaned_data
    if told["website"]:
        return redirect("home")
    number = figure_reports.report_figure(told["page"], told["text"], reader.language(), timezone.now())
    return redirect("reported-error", number=number)


@require_safe
def reported(request: HttpRequest, number: str) -> HttpResponse:
    found = FigureReport.objects.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no report with this number."))
    return render(request, "demands/reported.html", {"report": found})
