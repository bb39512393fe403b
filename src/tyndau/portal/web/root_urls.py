"""Addresses without a language: data for machines, and the way in."""

from django.urls import path
from django.views.generic import RedirectView

from tyndau.portal.demands.api import api
from tyndau.portal.web import views_health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("api/1/", api.urls),
    path("health/", views_health.ready, name="health"),
    path("health/live", views_health.live, name="health-live"),
]
