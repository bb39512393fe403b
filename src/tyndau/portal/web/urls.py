"""Public pages that belong to no single concern."""

from django.urls import path

from tyndau.portal.web import views, views_design

urlpatterns = [
    path("", views.home, name="home"),
    path("territories/", views.territory_list, name="territory-list"),
    path("territories.csv", views.territory_csv, name="territory-csv"),
    path("territories/<str:kato>/", views.territory_detail, name="territory-detail"),
    path("method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("api/", views.api, name="api"),
    path("design/", views_design.design, name="design"),
]
