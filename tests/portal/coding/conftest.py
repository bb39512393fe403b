"""A study of six texts: Zhanna looks after it, Madina and Timur code, Serik decides. People and texts are invented."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.portal.people.conftest import MONDAY, member
from tyndau.portal.coding import giving, queries, services
from tyndau.portal.coding.models import Coder, Study
from tyndau.portal.people.models import Account, Duty

BOOK = (Path(__file__).parents[3] / "docs" / "listening" / "codebook-example.toml").read_text(encoding="utf-8")
TEXTS = {
    "u0": ("Почините лифт в доме.", "ru"),
    "u1": ("Света нет с утра.", "ru"),
    "u2": ("Көпірді жөндеңіздерші.", "kk"),
    "u3": ("Екі күннен бері су жоқ.", "kk"),
    "u4": ("Ұлыс оң болсын!", "kk"),
    "u5": ("Отдам котят даром.", "ru"),
}


def sample_csv(texts: dict[str, tuple[str, str]] = TEXTS) -> str:
    rows = [f'{unit},"{text}",all,0.1,{language}' for unit, (text, language) in texts.items()]
    return "\n".join(["unit,text,stratum,probability,language", *rows]) + "\n"


@pytest.fixture
def zhanna(db: None) -> Account:
    return member("zhanna", Duty.ANALYST)


@pytest.fixture
def serik(db: None) -> Account:
    return member("serik", Duty.CODER)


def made(zhanna: Account, sample: str = "", book: str = BOOK) -> Study:
    files = (book, "book.toml"), (sample or sample_csv(), "sample.csv")
    return services.create_study("Мәтін не сұрайды", *files, by=zhanna, at=MONDAY)


@pytest.fixture
def study(zhanna: Account) -> Study:
    return made(zhanna)


@pytest.fixture
def coders(study: Study, zhanna: Account) -> list[Coder]:
    people = [member(name, Duty.CODER) for name in ("madina", "timur")]
    return [services.name_coder(study, one, by=zhanna, at=MONDAY) for one in people]


def code_all(coder: Coder, codes: str) -> None:
    """Codes of u0, u1 …: a asks, c complains, n neither, - cannot tell, . nothing."""
    words = {"a": "asks", "c": "complains", "n": "neither", "-": ""}
    for unit, sign in zip(coder.study.units.all(), codes, strict=False):
        if sign != ".":
            giving.give(coder, unit, words[sign], at=MONDAY)


@pytest.fixture
def ended(study: Study, coders: list[Coder], zhanna: Account, serik: Account) -> Study:
    """Coding has ended; both differ on u1 and u4."""
    code_all(coders[0], "acacnn")
    code_all(coders[1], "anac-n")
    services.name_adjudicator(study, serik, by=zhanna, at=MONDAY)
    return services.end_coding(study, by=zhanna, at=MONDAY)


@pytest.fixture
def as_(client: Client) -> Callable[[Account], Client]:
    def sign_in(account: Account) -> Client:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def address(study: Study, path: str = "") -> str:
    return f"/en/staff/coding/{study.pk}/{path}"


def turn_of(coder: Coder, unit: str) -> int:
    """Where a text stands in the coder's own order."""
    numbers = range(1, coder.study.units.count() + 1)
    return next(n for n in numbers if (found := queries.turn(coder, n)) and found.unit.name == unit)
