"""JSON, CSV and Atom say what the pages say, with the same filters."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.portal.demands.runs import ABAI, AKMOLA, Heard

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def board(heard: Any) -> None:
    heard(
        Heard("d1", accounts=9, phrases=[("ru", "=HYPERLINK(1)")]), Heard("d2", topic="roads", territory=AKMOLA),
        Heard("d3", topic="roads"),
    )  # fmt: skip


def test_the_json_list_has_the_filters_and_the_order_of_the_page(board: None, client: Client) -> None:
    told = client.get("/api/1/demands?topic=roads").json()
    assert [one["code"] for one in told["items"]] == ["d2", "d3"]
    assert (told["count"], told["more_than_counted"], told["next"], told["left_out"]) == (2, False, None, [])
    page = client.get("/en/demands/?topic=roads")
    assert [card.code for card in page.context["page"].rows] == ["d2", "d3"]
    assert page.context["feeds"]["json"] == "/api/1/demands?topic=roads"


def test_the_json_list_tells_what_it_did_not_understand(board: None, client: Client) -> None:
    told = client.get("/api/1/demands?topic=dragons").json()
    assert "dragons" in told["left_out"][0]


def test_the_next_page_is_an_address(heard: Any, client: Client) -> None:
    heard(*(Heard(f"d{number:02}") for number in range(25)))
    told = client.get("/api/1/demands?topic=heating").json()
    assert told["next"].endswith("/api/1/demands?topic=heating&page=2")
    assert len(client.get(told["next"]).json()["items"]) == 5


def test_one_demand_has_its_days_and_quotes_and_no_accounts(board: None, client: Client) -> None:
    answer = client.get("/api/1/demands/d1")
    told = answer.json()
    assert sum(day["posts"] for day in told["days"]) == told["posts"] == 9
    assert (told["accounts_min"], told["accounts_max"], told["territory"]) == (9, 9, ABAI)
    assert "account-" not in answer.content.decode()
    assert client.get("/api/1/demands/none").status_code == 404


def test_territories_topics_bodies_and_run_are_told(board: None, client: Client) -> None:
    territories = {one["kato"]: one for one in client.get("/api/1/territories").json()}
    assert territories[ABAI]["demands"] == 2
    assert territories["000000000"]["name"]["kk"] == "Қазақстан"
    assert {one["code"]: one["demands"] for one in client.get("/api/1/topics").json()}["roads"] == 2
    assert any(one["demands"] for one in client.get("/api/1/bodies").json())
    run = client.get("/api/1/run").json()
    assert (run["synthetic"], run["least_accounts"], run["shares"]["posts_without_place"]["n"]) == (True, 5, 25)


def test_open_data_of_an_empty_portal_is_empty(client: Client) -> None:
    assert client.get("/api/1/run").status_code == 404
    assert client.get("/api/1/demands").json()["items"] == []


def test_every_answer_is_described(client: Client) -> None:
    paths = client.get("/api/1/openapi.json").json()["paths"]
    assert set(paths) == {
        f"/api/1/{name}" for name in ("demands", "demands/{code}", "territories", "topics", "bodies", "run")
    }


def test_the_csv_holds_the_whole_list_and_computes_nothing(board: None, client: Client) -> None:
    answer = client.get("/kk/demands.csv?topic=heating")
    text = b"".join(answer.streaming_content).decode("utf-8")  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["code"] for row in rows] == ["d1"]
    assert rows[0]["phrases"] == "'=HYPERLINK(1)"
    assert (rows[0]["accounts_min"], rows[0]["territory_name"]) == ("9", "Абай облысы")
    assert rows[0]["address"].endswith("/kk/demands/d1/")


def test_the_feed_is_atom_and_keeps_ids_in_all_languages(board: None, client: Client) -> None:
    def ids(language: str) -> list[str]:
        feed = ElementTree.fromstring(client.get(f"/{language}/demands.atom?topic=roads").content)  # noqa: S314 - ours
        assert feed.tag == f"{ATOM}feed"
        return [str(entry.findtext(f"{ATOM}id")) for entry in feed.findall(f"{ATOM}entry")]

    assert len(ids("kk")) == 2
    assert ids("kk") == ids("en")


def test_regions_come_as_a_table(board: None, client: Client) -> None:
    text = client.get("/ru/territories.csv").content.decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["kato"], row["demands"]) for row in rows] == [(ABAI, "2"), (AKMOLA, "1")]


@pytest.mark.parametrize("kind", ["csv", "atom"])
def test_a_file_with_a_filter_that_is_not_understood_is_refused(board: None, client: Client, kind: str) -> None:
    answer = client.get(f"/en/demands.{kind}?territory=zzz")
    assert answer.status_code == 400
    assert "zzz" in answer.content.decode()
