"""What a machine asks that watches the portal: JSON, without a language, never kept, never limited."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tyndau.portal.web.health import examine


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when each check found all well, else 503."""
    found = examine(timezone.now())
    ok = all(one.ok for one in found.values())
    checks = {name: {"ok": one.ok, **one.facts} for name, one in found.items()}
    return JsonResponse({"ok": ok, "checks": checks}, status=200 if ok else 503)
