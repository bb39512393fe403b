"""Pages of demands."""

from django.urls import path

from tyndau.portal.demands import exports, views, views_errors

urlpatterns = [
    path("demands/", views.demand_list, name="demand-list"),
    path("demands.csv", exports.csv_list, name="demand-csv"),
    path("demands.atom", exports.atom_list, name="demand-atom"),
    path("demands/<str:code>/", views.demand_detail, name="demand-detail"),
    path("demands/<str:code>/card.png", exports.card, name="demand-card"),
    path("errors/", views_errors.report, name="report-error"),
    path("errors/<str:number>/", views_errors.reported, name="reported-error"),
]
