"""Staff with one duty each."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.portal.people.conftest import member
from tyndau.portal.people.models import Account, Duty


@pytest.fixture
def as_staff(db: None) -> Callable[[str], Client]:
    """`as_staff("analyst")`: a browser of somebody who holds that duty alone."""

    def signed_in(duty: str) -> Client:
        client = Client()
        account = Account.objects.filter(username=duty).first() or member(duty, Duty(duty))
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
