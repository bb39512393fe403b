"""Numbers and days are written as people of each language write them, in filters and in Django's own widgets alike."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from babel.dates import format_date
from django.forms import DateField
from django.template import engines
from django.utils import formats, translation

from tyndau.portal import formatting

LATE = date(2026, 11, 25)
EVENING = datetime(2026, 11, 25, 20, 5, tzinfo=UTC)  # 01:05 of the next day in Almaty


def shown(template: str, language: str, **values) -> str:
    """What the template writes; no-break spaces as plain ones."""
    with translation.override(language):
        page = engines["django"].from_string("{% autoescape off %}" + template + "{% endautoescape %}")
        text = page.render(values)
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("template", "kk", "ru", "en"),
    [
        ("{{ n|number }}", "1 234 567", "1 234 567", "1,234,567"),
        ("{{ less|number:1 }}", "−3,5", "−3,5", "−3.5"),
        ("{{ decimal|number:2 }}", "1 284,50", "1 284,50", "1,284.50"),
        ("{{ late|day }}", "2026 ж. 25 қараша", "25 ноября 2026 г.", "25 November 2026"),
        ('{{ early|day:"short" }}', "2026 ж. 3 қар.", "3 нояб. 2026 г.", "3 Nov 2026"),
        ('{{ late|day:"month" }}', "2026 ж. қараша", "ноябрь 2026 г.", "November 2026"),
        ('{{ early|day:"numeric" }}', "03.11.2026", "03.11.2026", "03/11/2026"),
        ("{{ evening|day }}", "2026 ж. 26 қараша", "26 ноября 2026 г.", "26 November 2026"),
        ("{{ evening|instant }}", "2026 ж. 26 қараша, 01:05", "26 ноября 2026 г., 01:05", "26 November 2026, 01:05"),
        ("{{ early|period:late }}", "2026 ж. 3–25 қараша", "3–25 ноября 2026 г.", "3–25 November 2026"),
        (
            '{{ months|period:"short" }}',
            "2026 ж. 29 қыр. – 3 қар.",
            "29 сент. – 3 нояб. 2026 г.",
            "29 Sept – 3 Nov 2026",
        ),
        (
            "{{ years|period }}",
            "2025 ж. 30 желтоқсан – 2026 ж. 3 қараша",
            "30 декабря 2025 г. – 3 ноября 2026 г.",
            "30 December 2025 – 3 November 2026",
        ),
        ("{{ late|period:late }}", "2026 ж. 25 қараша", "25 ноября 2026 г.", "25 November 2026"),
        ("{{ 57|interval:1860 }}", "57–1 860", "57–1 860", "57–1,860"),
        ("{{ ends|interval }}", "5", "5", "5"),
        ("{{ nothing|number }}{{ nothing|day }}{{ nothing|period:late }}{{ 1|interval:nothing }}", "", "", ""),
    ],
)
def test_a_filter_writes_as_people_write(template, kk, ru, en):
    early = date(2026, 11, 3)
    values = {
        "n": 1234567, "less": -3.5, "decimal": Decimal("1284.5"), "late": LATE, "early": early, "evening": EVENING,
        "months": (date(2026, 9, 29), early), "years": (date(2025, 12, 30), early), "ends": (5, 5), "nothing": None,
    }  # fmt: skip
    written = [shown(template, language, **values) for language in ("kk", "ru", "en")]
    assert written == [kk, ru, en]


@pytest.mark.parametrize(
    ("share", "ru"),
    [(0, "0 %"), (1, "100 %"), (0.573, "57 %"), (0.034, "3,4 %"), (0.0996, "10 %"), (0.0004, "< 0,1 %"),
     (0.996, "99,6 %"), (0.99996, "> 99,9 %")],
)  # fmt: skip
def test_a_share_has_the_decimals_that_tell_something_and_is_never_rounded_to_all_or_nothing(share, ru):
    assert shown("{{ share|percent }}", "ru", share=share) == ru


def test_per_cent_stands_as_each_language_puts_it():
    assert [shown("{{ 0.573|percent:1 }}", one) for one in ("kk", "ru", "en")] == ["57,3%", "57,3 %", "57.3%"]


def test_digits_of_one_number_and_a_year_never_part_at_the_end_of_a_line():
    assert formatting.number("kk", 1284) == "1\xa0284"
    assert formatting.day("kk", LATE).startswith("2026\xa0ж.")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_long_days_are_those_of_cldr(language):
    assert formatting.day(language, LATE) == format_date(LATE, "long", locale=formatting.LOCALES[language]).replace(
        "\u202f", "\xa0"
    )


def test_every_sign_is_in_the_font_of_the_pages_and_cards():
    drawn = "".join(
        formatting.day(one, LATE) + formatting.number(one, -1234.5, 1) + formatting.percent(one, 0.0001)
        for one in formatting.LOCALES
    )
    # The signs that are no letters and lie in the one file that picture cards use; NARROW NO-BREAK SPACE does not.
    assert {one for one in drawn if not one.isalnum()} <= set("\xa0 .,−<%")


def test_a_moment_without_a_zone_is_a_mistake_that_is_said():
    with pytest.raises(ValueError, match="names no time zone"):
        shown("{{ when|instant }}", "kk", when=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake


PAVLODAR = {"name_kk": "Павлодар облысы", "name_ru": "Павлодарская область", "name_en": "", "short_kk": "Павлодар"}


@pytest.mark.parametrize("thing", [PAVLODAR, SimpleNamespace(**PAVLODAR)])
def test_a_name_is_in_the_readers_language_else_in_kazakh(thing):
    assert shown("{{ thing|in_language }}", "ru", thing=thing) == "Павлодарская область"
    assert shown("{{ thing|in_language }}", "en", thing=thing) == "Павлодар облысы"
    assert shown("{{ thing|short_in_language }}", "ru", thing=thing) == "Павлодар"
    assert shown("{{ thing|in_language }}", "kk", thing={}) == shown("{{ absent|in_language }}", "kk") == ""


@pytest.mark.parametrize(
    ("language", "shown_day"),
    [("kk", "2026 ж. 25 қараша"), ("ru", "25 ноября 2026 г."), ("en", "25 November 2026")],
)
def test_djangos_own_dates_and_numbers_agree_with_the_filters(language, shown_day):
    with translation.override(language):
        assert formats.date_format(LATE).replace("\xa0", " ") == shown_day
        assert formats.localize(1234567) == formatting.number(language, 1234567)
        assert formats.localize(3.5) == formatting.number(language, 3.5, 1)


@pytest.mark.parametrize(("language", "typed"), [("kk", "25.11.2026"), ("ru", "25.11.2026"), ("en", "25/11/2026")])
def test_forms_understand_a_day_as_it_is_typed_and_as_browsers_send_it(language, typed):
    with translation.override(language):
        assert DateField().clean(typed) == DateField().clean("2026-11-25") == LATE
