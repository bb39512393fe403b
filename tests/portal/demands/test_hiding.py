"""A quote that names somebody is taken out of pages, open data and search, and the next run does not bring it back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.portal.demands.runs import COMPUTED, Heard
from tyndau.portal.demands.hiding import hide
from tyndau.portal.demands.models import Demand, HiddenText
from tyndau.portal.people import services
from tyndau.portal.people.models import Account, Duty, StaffAct

pytestmark = pytest.mark.django_db
NAMING = "Мұғалім Гүлсім Ахметова балаларды ұрады."
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def board(heard: Any) -> Demand:
    heard(
        Heard("d1", quotes=[NAMING, "Үйде суық."], phrases=[("kk", "гүлсім ахметова"), ("kk", "үй суық")]), Heard("d2")
    )
    return Demand.objects.get(code="d1")


def everywhere(client: Client) -> str:
    told = ""
    for path in ("/kk/", "/kk/demands/", "/kk/demands/d1/", "/kk/demands.atom", "/kk/demands.csv", "/api/1/demands/d1"):
        answer = client.get(path)
        told += (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]
    return told.lower()


def found(client: Client, query: str) -> list[str]:
    return [one["code"] for one in client.get("/api/1/demands", {"q": query}).json()["items"]]


def test_what_was_taken_out_is_nowhere(board: Demand, client: Client) -> None:
    assert "ахметова" in everywhere(client)
    assert found(client, "Ахметова") == ["d1"]
    assert hide(board, [NAMING, "гүлсім ахметова"], NOW) == 2
    assert "ахметова" not in everywhere(client)
    assert found(client, "Ахметова") == []
    assert found(client, "суық") == ["d1", "d2"]  # the rest stays, and is still found


def test_the_next_run_does_not_bring_it_back(board: Demand, heard: Any, client: Client) -> None:
    hide(board, [NAMING, "гүлсім ахметова"], NOW)
    heard(
        Heard("d1", accounts=12, quotes=[NAMING, "Үйде суық."], phrases=[("kk", "гүлсім ахметова")]),
        computed_at=COMPUTED + timedelta(days=7),
    )
    assert "ахметова" not in everywhere(client)
    assert found(client, "Ахметова") == []
    assert Demand.objects.get(code="d1").accounts_max == 12


def test_only_a_hash_of_it_is_kept(board: Demand) -> None:
    hide(board, [NAMING], NOW)
    assert len(HiddenText.objects.get().sha256) == 64


def test_a_moderator_takes_a_quote_out_and_the_audit_keeps_no_text(board: Demand, client: Client) -> None:
    dana = Account.objects.create_user("dana", password="long enough to pass")  # noqa: S106 - a test's
    services.give_role(dana, Duty.MODERATOR, by=None, at=NOW)
    client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/kk/staff/admin/demands/demand/{board.pk}/change/"
    assert NAMING in client.get(address).content.decode()
    assert client.post(address, {"texts": [NAMING]}).status_code == 302
    assert [one["text"] for one in Demand.objects.get(code="d1").evidence.quotes] == ["Үйде суық."]
    act = StaffAct.objects.get(act="demands.hide_quote")
    assert act.account == dana
    assert "Ахметова" not in str(act.what)


def test_an_operator_sees_it_and_may_not(board: Demand, client: Client) -> None:
    serik = Account.objects.create_user("serik", password="long enough to pass")  # noqa: S106 - a test's
    services.give_role(serik, Duty.OPERATOR, by=None, at=NOW)
    client.force_login(serik, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/kk/staff/admin/demands/demand/{board.pk}/change/", {"texts": [NAMING]}).status_code == 403
    assert len(board.evidence.quotes) == 2
