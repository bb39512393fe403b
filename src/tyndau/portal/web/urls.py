"""Public pages that belong to no single concern."""

from django.urls import path

from tyndau.portal.web import views, views_design

urlpatterns = [
    path("", views.home, name="home"),
    path("design/", views_design.design, name="design"),
]
