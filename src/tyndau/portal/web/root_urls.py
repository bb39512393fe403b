"""Addresses without a language: data for machines, and the way in."""

from django.urls import path
from django.views.generic import RedirectView

from tyndau.portal.demands.api import api

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("api/1/", api.urls),
]
