"""Staff: Arman the administrator, Dana the moderator, Serik the operator, Zhanna the analyst, each with one role."""

from datetime import UTC, datetime

import pytest

from tyndau.portal.people.models import Account, Duty
from tyndau.portal.people.services import SERVER, add_account, give_role

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
PASSWORD = "жеті-қабат-көк-2026"  # noqa: S105 - of invented people


def member(name: str, *duties: Duty, **limits: str) -> Account:
    account = add_account(name, PASSWORD, by=SERVER, at=MONDAY)
    for duty in duties:
        give_role(account, duty, by=SERVER, at=MONDAY, **limits)
    return account


@pytest.fixture
def arman(db) -> Account:
    return member("arman", Duty.ADMINISTRATOR)


@pytest.fixture
def dana(db) -> Account:
    return member("dana", Duty.MODERATOR)


@pytest.fixture
def serik(db) -> Account:
    return member("serik", Duty.OPERATOR)
