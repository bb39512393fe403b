"""Puts the staff's site in the place of Django's own: `admin.site` is then ours, everywhere."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "tyndau.portal.people.admin_site.StaffSite"
