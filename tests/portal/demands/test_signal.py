"""Signal and noise on a demand's page: figures with what they rest on, and nothing that few people would tell."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.portal.demands.runs import COMPUTED, Heard, write_run
from tyndau.portal.demands.models import Demand, Run, Signal

pytestmark = pytest.mark.django_db


def page_of(client: Client, code: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/demands/{code}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_says_who_carries_a_demand_and_with_which_figures(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=40))
    page = page_of(client, "d1")
    assert "Mostly in people&#x27;s own words." in page
    assert '<dt>Copied or passed on</dt><dd>0% <span class="note">95 % interval: 0%–8.8%' in page
    assert "n = 40 posts" in page
    assert "Effective number of accounts</dt><dd>40.0" in page


def test_acts_under_ones_own_name_are_told_for_each_hundred_accounts(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=26, acts=["appeal"] * 6))
    page = page_of(client, "d1")
    assert "<dt>Acted under their own name</dt><dd>6 <span" in page
    assert "for each hundred accounts of the networks: 30.0 (95 % interval: 11.0–65.3)" in page
    assert "Sent an appeal" in page


def test_four_who_acted_under_their_name_are_not_told(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=24, acts=["appeal"] * 4))
    assert Signal.objects.get().identified is None
    assert [rung[1:] for rung in Signal.objects.get().rungs if rung[0] == "appeal"] == [[None, None, None]]
    assert "fewer than five accounts" in page_of(client, "d1")


def test_the_ladder_of_all_posts_stays_with_the_run(heard: Any) -> None:
    heard(Heard("d1", accounts=9), Heard("d2", topic="roads", accounts=7))
    assert Run.objects.get().rungs == [["post", 16, 16, 16]]


def test_a_run_made_before_signals_were_measured_is_published_without(
    tmp_path: Path, imports: Any, client: Client
) -> None:
    folder = write_run(tmp_path / "old", [Heard("d1")])
    for name in ("signal", "ladder"):
        (folder / f"{name}.parquet").unlink()
    imports(folder)
    assert 'id="signal"' not in page_of(client, "d1")
    assert not Signal.objects.exists()


def test_a_later_run_replaces_the_figures(heard: Any) -> None:
    heard(Heard("d1", accounts=9))
    heard(Heard("d1", accounts=30), computed_at=COMPUTED + timedelta(days=7))
    assert Signal.objects.get().network_posts == 30


def test_the_database_itself_refuses_to_hold_a_few(heard: Any) -> None:
    heard(Heard("d1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.update(identified=3)
    assert Demand.objects.get().signal.identified == 0


def test_the_list_is_narrowed_by_who_carries_a_demand(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=40), Heard("d2", topic="roads", accounts=30))
    Signal.objects.filter(demand__code="d2").update(carried_by="passing-on")
    page = client.get("/en/demands/?carried=passing-on").content.decode()
    assert "/en/demands/d2/" in page
    assert "/en/demands/d1/" not in page
    told = client.get("/api/1/demands?carried=dragons").json()
    assert told["count"] == 2
    assert "dragons" in told["left_out"][0]


def test_machines_read_the_same_figures(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=26, acts=["appeal"] * 6))
    told = client.get("/api/1/demands/d1").json()["signal"]
    assert (told["carried_by"], told["network_posts"], told["identified"]) == ("own-words", 20, 6)
    assert told["ladder"] == [
        {"rung": "post", "acts": 20, "accounts": 20, "posts": 20},
        {"rung": "appeal", "acts": 6, "accounts": 6, "posts": 6},
    ]
