"""Numbers, days and names in templates, by the reader's language; every template has these filters without loading.

What is absent (None or an empty text) is written as nothing; a template says in words that it is absent.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone

from tyndau.portal import formatting, reader

register = template.Library()
CHOSEN = mark_safe(" selected")


@register.simple_tag
def options(field: Any) -> SafeString:
    """`{% options field %}`: the choices of a filter, the chosen one marked; a list has hundreds, so none is a loop."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, CHOSEN if value == field.chosen else "", label) for value, label in field.options),
    )


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """`{{ demand.posts|number }}`, `{{ mean|number:1 }}`."""
    return "" if value in (None, "") else formatting.number(reader.language(), value, decimals)


@register.filter
def percent(share: Any, decimals: int | None = None) -> str:
    """`{{ share|percent }}` for a share of 1, with as many decimals as tell something."""
    return "" if share in (None, "") else formatting.percent(reader.language(), share, decimals)


@register.filter
def interval(low: Any, high: Any = None) -> str:
    """`{{ low|interval:high }}` or `{{ both|interval }}`."""
    if isinstance(low, (tuple, list)):
        low, high = low
    if low in (None, "") or high in (None, ""):
        return ""
    return formatting.interval(reader.language(), low, high)


@register.filter
def day(value: date | None, style: str = "long") -> str:
    """`{{ heard|day }}`, `{{ heard|day:"short" }}`, "month", "numeric"; a moment gives its day in the portal's zone."""
    return formatting.day(reader.language(), formatting.day_in(value, get_current_timezone()), style) if value else ""


@register.filter
def instant(value: datetime | None, style: str = "long") -> str:
    """`{{ computed_at|instant }}`, also "short" and "numeric": day, hour and minute in the portal's zone."""
    return formatting.instant(reader.language(), value, get_current_timezone(), style) if value else ""


@register.filter
def period(first: Any, last: Any = "long") -> str:
    """`{{ first|period:last }}`, `{{ days|period }}` or `{{ days|period:"short" }}` for a pair of days."""
    style = last if isinstance(last, str) and last else "long"
    if isinstance(first, (tuple, list)):
        first, last = first
    if not first or not last:
        return ""
    zone = get_current_timezone()
    return formatting.period(reader.language(), formatting.day_in(first, zone), formatting.day_in(last, zone), style)


@register.filter
def in_language(thing: Any) -> str:
    """`{{ territory|in_language }}`: its name in the reader's language, else in Kazakh, Russian, English."""
    return formatting.named(reader.language(), thing)


@register.filter
def short_in_language(thing: Any) -> str:
    """`{{ territory|short_in_language }}`: its short name, found the same way."""
    return formatting.named(reader.language(), thing, "short")
