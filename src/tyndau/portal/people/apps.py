from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tyndau.portal.people"
    label = "people"
