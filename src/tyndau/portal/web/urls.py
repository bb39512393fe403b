"""Public pages that belong to no single concern."""

from django.urls import path

from tyndau.portal.web import views

urlpatterns = [path("", views.home, name="home")]
