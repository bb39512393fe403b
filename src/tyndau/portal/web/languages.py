"""The same page in the other languages: what the switch and the search engines are told."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


@dataclass(frozen=True)
class Language:
    """`address` is this page's, filters included, in that language; the start page where this one has no twin."""

    code: str
    name: str
    address: str
    current: bool


def languages(request: HttpRequest) -> list[Language]:
    """All languages of the portal in their fixed order, Kazakh first."""
    here = request.get_full_path()
    shown = _of(here)
    return [
        Language(code, name, here if code == shown else _twin(here, code), code == shown)
        for code, name in settings.LANGUAGES
    ]


def _of(address: str) -> str:
    """The language that an address carries; empty where it carries none, as those of errors may."""
    first = address.removeprefix("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else ""


def _twin(address: str, code: str) -> str:
    there = translate_url(address, code)
    return there if _of(there) == code else f"/{code}/"
