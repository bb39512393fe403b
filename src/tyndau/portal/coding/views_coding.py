"""A coder reads one text after the other, a button each; an adjudicator does the same where coders differ."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tyndau.portal.coding import giving, members, queries
from tyndau.portal.coding.models import Coder, Study, Unit
from tyndau.portal.coding.views import about, told
from tyndau.portal.people.models import Account
from tyndau.portal.people.refusals import NotAllowed
from tyndau.refusals import Refused

GIVEN = "="  # stands before the code that the coder saw as his own: an empty field means that he had given none


def _coder(account: Account, study: Study) -> Coder:
    return study.coders.get(account=account)


@require_safe
@about("coding.code")
def code_next(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    """To the first text without a code of the coder's own; or the word that there is none."""
    coder = _coder(account, study)
    n = queries.next_turn(coder)
    if n is not None:
        return redirect("study-code", pk=study.pk, n=n)
    return render(request, "coding/done.html", {"study": study, "total": study.units.count()})


@require_http_methods(["GET", "HEAD", "POST"])
@about("coding.code")
def code(request: HttpRequest, account: Account, study: Study, n: int) -> HttpResponse:
    coder = _coder(account, study)
    turn = queries.turn(coder, n)
    if turn is None:
        raise Http404
    if request.method != "POST":
        return _code_page(request, study, turn)
    if "code" not in request.POST:
        return HttpResponseBadRequest()
    before = request.POST.get("before", "")
    seen = before.removeprefix(GIVEN) if before.startswith(GIVEN) else None
    try:
        giving.give(coder, turn.unit, request.POST["code"], before=seen, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        again = queries.turn(coder, n)
        return _code_page(request, study, again or turn, refused)
    return redirect("study-code-next", pk=study.pk)


def _code_page(request: HttpRequest, study: Study, turn: queries.Turn, refused: Refused | None = None) -> HttpResponse:
    context = {
        "study": study,
        "turn": turn,
        "unit": turn.unit,
        "categories": queries.categories(study.book),
        "before": "" if turn.given is None else GIVEN + turn.given,
        "chosen": turn.given,
        "given_name": queries.name_of(turn.given, study.book),
        "refused": told(refused) if refused else None,
        "crumbs": [(study.name, study.get_absolute_url())],
    }
    return render(request, "coding/code.html", context, status=409 if refused else 200)


@require_safe
@about("coding.see_disputed")
def disputed(request: HttpRequest, account: Account, study: Study) -> HttpResponse:
    """The texts on which coders differ: for those who have read them, and for who decides."""
    rows = [
        (one, [(letter, queries.name_of(code, study.book)) for letter, code in one.given],
         queries.name_of(one.decided, study.book)) for one in queries.disputed(study)
    ]  # fmt: skip
    context = {
        "study": study,
        "rows": rows,
        "decided": sum(bool(decided) for _, _, decided in rows),
        "adjudicates": members.may(account, "coding.adjudicate", study),
        "crumbs": [(study.name, study.get_absolute_url())],
    }
    return render(request, "coding/disputed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@about("coding.adjudicate")
def adjudicate(request: HttpRequest, account: Account, study: Study, place: int) -> HttpResponse:
    unit = get_object_or_404(Unit, study=study, place=place)
    if request.method != "POST":
        return _adjudicate_page(request, study, unit)
    try:
        giving.adjudicate(study, unit, request.POST.get("code", ""), by=account, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _adjudicate_page(request, study, unit, refused)
    following = next((one for one in queries.disputed(study) if one.decided is None), None)
    if following is None:
        return redirect("study-disputed", pk=study.pk)
    return redirect("study-adjudicate", pk=study.pk, place=following.unit.place)


def _adjudicate_page(request: HttpRequest, study: Study, unit: Unit, refused: Refused | None = None) -> HttpResponse:
    found = next((one for one in queries.disputed(study) if one.unit == unit), None)
    if found is None:
        raise Http404
    context = {
        "study": study,
        "unit": unit,
        "categories": queries.categories(study.book),
        "given": [(letter, queries.name_of(code, study.book)) for letter, code in found.given],
        "chosen": found.decided,
        "refused": told(refused) if refused else None,
        "crumbs": [(study.name, study.get_absolute_url())],
    }
    return render(request, "coding/adjudicate.html", context, status=409 if refused else 200)
