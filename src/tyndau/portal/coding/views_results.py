"""What came of a study: agreement, shares, and its files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tyndau.portal.coding import arriving, exports, members, queries, services, telling
from tyndau.portal.coding.forms import Predictions
from tyndau.portal.coding.models import Study
from tyndau.portal.coding.views import about, told
from tyndau.portal.people.models import Account
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.people.services import note_act
from tyndau.refusals import Refused


@require_safe
@about("coding.see_agreement")
def agreement(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    context = {
        "study": study,
        "agreement": telling.agreement(study),
        "level": study.book.level,
        "may": _may(account, study),
        "crumbs": [(study.name, study.get_absolute_url())],
    }
    return render(request, "coding/agreement.html", context)


@require_safe
@about("coding.see_agreement")
def result(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    return _result_page(request, account, study, Predictions())


@require_POST
@about("coding.see_agreement")
def add_predictions(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    form = Predictions(request.POST, request.FILES)
    if not form.is_valid():
        return _result_page(request, account, study, form, 400)
    file = form.cleaned_data["predictions"]
    try:
        content = arriving.text_of(file, arriving.LARGEST_PREDICTIONS)
        services.add_predictions(study, content, str(file.name), by=account, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _result_page(request, account, study, form, 400, refused)
    return redirect("study-result", pk=study.pk)


def _result_page(
    request: HttpRequest, account: Account, study: Study, form: Predictions, status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    found = queries.result(study)
    resolved = sum(row["code"] is not None for row in found["final"])
    context = {
        "study": study,
        "shares": telling.shares(study, found["shares"]),
        "how": telling.how(found["final"]),
        "adjudicators": queries.adjudicators(study),
        "resolved": resolved,
        "texts": study.units.count(),
        "corpus": (study.predictions or {}).get("n"),
        "form": form,
        "may": _may(account, study),
        "refused": told(refused) if refused else None,
        "crumbs": [(study.name, study.get_absolute_url())],
    }
    return render(request, "coding/result.html", context, status=status)


@require_safe
@about("coding.export")
def codes_csv(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    """Exporting is an act: the file leaves the portal."""
    note_act(account, "coding.export", study, at=timezone.now())
    return _file(exports.codes_csv(study), "text/csv", f"codes-{study.pk}.csv")


@require_safe
@about("coding.see")
def codebook(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    """The codebook as it was uploaded: the command needs it to measure the exported codes."""
    return _file(study.codebook, "text/plain", f"codebook-{study.pk}.toml")


def _file(content: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _may(account: Account, study: Study) -> set[str]:
    acts = ("add_predictions", "export", "see_disputed", "see_agreement")
    return {act for act in acts if members.may(account, f"coding.{act}", study)}
