"""Addresses of findings: /{language}/signal/, campaigns/, analysis/."""

from django.urls import path

from tyndau.portal.analysis import views

urlpatterns = [
    path("signal/", views.signal, name="signal"),
    path("campaigns/", views.campaign_list, name="campaign-list"),
    path("campaigns/<str:code>/", views.campaign_detail, name="campaign-detail"),
    path("analysis/", views.board, name="board"),
]
