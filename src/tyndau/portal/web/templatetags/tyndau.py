"""Numbers, days and addresses in templates, by the reader's language."""

from django import template

register = template.Library()
