"""What every page needs to know."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tyndau.portal.web.languages import languages


def portal(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_url": settings.SITE_URL,
        # Lazy: fragments that htmx asks for show no switch and need no addresses.
        "languages": SimpleLazyObject(partial(languages, request)),
    }
