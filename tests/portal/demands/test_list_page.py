"""The list: found by words in any form, narrowed by filters, honest about what it did not understand."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.portal.demands.runs import ABAI, AKMOLA, SEMEY, Heard
from tyndau.portal.demands import filters, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(heard: Any) -> None:
    """Five demands that differ in all that can be filtered."""
    heard(
        Heard("heat", accounts=20, phrases=[("kk", "батарея мұздай")], trend="rising", place=SEMEY),
        Heard("roads", topic="roads", territory=AKMOLA, accounts=15, language="ru", platform="telegram",
              phrases=[("ru", "яма на дороге")], quotes=["Тёплый асфальт обещали весной."], body="akimat-11"),
        Heard("water", topic="water-supply", accounts=12, language="mixed", platform="forum",
              phrases=[("kk", "Әже су тасиды"), ("kk", "тургындар кутуде")], quotes=()),
        Heard("en", topic="internet-and-mobile", territory=AKMOLA, accounts=10, language="en",
              phrases=[("en", "no signal")], quotes=(), since=datetime(2026, 9, 20, tzinfo=UTC)),
        Heard("nowhere", topic="roads", territory=None, accounts=6, body=None, phrases=[("ru", "тротуар")], quotes=()),
    )  # fmt: skip


def shown(client: Client, asked: str, language: str = "en") -> list[str]:
    """The codes on the page, in its order."""
    page = client.get(f"/{language}/demands/?{asked}")
    assert page.status_code == 200
    return [card.code for card in page.context["page"].rows]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["heat", "roads", "water", "en", "nowhere"]),
        ("topic=roads", ["roads", "nowhere"]),
        (f"territory={AKMOLA}", ["roads", "en"]),
        (f"territory={SEMEY}", ["heat"]),
        ("territory=unknown", ["nowhere"]),
        ("body=akimat-11", ["roads"]),
        ("language=mixed", ["water"]),
        ("channel=telegram", ["roads"]),
        ("trend=rising", ["heat"]),
        ("since=2026-09-18", ["heat", "en"]),
        ("until=2026-08-31", []),
        ("since=2026-09-20&until=2026-09-20", ["heat", "en"]),
        ("sort=new&topic=roads", ["roads", "nowhere"]),
        ("sort=new", ["en", "heat", "roads", "water", "nowhere"]),
        (f"territory={ABAI}&language=kk&topic=heating", ["heat"]),
    ],
)
def test_each_filter_narrows_the_list(board: None, client: Client, asked: str, codes: Sequence[str]) -> None:
    assert shown(client, asked) == list(codes)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("батареялар", ["heat"]),  # plural of what was written
        ("БАТАРЕЯ", ["heat"]),  # capitals, which SQLite does not know in Cyrillic
        ("ӘЖЕ", ["water"]),
        ("аже", ["water"]),  # typed without Kazakh letters
        ("дорогами", ["roads", "nowhere"]),  # the name of the topic, in another case
        ("ямами", ["roads"]),
        ("теплый", ["roads"]),  # е for ё, and only in a quote
        ("Internet", ["en"]),
        ("жылу", ["heat"]),  # the topic's name in Kazakh
        ("асфальт весной", ["roads"]),
        ("асфальт батарея", []),  # every word must be found
        ("тротуа", ["nowhere"]),  # the beginning of a word
        ("батар", ["heat"]),
        ("тұрғынд", ["water"]),  # a beginning, with the letters that its writer did not have
        ("тр", []),  # too short to be a beginning
    ],
)
def test_words_are_found_in_any_form(board: None, client: Client, query: str, codes: Sequence[str]) -> None:
    assert [code for code in shown(client, f"q={query}") if code != "-"] == list(codes)


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", '";DROP TABLE x', "a & | ! :* ()", "*", "\\", "%", "\x00", "NEAR(", "-"]
)
def test_signs_that_mean_something_to_a_database_are_only_text(board: None, client: Client, query: str) -> None:
    page = client.get("/en/demands/", {"q": query})
    assert page.status_code == 200
    assert len(page.context["page"].rows) in (0, 5)  # none, or all where nothing is left of the query


def test_a_query_without_a_letter_finds_nothing_rather_than_everything(board: None, client: Client) -> None:
    assert shown(client, "q=%21%21") == []


@pytest.mark.parametrize(
    "asked",
    [
        "topic=dragons",
        "territory=1",
        "body=x",
        "language=xx",
        "channel=myspace",
        "trend=up",
        "since=yesterday",
        "page=-1",
    ],
)
def test_what_is_not_understood_is_left_out_and_told(board: None, client: Client, asked: str) -> None:
    page = client.get(f"/en/demands/?{asked}")
    assert len(page.context["page"].rows) == 5
    value = asked.partition("=")[2]
    assert value in page.context["filters"].problems[0]
    assert page.context["filters"].problems[0].split("“")[0] in page.content.decode()


@pytest.mark.parametrize("number", ["2", "1000000000", "9" * 30])
def test_a_page_beyond_the_end_says_so_and_is_not_found(board: None, client: Client, number: str) -> None:
    page = client.get(f"/en/demands/?page={number}&topic=roads")
    assert page.status_code == 404
    assert "The list ends before this page" in page.content.decode()
    assert "?topic=roads" in page.content.decode()


def test_pages_hold_every_demand_once(heard: Any, client: Client) -> None:
    heard(*(Heard(f"d{number:02}", accounts=5 + number % 3) for number in range(45)))
    seen = [code for number in (1, 2, 3) for code in shown(client, f"page={number}")]
    assert len(seen) == 45
    assert len(set(seen)) == 45


def test_ended_demands_are_in_no_list(heard: Any, client: Client) -> None:
    from datetime import timedelta

    from tests.portal.demands.runs import COMPUTED

    heard(Heard("d1"), Heard("d2", topic="roads"))
    heard(Heard("d1"), computed_at=COMPUTED + timedelta(days=1))
    assert shown(client, "") == ["d1"]


def test_the_count_is_exact_or_says_more_than(heard: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heard(*(Heard(f"d{number}") for number in range(4)))
    assert "4 demands" in client.get("/en/demands/").content.decode()
    monkeypatch.setattr(queries, "COUNTED", 3)
    assert "More than 3 demands" in client.get("/en/demands/").content.decode()


def test_bodies_offered_are_those_of_the_chosen_territory(board: None, client: Client) -> None:
    def offered(asked: str) -> set[str]:
        fields = client.get(f"/en/demands/?{asked}").context["fields"]
        return {code for field in fields if field.name == "body" for code, _ in field.options}

    assert offered(f"territory={AKMOLA}") == {"", "akimat-11", "akimat-10"}
    assert offered("") == {""}  # no central body answers for any of them
    assert offered("body=akimat-11") == {"", "akimat-11"}


def test_an_empty_portal_says_how_to_fill_it(client: Client) -> None:
    page = client.get("/en/demands/").content.decode()
    assert "Nothing has been heard yet" in page
    assert "tyndau demands import" in page


def test_filters_without_a_page_ask_the_same_list() -> None:
    asked = filters.read({"q": " дорога ", "page": "7", "since": "2026-03-02", "until": "2026-03-01"})
    assert (asked.q, asked.page) == ("дорога", 7)
    assert asked.since is not None
    assert asked.since < asked.until  # type: ignore[operator] - exchanged, for a reader meant a period
    assert "page" not in asked.without_page().address()


def test_exchanged_days_are_told(board: None, client: Client) -> None:
    page = client.get("/en/demands/?since=2026-09-30&until=2026-09-01")
    assert "they were exchanged" in page.content.decode()
    assert len(page.context["page"].rows) == 5
