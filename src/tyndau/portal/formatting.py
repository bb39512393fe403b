"""Numbers, shares and days as each of the three languages writes them.

Pure functions of a language code and a value: filters of templates, feeds, cards and exports share them, so that no
two pages write one number in two ways. Names of months, signs and spaces come from CLDR through Babel.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.dates import parse_pattern
from babel.numbers import format_percent

# British English writes the day first, as the country's other two languages do.
LOCALES = {"kk": "kk", "ru": "ru", "en": "en_GB"}
FALLBACK = ("kk", "ru", "en")
DASH = "–"

# CLDR's own, but for two: Kazakh pads no day of a short date with a zero, and the space before ж. and г. is the common
# no-break one, because the font of pages and picture cards has no narrow one (a card would show a box).
DAYS = {
    "kk": {"long": "y\xa0'ж'. d MMMM", "short": "y\xa0'ж'. d MMM", "month": "y\xa0'ж'. MMMM", "axis": "LLL"},
    "ru": {"long": "d MMMM y\xa0'г'.", "short": "d MMM y\xa0'г'.", "month": "LLLL y\xa0'г'.", "axis": "LLL"},
    "en": {"long": "d MMMM y", "short": "d MMM y", "month": "MMMM y", "axis": "LLL"},
}
NUMERIC = {"kk": "dd.MM.y", "ru": "dd.MM.y", "en": "dd/MM/y"}
# Two days of one month, and of one year: what they share is said once. M stands for the month of the style.
SAME_MONTH = {"kk": ("y\xa0'ж'. d", "d M"), "ru": ("d", "d M y\xa0'г'."), "en": ("d", "d M y")}
SAME_YEAR = {"kk": ("y\xa0'ж'. d M", "d M"), "ru": ("d M", "d M y\xa0'г'."), "en": ("d M", "d M y")}
MONTHS = {"long": "MMMM", "short": "MMM"}


@cache
def locale(language: str) -> Locale:
    """CLDR's rules for `kk`, `ru` or `en`."""
    return Locale.parse(LOCALES[language])


def number(language: str, value: float, decimals: int = 0) -> str:
    """`1 284`, or with decimals `57,3`; digits of one number never part at the end of a line."""
    return f"{value:,.{decimals}f}".translate(_signs(language))


@cache
def _signs(language: str) -> dict[int, str]:
    signs = locale(language).number_symbols["latn"]
    return str.maketrans({",": signs["group"], ".": signs["decimal"], "-": "\N{MINUS SIGN}"})


@lru_cache(4096)
def percent(language: str, share: float, decimals: int | None = None) -> str:
    """A share of 1 as per cent, with the decimals that tell something.

    Unless decimals are asked for: whole per cents, one decimal below 10 % and above 99 %. What is neither nothing nor
    everything is never rounded to it: `< 0,1 %`, `> 99,9 %`.
    """
    sign = ""
    if decimals is None:
        if 0 < share < 0.001:
            share, sign = 0.001, "<\N{NO-BREAK SPACE}"
        elif 0.999 < share < 1:
            share, sign = 0.999, ">\N{NO-BREAK SPACE}"
        decimals = 1 if 0 < share < 0.0995 or 0.99 < share < 1 else 0
    pattern = locale(language).percent_formats[None].pattern
    if decimals:
        pattern = pattern.replace("##0", "##0." + "0" * decimals)
    return sign + format_percent(share, format=pattern, locale=locale(language))


def interval(language: str, low: float, high: float) -> str:
    """`57–186`; one number where both ends are written alike."""
    first, last = number(language, low), number(language, high)
    return first if first == last else f"{first}{DASH}{last}"


@lru_cache(8192)
def day(language: str, value: date, style: str = "long") -> str:
    """`2026 ж. 25 қараша`.

    style   long, short (months by three letters), month (no day), axis (the month alone, short) or numeric
    Raises  KeyError for another style: a mistake in our template
    """
    return _written(language, NUMERIC[language] if style == "numeric" else DAYS[language][style], value)


def instant(language: str, value: datetime, zone: tzinfo, style: str = "long") -> str:
    """`2026 ж. 25 қараша, 14:05` on the clocks of `zone`; hours and minutes are alike in the three languages.

    Raises  ValueError where value names no zone: nobody could tell which hour it means
    """
    there = _there(value, zone)
    return f"{day(language, there.date(), style)}, {there:%H:%M}"


def day_in(value: date, zone: tzinfo) -> date:
    """The day on which a moment falls in `zone`; a plain day stays what it is."""
    return _there(value, zone).date() if isinstance(value, datetime) else value


def _there(value: datetime, zone: tzinfo) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value.isoformat()} names no time zone")
    return value.astimezone(zone)


@lru_cache(4096)
def period(language: str, first: date, last: date, style: str = "long") -> str:
    """`2026 ж. 3–25 қараша`: two days, both included, and what they share said once.

    style   long or short
    """
    if first == last:
        return day(language, first, style)
    if first.year != last.year:
        return f"{day(language, first, style)} {DASH} {day(language, last, style)}"
    one_month = first.month == last.month
    start, end = (SAME_MONTH if one_month else SAME_YEAR)[language]
    ends = [
        _written(language, pattern.replace("M", MONTHS[style]), value)
        for pattern, value in ((start, first), (end, last))
    ]
    return (DASH if one_month else f" {DASH} ").join(ends)


def _written(language: str, pattern: str, value: date) -> str:
    return parse_pattern(pattern).apply(value, locale(language))


def named(language: str, thing: Any, field: str = "name") -> str:
    """`name_kk` and its like of an object or a mapping: the reader's language, else Kazakh, Russian, English."""
    for code in (language, *FALLBACK):
        key = f"{field}_{code}"
        found = thing.get(key) if isinstance(thing, Mapping) else getattr(thing, key, None)
        if found:
            return str(found)
    return ""
