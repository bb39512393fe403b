"""Every sentence that Tyndau says, in Kazakh, Russian and English, with numbers and dates by each language's rules.

A catalogue is one TOML file a language. A value is a sentence with named places, or a table of plural forms by
CLDR category (one, few, many, other) chosen by the place `n`. Tests hold the three catalogues to the same keys.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("kk", "ru", "en")
PLURAL_FORMS = frozenset(("one", "few", "many", "other"))


class UnknownWord(KeyError):
    """A key that no catalogue holds: a mistake in our code, never in what the user did."""


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All entries of a language, flattened to dotted keys."""
    raw = tomllib.loads(resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flatten(raw, ""))


def _flatten(tree: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in tree.items():
        if isinstance(value, dict) and not PLURAL_FORMS.issuperset(value):
            found += _flatten(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, value))
    return found


class Words:
    """One reader's language: sentences, numbers, dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        # British English writes the day first, as the country's other two languages do.
        self.locale = Locale.parse("en_GB" if language == "en" else language)

    def __call__(self, key: str, **places: Any) -> str:
        """The sentence under `key`, its places filled; numbers among them are written by the language's rules."""
        entries = catalogue(self.language)
        if key not in entries:
            raise UnknownWord(key)
        form = entries[key]
        if isinstance(form, dict):
            form = form.get(self.locale.plural_form(places["n"]), form["other"])
        shown = {name: self.shown(value) for name, value in places.items()}
        sentence: str = form.format(**shown)
        return sentence

    def shown(self, value: Any) -> str:
        """A value as people of this language write it; text stays as it is."""
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, date):
            return self.day(value)
        return str(value)

    def number(self, value: float, digits: int = 0) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.locale)

    def day(self, value: date) -> str:
        return format_date(value, format="long", locale=self.locale)


@cache
def words(language: str) -> Words:
    """The words of `kk`, `ru` or `en`."""
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; there are {', '.join(LANGUAGES)}")
    return Words(language)


def reader_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language in which to speak to the person at this terminal: TYNDAU_LANG, then the usual LC_ALL, LANG."""
    for name in ("TYNDAU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environment.get(name, "")[:2].lower()
        if wanted in LANGUAGES:
            return wanted
    return "en"
