from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "tyndau.portal.demands"
    label = "demands"
