from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "tyndau.portal.coding"
    label = "coding"
