"""The country at a glance, and one territory: sums, map, and the way to its demands."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.portal.demands.runs import ABAI, AKMOLA, SEMEY, Heard
from tyndau.jurisdictions import folders

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(heard: Any) -> None:
    heard(
        Heard("d1", accounts=20, place=SEMEY, trend="rising"), Heard("d2", topic="roads", accounts=9),
        Heard("d3", territory=AKMOLA), Heard("d4", territory=None, body=None),
    )  # fmt: skip


def test_home_shows_sums_map_strongest_and_rising(board: None, client: Client) -> None:
    page = client.get("/en/")
    assert [card.code for card in page.context["top"]] == ["d1", "d2", "d3", "d4"]
    assert [card.code for card in page.context["rising"]] == ["d1"]
    assert page.context["total"].demands == 4
    rows = dict(page.context["map"].rows)
    assert (rows["Abai Region"], rows["Akmola Region"], rows["Astana city"]) == ("2", "1", "0")
    assert "Synthetic data." in page.content.decode()


def test_a_run_of_real_posts_does_not_say_synthetic(heard: Any, client: Client) -> None:
    heard(Heard("d1"), synthetic=False)
    assert "Synthetic data." not in client.get("/en/").content.decode()


def test_home_and_list_of_territories_agree(board: None, client: Client) -> None:
    cells = {cell.code: cell for cell in client.get("/en/territories/").context["cells"]}
    region = client.get(f"/en/territories/{ABAI}/").context["total"]
    assert cells[ABAI].demands == region.demands == 2
    assert (cells[ABAI].accounts_min, cells[ABAI].accounts_max) == (region.accounts_min, region.accounts_max)
    assert "1 demand whose place is not known" in client.get("/en/territories/").content.decode()


def test_a_region_shows_its_own_demands_topics_and_places(board: None, client: Client) -> None:
    context = client.get(f"/en/territories/{ABAI}/").context
    assert [card.code for card in context["demands"]] == ["d1", "d2"]
    assert [cell.name for cell in context["topics"]] == ["Heating", "Roads"]
    assert [(part.name, part.demands) for part in context["parts"]] == [("Semey city", 1)]


def test_a_city_shows_the_demands_that_name_it(board: None, client: Client) -> None:
    page = client.get(f"/en/territories/{SEMEY}/")
    assert [card.code for card in page.context["demands"]] == ["d1"]
    assert f'href="/en/territories/{ABAI}/"' in page.content.decode()


def test_the_country_is_the_list_of_its_territories(board: None, client: Client) -> None:
    assert client.get("/en/territories/000000000/").url == "/en/territories/"  # type: ignore[attr-defined]


def test_a_territory_without_demands_says_so(board: None, client: Client) -> None:
    page = client.get("/en/territories/190000000/")
    assert page.status_code == 200
    assert "No demand to show" in page.content.decode()


def test_an_unknown_territory_is_not_found(board: None, client: Client) -> None:
    assert client.get("/en/territories/123/").status_code == 404


def square(kato: str, west: float) -> dict[str, Any]:
    ring = [[west, 48], [west + 5, 48], [west + 5, 52], [west, 52], [west, 48]]
    return {
        "type": "Feature", "properties": {"kato": kato}, "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip


@pytest.fixture
def own_country(tmp_path: Path, settings: Any) -> Path:
    """A deployer's own copy of the tables."""
    folder = tmp_path / "country"
    folders.start("kz", folder)
    settings.JURISDICTION = str(folder)
    return folder


def test_real_boundaries_are_drawn_where_a_deployer_has_them(board: None, client: Client, own_country: Path) -> None:
    assert 'class="chart tiles"' in client.get("/en/").content.decode()
    features = [square(ABAI, 75), square(AKMOLA, 70)]
    path = own_country / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    page = client.get("/en/").content.decode()
    assert 'class="chart map"' in page
    assert f'href="/en/territories/{ABAI}/"' in page


def test_boundaries_that_cannot_be_drawn_leave_the_tiles(board: None, client: Client, own_country: Path) -> None:
    (own_country / "boundaries.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert 'class="chart tiles"' in client.get("/en/").content.decode()


def test_method_tells_the_run_with_n(board: None, client: Client) -> None:
    page = client.get("/en/method/").content.decode()
    assert "Posts whose region is not known" in page
    assert "25%" in page
    assert "n = 45" in page


@pytest.mark.parametrize(
    "path", ["", "demands/", "territories/", "method/", "privacy/", "accessibility/", "api/", "errors/"]
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_before_anything_was_heard(client: Client, language: str, path: str) -> None:
    assert client.get(f"/{language}/{path}").status_code == 200


# Queries a page may need: a page that asks once a row grows with its data and is caught here.
BUDGETS = {
    "": 9, "demands/": 9, "demands/?topic=roads&territory=100000000&q=суық&sort=new": 11, "demands/d1/": 9,
    "territories/": 6, f"territories/{ABAI}/": 11, f"territories/{SEMEY}/": 6, "method/": 1, "privacy/": 1,
}  # fmt: skip


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_needs_no_more_queries_than_its_budget(
    heard: Any, client: Client, django_assert_max_num_queries: Any, path: str,
) -> None:  # fmt: skip
    topics = ["roads", "heating", "prices", "jobs", "culture"]
    heard(*(
        Heard(f"d{number}", topic=topics[number % 5], territory=[ABAI, AKMOLA][number % 2], trend="rising",
              accounts=6 + number, place=SEMEY if number % 2 == 0 else None)
        for number in range(30)
    ))  # fmt: skip
    with django_assert_max_num_queries(BUDGETS[path]):
        assert client.get(f"/en/{path}").status_code == 200
