"""The register in the administration, to be looked up; it is changed in the country's tables (docs/country.md)."""

from typing import ClassVar

from django.contrib import admin

from tyndau.portal.bodies.models import Body, Competence, CountryTables, Territory, Topic
from tyndau.portal.people.admin_site import AuditedAdmin


class RegisterAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "bodies.see"}


@admin.register(Territory)
class TerritoryAdmin(RegisterAdmin):
    list_display = ("kato", "name_kk", "name_ru", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("kato", "name_kk", "name_ru", "name_en")


@admin.register(Topic)
class TopicAdmin(RegisterAdmin):
    list_display = ("code", "group", "name_kk", "name_ru")
    list_filter = ("group",)
    search_fields = ("code", "name_kk", "name_ru", "name_en")


@admin.register(Body)
class BodyAdmin(RegisterAdmin):
    list_display = ("code", "name_kk", "name_ru", "level", "kind")
    list_filter = ("level", "kind")
    search_fields = ("code", "name_kk", "name_ru", "name_en")


@admin.register(Competence)
class CompetenceAdmin(RegisterAdmin):
    list_display = ("topic", "rank", "territory", "body", "verified", "valid_from", "valid_to")
    list_filter = ("verified", "rank", "topic")
    list_select_related = ("topic", "territory", "body")


@admin.register(CountryTables)
class CountryTablesAdmin(RegisterAdmin):
    list_display = ("code", "sha256", "loaded_at")
