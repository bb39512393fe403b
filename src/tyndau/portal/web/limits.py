"""The middleware that counts requests by `tyndau.portal.limits` and answers 429 beyond them."""

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tyndau.portal.limits import FORMS
from tyndau.portal.web import counting, errors, visitors

READING = frozenset(("GET", "HEAD", "OPTIONS"))
# Whoever watches the portal asks often, and must be answered most of all when there is too much to do.
UNLIMITED = "/health/"


class LimitMiddleware:
    """Stands before sessions and languages: what is refused costs no query. Static files never come here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.counts = counting.InProcess()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(UNLIMITED):
            refused = self.counted("pages", request)
            if refused is not None:
                return refused
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        kind = getattr(view, "limited", None)
        if kind is None or (kind in FORMS and request.method in READING):
            return None
        return self.counted(kind, request)

    def counted(self, kind: str, request: HttpRequest) -> HttpResponse | None:
        limit = settings.LIMITS[kind]
        if limit is None:
            return None
        now = time()
        add = counting.in_database if kind in FORMS else self.counts.add
        if add(kind, visitors.tag(request), limit, now) <= limit.times:
            return None
        return errors.too_many(request, seconds=max(1, counting.end_of_window(limit, now) - int(now)))
