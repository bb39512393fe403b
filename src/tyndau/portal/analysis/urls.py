"""Addresses of findings: public ones under /{language}/signal/, campaigns/, network/…; the staff's under analysis/."""

from django.urls import path

from tyndau.portal.analysis import views, views_alarms, views_findings

urlpatterns = [
    path("signal/", views.signal, name="signal"),
    path("network/", views_findings.network, name="network"),
    path("diagnosis/", views_findings.diagnose, name="diagnosis"),
    path("diagnosis/<str:kato>/", views_findings.diagnose, name="diagnosis-place"),
    path("representation/", views_findings.representation, name="representation"),
    path("campaigns/", views.campaign_list, name="campaign-list"),
    path("campaigns/<str:code>/", views.campaign_detail, name="campaign-detail"),
    path("analysis/", views.board, name="board"),
    path("analysis/alarms/", views_alarms.alarm_list, name="alarm-list"),
    path("analysis/alarms/<str:code>/", views_alarms.alarm_detail, name="alarm-detail"),
]
