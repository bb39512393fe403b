"""Public pages of network, diagnosis and representation: figures with n and interval, and no person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.portal.analysis.found import (
    alarm,
    bridge,
    campaign,
    community,
    distance,
    gap,
    hashtag,
    lasting,
    polarised,
    topic_share,
)
from tests.portal.demands.runs import ABAI, AKMOLA, COMPUTED, Heard
from tyndau.listening.errors import BadRun
from tyndau.portal.analysis.models import Finding
from tyndau.portal.demands.models import Demand

pytestmark = pytest.mark.django_db
PAGES = ("network", "diagnosis", "representation")


def found(heard: Any, **tables: list[dict]) -> None:
    heard(Heard("d1"), Heard("d2", topic="roads"), tables_too={f"{name}.parquet": t for name, t in tables.items()})


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(f"/en/{address}/")
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("page", PAGES)
def test_before_the_first_run_and_without_findings_the_page_says_so(heard: Any, client: Client, page: str) -> None:
    assert text_of(client, page)
    found(heard)
    words = {"network": "There is no network in this run", "diagnosis": "Nothing can be compared here",
             "representation": "This run tells nothing of it"}  # fmt: skip
    assert words[page] in text_of(client, page)


def test_the_network_is_told_by_communities_and_drawn_with_what_joins_them(heard: Any, client: Client) -> None:
    rows = [community("c1"), community("c2", 30), community("other", 60, stability=None, stability_low=None,
            stability_high=None, platform=None, language=None, territory=None, topic="")]  # fmt: skip
    found(heard, communities=rows, bridges=[bridge("c1", "c2")])
    page = text_of(client, "network")
    assert 'Community 1 <span class="note">VK · Kazakh · Abai Region · Heating, Roads' in page
    assert "70% (60%–80%)" in page
    assert "All others" in page
    assert "posts: 15; pairs of accounts: 12" in page
    assert page.count('class="tie"') == 1


def test_demands_of_few_circles_are_told_apart_from_those_of_many(heard: Any, client: Client) -> None:
    spread = [polarised("d1", 0.1, 0.3, 0.6), polarised("d2", 0.7, 0.9, 0.6)]
    found(heard, communities=[community("c1")], polarisation=spread)
    page = text_of(client, "network")
    few, many = page.index("Asked for in few circles"), page.index("Asked for in many circles")
    assert few < page.index("/en/demands/d1/") < many < page.index("/en/demands/d2/")
    assert "Evenness 0.20 (0.10–0.30), by chance 0.60; n = 30 accounts" in page


def test_agendas_are_compared_with_intervals_and_with_what_chance_would_give(heard: Any, client: Client) -> None:
    found(heard, agenda=[gap("heating"), gap("roads", "unclear")], agenda_distance=[distance()])
    page = text_of(client, "diagnosis")
    assert "They differ: 35% of one would have to speak of other topics" in page
    assert "two samples of these sizes from one agenda stay under 20% in 95 of 100 cases; n = 200 and 100" in page
    assert '25% <span class="note">20%–31%</span>' in page
    assert "+ 6.0–22.0" in page
    table = page[page.index("Topics of which one speaks more") : page.index("Only topics of which")]
    assert "Roads" not in table, "a topic that does not stand out beyond chance is not in the table"


def test_a_difference_that_chance_explains_is_not_told_as_one(heard: Any, client: Client) -> None:
    found(heard, agenda=[gap("heating", "unclear")], agenda_distance=[distance(q=0.4)])
    page = text_of(client, "diagnosis")
    assert "No difference can be told from chance." in page
    assert "No single topic stands out beyond chance." in page


def test_a_region_has_its_own_page_and_one_without_two_channels_says_so(heard: Any, client: Client) -> None:
    found(heard, agenda=[gap("heating", territory=ABAI)], agenda_distance=[distance(ABAI)])
    assert f'href="/en/diagnosis/{ABAI}/"' in text_of(client, "diagnosis")
    assert "They differ" in text_of(client, f"diagnosis/{ABAI}")
    assert "Nothing can be compared here" in text_of(client, f"diagnosis/{AKMOLA}")
    text_of(client, "diagnosis/999999999", 404)


def test_hashtags_stand_with_an_interval_of_accounts_and_those_held_back_do_not(heard: Any, client: Client) -> None:
    found(heard, hashtags=[hashtag("жылу"), hashtag("", posts=40)])
    page = text_of(client, "diagnosis")
    assert '<bdi>#жылу</bdi></th><td class="number">12–25' in page
    assert "<bdi>#</bdi>" not in page


def test_demands_that_outlast_the_term_are_told_by_body_with_n(heard: Any, client: Client) -> None:
    rows = [lasting(), lasting("body", body="akimat-10", followed=6, share=1.0, low=0.61, high=1.0, finding="more")]
    found(heard, persistence=rows)
    page = text_of(client, "diagnosis")
    assert "Of 30 demands 70% (52%–83%) were still heard 28 days after" in page
    assert "more than elsewhere, beyond chance" in page
    assert '100% <span class="note">61%–100%</span></td><td class="number">6' in page


def test_shares_say_first_that_they_are_not_representative(heard: Any, client: Client) -> None:
    found(heard, topic_shares=[topic_share("heating"), topic_share("roads", 4)])
    page = text_of(client, "representation")
    assert page.index("Not representative") < page.index("14% (9.0%–21%)")
    assert "0.050%" in page
    assert "design effect 1.60" in page
    assert "&lt; 0.1% – &gt; 99.9%" in page
    assert "Roads" not in page, "a topic of four accounts is not shown"


def test_a_later_run_replaces_all_findings(heard: Any) -> None:
    found(heard, hashtags=[hashtag("жылу")])
    heard(Heard("d1"), computed_at=COMPUTED + timedelta(days=7))
    assert not Finding.objects.filter(name="hashtags").exists()


def test_a_difference_of_shares_is_told_in_percentage_points(heard: Any, client: Client) -> None:
    rows = [gap("heating"), gap("roads", "less", gap=-0.05, gap_low=-0.087, gap_high=-0.02)]
    found(heard, agenda=rows, agenda_distance=[distance()])
    page = text_of(client, "diagnosis")
    assert "Difference, percentage points" in page
    assert "+ 6.0–22.0" in page
    assert "− 2.0–8.7" in page


def test_a_run_with_a_figure_that_is_no_number_is_refused(heard: Any) -> None:
    with pytest.raises(BadRun):
        found(heard, communities=[community("c1", stability=float("nan"))])
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("name", "row"),
    [("alarms", alarm(date(2026, 9, 20), severity=float("nan"))), ("campaigns", campaign(median_lag=float("nan")))],
)
def test_a_run_with_a_figure_that_is_no_number_is_refused_whole(heard: Any, name: str, row: dict) -> None:
    with pytest.raises(BadRun, match=name):
        found(heard, **{name: [row]})
    assert not Demand.objects.exists()


def test_two_agendas_without_a_test_are_not_told_apart(heard: Any, client: Client) -> None:
    found(heard, agenda=[gap("heating", "unclear")], agenda_distance=[distance(q=None)])
    assert "No difference can be told from chance." in text_of(client, "diagnosis")
