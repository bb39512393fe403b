"""Public pages of findings: the network, the diagnosis, and whom the accounts stand for. Nothing of a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyndau.portal.analysis import diagnosis, networks, represented
from tyndau.portal.analysis.findings import table
from tyndau.portal.analysis.views import page_of
from tyndau.portal.bodies.queries import territory
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.queries import current_run


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    run = current_run()
    if run is None:
        return page_of(request, "analysis/network.html", None)
    return page_of(
        request, "analysis/network.html", run, crumbs=_crumbs(), told=next(iter(table(run, "network")), {}),
        picture=networks.picture(run), communities=networks.communities(run), narrow=networks.narrow(run),
        broad=networks.broad(run),
    )  # fmt: skip


@require_safe
def diagnose(request: HttpRequest, kato: str = "") -> HttpResponse:
    run = current_run()
    if run is None:
        return page_of(request, "analysis/diagnosis.html", None)
    if kato and territory(kato) is None:
        raise Http404(_("There is no territory with this KATO code."))
    place = register().place(kato) if kato else ""
    crumbs = [*_crumbs(), (_("Diagnosis"), reverse("diagnosis"))] if kato else _crumbs()
    return page_of(
        request, "analysis/diagnosis.html", run, crumbs=crumbs, place=place, kato=kato,
        compared=diagnosis.compared(run, kato), places=diagnosis.places(run),
        hashtags=[] if kato else diagnosis.hashtags(run),
        whole=[] if kato else diagnosis.lasting(run, "all"), bodies=[] if kato else diagnosis.lasting(run, "body"),
        regions=[] if kato else diagnosis.lasting(run, "territory"), term=diagnosis.term(run),
    )  # fmt: skip


@require_safe
def representation(request: HttpRequest) -> HttpResponse:
    run = current_run(told=True)
    if run is None:
        return page_of(request, "analysis/representation.html", None)
    return page_of(
        request, "analysis/representation.html", run, crumbs=_crumbs(), whole=represented.whole(run),
        shares=represented.shares(run), picture=represented.picture(run), coverage=represented.coverage(run),
    )  # fmt: skip


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Signal and noise"), reverse("signal"))]
