from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tyndau.portal.web"
    label = "web"
