"""Campaigns on the portal: of five accounts or more, without texts for the public, and with a way to object."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.portal.analysis.found import campaign, sign
from tests.portal.demands.runs import COMPUTED, Heard
from tyndau.portal.analysis.models import Campaign, Correction
from tyndau.portal.people.models import Account, StaffAct

pytestmark = pytest.mark.django_db


def found(heard: Any, *rows: dict, **told: Any) -> None:
    heard(Heard("d1"), tables_too={"campaigns.parquet": rows}, **told)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def test_the_list_tells_what_was_copied_by_how_many_and_towards_what(heard: Any, client: Client) -> None:
    found(heard, campaign(), campaign("t1", kind="synchronised", accounts=9, hosts=["news.example"]))
    page = text_of(client, "/en/campaigns/")
    assert "2 campaigns" in page
    assert "Accounts: 7 · posts: 9 · of them asking for something: 9" in page
    assert "usual time to the next account: 3 minutes" in page
    assert ">One text, many accounts: Heating · Abai Region</a>" in page
    assert page.index("Accounts: 9") < page.index("Accounts: 7"), "most accounts first"


def test_campaigns_that_ask_for_nothing_are_shown_on_demand(heard: Any, client: Client) -> None:
    found(heard, campaign(voices=0, demands=[]))
    assert "No campaign to show" in text_of(client, "/en/campaigns/")
    assert "1 campaign<" in text_of(client, "/en/campaigns/?all=1")
    assert "No campaign to show" in text_of(client, "/en/campaigns/?all=1&kind=synchronised")
    assert "1 campaign<" in text_of(client, "/en/campaigns/?all=1&kind=dragons&page=99")


def test_the_public_does_not_read_the_copied_text_and_the_staff_does(heard: Any, client: Client, as_staff: Any) -> None:
    found(heard, campaign())
    for address in ("/en/campaigns/", "/en/campaigns/e1/", "/en/signal/"):
        assert "Жолды жөндеңіз" not in text_of(client, address)
        assert "Жолды жөндеңіз" in text_of(as_staff("analyst"), address)


def test_demands_that_are_not_published_are_not_named(heard: Any, client: Client) -> None:
    found(heard, campaign(demands=["d1", "hidden"]))
    assert Campaign.objects.get().demands == ["d1"]


def test_fewer_than_five_accounts_in_groups_are_not_told(heard: Any, client: Client) -> None:
    found(heard, campaign(grouped_accounts=4), campaign("e2", grouped_accounts=5), campaign("few", accounts=4))
    assert dict(Campaign.objects.values_list("code", "grouped_accounts")) == {"e1": None, "e2": 5}
    assert "fewer than five accounts" in text_of(client, "/en/campaigns/e1/")


def test_the_database_itself_refuses_a_campaign_of_four(heard: Any) -> None:
    found(heard, campaign())
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(accounts=4)


def test_a_campaign_that_is_no_longer_found_keeps_its_page(heard: Any, client: Client) -> None:
    found(heard, campaign())
    found(heard, computed_at=COMPUTED + timedelta(days=7))
    assert "Not found in the latest run" in text_of(client, "/en/campaigns/e1/")
    assert "No campaign to show" in text_of(client, "/en/campaigns/")


def test_an_unknown_campaign_is_told_as_such(client: Client) -> None:
    text_of(client, "/en/campaigns/dragons/", 404)


def test_whoever_is_flagged_can_ask_for_a_correction_from_its_page(heard: Any, client: Client) -> None:
    found(heard, campaign())
    assert 'href="/en/errors/?page=%2Fen%2Fcampaigns%2Fe1%2F"' in text_of(client, "/en/campaigns/e1/")


def test_an_analyst_publishes_what_was_found_out(heard: Any, client: Client, as_staff: Any) -> None:
    found(heard, campaign())
    analyst = as_staff("analyst")
    told = {"finding": "open", "text": "A newsroom with four channels."}
    assert analyst.post("/en/campaigns/e1/", told).status_code == 302
    page = text_of(client, "/en/campaigns/e1/")
    assert "They share together openly" in page
    assert "A newsroom with four channels." in page
    assert "They share together openly" in text_of(client, "/en/campaigns/")
    act = StaffAct.objects.get(act="analysis.correct")
    assert act.account == Account.objects.get(username="analyst")
    assert "newsroom" not in str(act.what)


@pytest.mark.parametrize("duty", [None, "operator", "moderator", "register-editor"])
def test_nobody_else_publishes_a_correction(heard: Any, client: Client, as_staff: Any, duty: str | None) -> None:
    found(heard, campaign())
    visitor = client if duty is None else as_staff(duty)
    assert visitor.post("/en/campaigns/e1/", {"finding": "open", "text": "no"}).status_code == 403
    assert not Correction.objects.exists()


def test_a_correction_without_a_reason_is_refused_and_kept_in_the_form(heard: Any, as_staff: Any) -> None:
    found(heard, campaign())
    answer = as_staff("analyst").post("/en/campaigns/e1/", {"finding": "open", "text": ""})
    assert answer.status_code == 400
    assert not Correction.objects.exists()


def test_a_run_without_campaigns_takes_none_away(heard: Any, client: Client) -> None:
    heard(Heard("d1"))
    assert "No campaign to show" in text_of(client, "/en/campaigns/")
    assert "None of five accounts or more." in text_of(client, "/en/signal/")


def test_signs_of_a_group_are_figures_for_the_staff_and_what_was_not_measured_is_left_out(
    heard: Any, client: Client, as_staff: Any
) -> None:
    rows = [sign("one-link"), sign("copied-text", value=None), sign("one-link", "t2")]
    tables = {"campaigns.parquet": [campaign("t1", kind="synchronised")], "signs.parquet": rows}
    heard(Heard("d1"), tables_too=tables)
    page = text_of(as_staff("analyst"), "/en/campaigns/t1/")
    assert "Links to one site only" in page
    assert 'unusual, beyond chance</span></th><td class="number">60% <span class="note">30%–80%</span>' in page
    assert "Share of copied texts" not in page
    assert "Signs of automation, for the staff" not in text_of(client, "/en/campaigns/t1/")
