from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "tyndau.portal.bodies"
    label = "bodies"
