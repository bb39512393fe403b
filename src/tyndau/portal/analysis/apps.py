from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "tyndau.portal.analysis"
    label = "analysis"
