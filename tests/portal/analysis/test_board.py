"""The overview of signal and noise for everybody, and the board for the staff alone."""

from typing import Any

import pytest
from django.test import Client

from tests.portal.analysis.found import campaign
from tests.portal.demands.runs import Heard
from tyndau.portal.demands.models import Signal

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def test_the_overview_counts_published_demands_by_who_carries_them(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=40), Heard("d2", topic="roads", accounts=30), Heard("d3", topic="jobs", accounts=6))
    Signal.objects.filter(demand__code="d2").update(carried_by="passing-on")
    page = text_of(client, "/en/signal/")
    assert "demands: 2 (67%), posts: 46" in page
    assert "demands: 1 (33%), posts: 30" in page
    assert "accounts: 76, acts: 76" in page


def test_before_the_first_run_the_pages_say_so(client: Client, as_staff: Any) -> None:
    for visitor, address in ((client, "signal"), (client, "campaigns"), (as_staff("analyst"), "analysis")):
        assert visitor.get(f"/en/{address}/").status_code == 200


@pytest.mark.parametrize("duty", ["operator", "analyst", "moderator", "administrator"])
def test_the_board_opens_for_those_who_work_with_it(heard: Any, as_staff: Any, duty: str) -> None:
    heard(Heard("d1", accounts=40))
    page = text_of(as_staff(duty), "/en/analysis/")
    assert "Strongest demands" in page
    assert "Where every figure comes from" in page


def test_the_board_is_closed_to_others(heard: Any, client: Client, as_staff: Any) -> None:
    heard(Heard("d1"))
    assert client.get("/en/analysis/").status_code == 302
    assert as_staff("register-editor").get("/en/analysis/").status_code == 403


def test_the_staff_finds_the_board_from_its_own_page(as_staff: Any) -> None:
    assert 'href="/en/analysis/"' in text_of(as_staff("analyst"), "/en/staff/")
    assert 'href="/en/analysis/"' not in text_of(as_staff("register-editor"), "/en/staff/")


def test_the_board_shows_groups_and_copies_and_what_they_carry_beside_error_rates(heard: Any, as_staff: Any) -> None:
    rows = [campaign(f"e{n}", accounts=50 - n) for n in range(6)] + [campaign("t1", kind="synchronised", voices=0)]
    heard(Heard("d1", accounts=40), tables_too={"campaigns.parquet": rows})
    Signal.objects.update(carried_by="passing-on")
    page = text_of(as_staff("analyst"), "/en/analysis/")
    assert 'href="/en/campaigns/t1/"' in page, "a small group is not hidden behind larger copies"
    assert "Strongest that are mostly copied or shared together" in page
    assert "Groups that share together: of their accounts, told</dt><dd>94%" in page
