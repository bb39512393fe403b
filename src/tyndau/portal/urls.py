"""Addresses. Pages carry their language: /kk/…, /ru/…, /en/…; data and machines' doors do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("tyndau.portal.web.root_urls")),
    *i18n_patterns(
        path("staff/admin/", admin.site.urls),
        path("staff/coding/", include("tyndau.portal.coding.urls")),
        path("staff/", include("tyndau.portal.people.urls")),
        path("", include("tyndau.portal.demands.urls")),
        path("", include("tyndau.portal.analysis.urls")),
        path("", include("tyndau.portal.web.urls")),
    ),
]

handler400 = "tyndau.portal.web.errors.bad_request"
handler403 = "tyndau.portal.web.errors.forbidden"
handler404 = "tyndau.portal.web.errors.not_found"
handler500 = "tyndau.portal.web.errors.broken"
