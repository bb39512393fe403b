import re
import string

import pytest

from tyndau import refusals
from tyndau.charts import refusals as _of_charts  # noqa: F401 - boundaries are drawn by nobody here
from tyndau.cli import BadDay  # noqa: F401 - importing the command loads every refusal
from tyndau.portal.coding import refusals as _of_coding  # noqa: F401
from tyndau.portal.demands import refusals as _of_demands  # noqa: F401
from tyndau.portal.people import refusals as _of_people  # noqa: F401
from tyndau.portal.running import refusals as _of_running  # noqa: F401 - so do the refusals of the portal
from tyndau.words import LANGUAGES, catalogue, reader_language, words


def forms(language: str, key: str) -> list[str]:
    entry = catalogue(language)[key]
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def refusals_of(root: type) -> set[type]:
    return {root} | {one for child in root.__subclasses__() for one in refusals_of(child)}


def test_the_three_catalogues_hold_the_same_keys():
    assert catalogue("kk").keys() == catalogue("ru").keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_translations_fill_the_same_places(language):
    for key in catalogue("en"):
        wanted = places(forms("en", key)[-1])
        for form in forms(language, key):
            assert places(form) == wanted, (language, key)


def test_kazakh_is_neither_russian_nor_english():
    """Names of languages and technical lines are alike by nature."""
    alike = re.compile(r"^(report\.language\.(kk|ru|en)|doctor\.package|report\.(span|period|status\..*))$")
    for key in catalogue("kk"):
        if not alike.match(key):
            assert forms("kk", key) != forms("en", key), key
    same = [key for key in catalogue("kk") if forms("kk", key) == forms("ru", key) and not alike.match(key)]
    assert same == []


def test_every_refusal_has_its_two_sentences():
    known = {one.code for one in refusals_of(refusals.Refused) if one.code}
    told = {key.removeprefix("refused.").rsplit(".", 1)[0] for key in catalogue("en") if key.startswith("refused.")}
    assert known == told


def test_every_reason_that_the_code_gives_has_words(request):
    source = request.config.rootpath / "src" / "tyndau" / "listening"
    given = {reason for path in source.rglob("*.py") for reason in re.findall(r'"(row\.[a-z0-9-]+)"', path.read_text())}
    assert given == {key.removeprefix("reason.") for key in catalogue("en") if key.startswith("reason.row.")}


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [("ru", 1, "1 аккаунт"), ("ru", 3, "3 аккаунта"), ("ru", 12, "12 аккаунтов"), ("kk", 1234, "1\xa0234 аккаунт"),
     ("en", 1, "1 account")],
)  # fmt: skip
def test_numbers_take_the_form_and_the_spaces_of_the_language(language, n, expected):
    assert words(language)("report.exactly", n=n) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU", "TYNDAU_LANG": "kk"}, "kk"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_is_spoken_to_in_its_language(environment, expected):
    assert reader_language(environment) == expected


def test_there_is_no_fourth_language():
    assert LANGUAGES == ("kk", "ru", "en")
    with pytest.raises(ValueError, match="no words in 'uz'"):
        words("uz")
