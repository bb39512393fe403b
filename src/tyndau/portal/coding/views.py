"""Pages of a study: the list, a new one, its own page, and the acts of whoever looks after it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tyndau.portal import reader
from tyndau.portal.coding import arriving, members, queries, services
from tyndau.portal.coding.forms import NewStudy
from tyndau.portal.coding.models import Coder, Study
from tyndau.portal.coding.refusals import NotNow
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account
from tyndau.portal.people.refusals import NotAllowed
from tyndau.refusals import Refused

P = ParamSpec("P")
StudyView = Callable[Concatenate[HttpRequest, Account, Study, P], HttpResponse]


def asked(request: HttpRequest, pk: int) -> tuple[Account, Study]:
    """Who asks, and the study; for whom it does not exist it is not there. Refuses NotAllowed."""
    account = cast(Account, request.user)
    policy.require(account, "coding.see")
    return account, get_object_or_404(members.studies_of(account), pk=pk)


def about(act: str) -> Callable[[StudyView[P]], Callable[Concatenate[HttpRequest, int, P], HttpResponse]]:
    """A view of one study for those who may do `act` in it; in another state of the study its own page says so."""

    def wrap(view: StudyView[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
        @never_cache
        @login_required
        @wraps(view)
        def respond(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            account, found = asked(request, pk)
            try:
                members.require(account, act, found)
            except NotNow as refused:
                return study_page(request, account, found, refused)
            return view(request, account, found, *args, **kwargs)

        return respond  # type: ignore[return-value]

    return wrap


def told(refused: Refused) -> dict[str, Any]:
    """A refusal as coding/refused.html shows it: what happened, what to do, and each mistake of a codebook."""
    language = reader.language()
    findings = getattr(refused, "findings", ())
    return {"told": refused.tell(language), "findings": [one.tell(language) for one in findings]}


@never_cache
@login_required
@require_safe
def study_list(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    policy.require(account, "coding.see")
    rows = members.studies_of(account)
    leads = policy.allows(account, members.LEADS)
    return render(request, "coding/list.html", {"studies": rows, "leads": leads})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    account = cast(Account, request.user)
    policy.require(account, "coding.create_study")
    if request.method != "POST":
        return render(request, "coding/new.html", {"form": NewStudy()})
    form = NewStudy(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "coding/new.html", {"form": form}, status=400)
    try:
        codebook = _read(form.cleaned_data["codebook"], arriving.LARGEST_CODEBOOK)
        sample = _read(form.cleaned_data["sample"], arriving.LARGEST_SAMPLE)
        study = services.create_study(form.cleaned_data["name"], codebook, sample, by=account, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return render(request, "coding/new.html", {"form": form, "refused": told(refused)}, status=400)
    return redirect(study)


def _read(file: "UploadedFile[Any]", most: int) -> tuple[str, str]:
    return arriving.text_of(file, most), str(file.name)


def study_page(request: HttpRequest, account: Account, found: Study, refused: Refused | None = None) -> HttpResponse:
    leads, coder = policy.allows(account, members.LEADS), members.coder_of(found, account)
    acts = [act for act in policy.ACTS if act.startswith("coding.") and members.may(account, act, found)]
    rows = queries.progress(found)
    context = {
        "study": found,
        "leads": leads,
        "may": {act.removeprefix("coding.") for act in acts},
        "progress": rows if leads else [row for row in rows if row.coder == coder],
        "categories": queries.categories(found.book),
        "possible": queries.possible_people(found, timezone.now()) if leads else (),
        "texts": found.units.count(),
        "refused": told(refused) if refused else None,
    }
    return render(request, "coding/study.html", context, status=409 if refused else 200)


@require_safe
@about("coding.see")
def study(request: HttpRequest, account: Account, found: Study) -> HttpResponse:
    return study_page(request, account, found)


def _name_coder(request: HttpRequest, found: Study, by: Account) -> None:
    services.name_coder(found, _account(request), by=by, at=timezone.now())


def _remove_coder(request: HttpRequest, found: Study, by: Account) -> None:
    coder = get_object_or_404(Coder, study=found, letter=request.POST.get("letter", ""))
    services.remove_coder(coder, by=by, at=timezone.now())


def _name_adjudicator(request: HttpRequest, found: Study, by: Account) -> None:
    services.name_adjudicator(found, _account(request), by=by, at=timezone.now())


def _end_coding(request: HttpRequest, found: Study, by: Account) -> None:
    services.end_coding(found, by=by, at=timezone.now())


def _close(request: HttpRequest, found: Study, by: Account) -> None:
    services.close(found, by=by, at=timezone.now())


ACTS: dict[str, Callable[[HttpRequest, Study, Account], None]] = {
    "name-coder": _name_coder,
    "remove-coder": _remove_coder,
    "name-adjudicator": _name_adjudicator,
    "end-coding": _end_coding,
    "close": _close,
}


@require_POST
@about("coding.see")
def act(request: HttpRequest, account: Account, found: Study, act: str) -> HttpResponse:
    """One act upon a study; what is refused is said above its page."""
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](request, found, account)
    except NotAllowed:
        raise
    except Refused as refused:
        return study_page(request, account, found, refused)
    return redirect(found)


def _account(request: HttpRequest) -> Account:
    chosen = request.POST.get("account", "")
    return get_object_or_404(Account, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
