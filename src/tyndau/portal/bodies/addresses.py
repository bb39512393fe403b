"""Addresses of pages of one thing, by its code: a page lists dozens, and Django's `reverse` is slow for each."""

from functools import cache

from django.urls import get_script_prefix, reverse

from tyndau.portal import reader

PLACE = "CODE"


def address(view: str, code: str) -> str:
    """The address of a view that takes one code, in the reader's language."""
    return _pattern(view, reader.language(), get_script_prefix()).replace(PLACE, code)


@cache
def _pattern(view: str, _language: str, _prefix: str) -> str:
    return reverse(view, args=[PLACE])
