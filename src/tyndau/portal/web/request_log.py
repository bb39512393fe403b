"""One log line a request: what was asked and how it went, never who asked or what was searched for."""

from collections.abc import Callable
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.encoding import escape_uri_path

log = structlog.get_logger("tyndau.requests")


def request_log(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware. Method, path without query, status, milliseconds, language: no address, account or query.

    The time of a streamed answer is that until its first byte.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        start = perf_counter()
        response = get_response(request)
        line = log.error if response.status_code >= 500 else log.info
        line(
            "request",
            method=request.method,
            # Escaped: a line break in an address must not make a second line.
            path=escape_uri_path(request.path),
            status=response.status_code,
            ms=round((perf_counter() - start) * 1000, 1),
            language=translation.get_language_from_path(request.path_info),
        )
        return response

    return respond
