"""Answers to what went wrong: a page in the reader's language, or JSON for a machine; never a word of the code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from axes.helpers import get_cool_off
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

log = structlog.get_logger("tyndau.web")
MACHINES = ("/api/", "/health/")


@dataclass(frozen=True)
class Error:
    """What happened, and what to do, each a sentence or two."""

    title: Promise
    mend: Promise


BAD_REQUEST = Error(
    _("This request cannot be understood"),
    _("Something in the address or in what your browser sent is not as it should be. Try it again from the start."),
)
FORBIDDEN = Error(
    _("You may not do this"),
    _("If it belongs to your work, sign in, or ask an administrator for the role that allows it."),
)
CSRF = Error(
    _("The form was not accepted"),
    _(
        "It was open for too long, or your browser keeps no cookies from this site. Nothing was changed. Go back, load "
        "the page again and send the form once more. Signing in needs HTTPS."
    ),
)
NOT_FOUND = Error(
    _("There is no such page"),
    _("Perhaps the address has a mistake in it. Pages of demands keep their addresses, also when demands are merged."),
)
NOT_SO = Error(
    _("This page cannot be used in this way"),
    _("The address is right, but not for what your browser tried. Open the page anew."),
)
TOO_MANY = Error(
    _("Too many requests"),
    _("So many requests came from your network that this one was not answered. Wait a little, then go on."),
)
LOCKED = Error(
    _("Signing in is locked for a while"),
    _("The password was wrong too many times. Wait, then try again; an administrator can set a new password."),
)
BROKEN = Error(
    _("Something is broken on our side"),
    _("It was written down, and we will look into it. Nothing that you sent was kept. Try again in a few minutes."),
)


def language_of(request: HttpRequest) -> str:
    """The language that the address carries; Kazakh where it carries none, or one that the portal does not speak."""
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def answer(request: HttpRequest, status: int, error: Error, seconds: int = 0) -> HttpResponse:
    """The error as an answer that nobody keeps.

    seconds  how long to wait, told in the page and in Retry-After; 0: nothing is said
    """
    language = language_of(request)
    with translation.override(language):
        if request.path_info.startswith(MACHINES) or not request.accepts("text/html"):
            told = {"status": status, "error": str(error.title), "what_to_do": str(error.mend)}
            response: HttpResponse = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
        else:
            context = {"status": status, "error": error, "seconds": seconds}
            response = HttpResponse(render_to_string("web/error.html", context, request), status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, CSRF)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, NOT_FOUND)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    return answer(request, 429, TOO_MANY, seconds)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """What django-axes answers after too many wrong passwords. Who it was is not written into the log."""
    log.warning("staff.locked_out")
    cool_off = get_cool_off(request)
    return answer(request, 429, LOCKED, int(cool_off.total_seconds()) if cool_off else 0)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a bug. It asks neither database nor session, which may be what is broken."""
    language = language_of(request)
    try:
        styles = static("portal/portal.css")
    except ValueError:  # not collected: a page without styles is better than none
        styles = ""
    with translation.override(language):
        page = render_to_string("web/broken.html", {"error": BROKEN, "styles": styles, "LANGUAGE_CODE": language})
    return HttpResponse(page, status=500, headers={"Content-Language": language, "Cache-Control": "no-store"})


def page_for_wrong_method(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Django answers 405 with an empty page, and has no handler for it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse) or response.content:
            return response
        told = answer(request, 405, NOT_SO)
        told["Allow"] = response.get("Allow", "")
        return told

    return respond
