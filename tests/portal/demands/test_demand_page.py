"""The page of a demand: its figures, its evidence, and an address that survives whatever becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.portal.demands.runs import AKMOLA, COMPUTED, Heard
from tyndau.portal.demands.arriving import printable
from tyndau.portal.demands.models import Demand

pytestmark = pytest.mark.django_db
LATER = COMPUTED + timedelta(days=7)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:1 }} \"'\u202egnirts\u2066"


def page_of(client: Client, code: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/demands/{code}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_shows_the_interval_and_what_it_means(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=9))
    page = page_of(client, "d1")
    assert "At least: 9." in page
    assert "At most: 9," in page
    assert "Үйде суық, батарея мұздай." in page
    assert "legal basis not yet verified" in page


def test_hostile_words_of_a_quote_are_shown_and_do_nothing(heard: Any, client: Client) -> None:
    heard(Heard("d1", quotes=[HOSTILE, "😡" * 10_000], phrases=[("ru", HOSTILE)], parent="w", words=[HOSTILE]))
    for address in ("/en/demands/d1/", "/en/demands/", "/en/", "/en/demands.atom", "/en/demands.csv"):
        answer = client.get(address)
        page = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        text = page.decode()
        assert "\u202e" not in text, address
        assert "\u2066" not in text, address
        if not address.endswith(".csv"):
            assert "<script>alert" not in text, address
            assert "<img src=x" not in text, address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_of(client, "d1")
    assert "{{ 7|add:1 }}" in page_of(client, "d1")


def test_no_quote_holds_signs_that_a_database_refuses() -> None:
    assert printable("a\x00b\u202ec\u200fd\x1fe\nf\tg") == "abcde\nf\tg"


def test_a_merged_demand_keeps_its_page_and_leads_on(heard: Any, client: Client) -> None:
    heard(Heard("whole"), Heard("part", parent="whole", words=["лифт"], quotes=["Лифт тұр."]))
    heard(Heard("whole", accounts=16), changes=[("whole", "part", "merged", 8)], computed_at=LATER)
    page = page_of(client, "part")
    assert "This demand was merged into another one" in page
    assert 'href="/en/demands/whole/"' in page
    assert "Лифт тұр." in page


def test_an_ended_demand_keeps_its_page_and_says_so(heard: Any, client: Client) -> None:
    heard(Heard("d1"), Heard("d2", topic="roads"))
    heard(Heard("d1"), computed_at=LATER)
    assert "Not heard in the latest run" in page_of(client, "d2")
    assert "Not heard in the latest run" not in page_of(client, "d1")


def test_a_demand_from_which_a_part_split_off_leads_to_it(heard: Any, client: Client) -> None:
    heard(Heard("whole", accounts=16))
    heard(
        Heard("whole"), Heard("part", parent="whole", words=["лифт"]), changes=[("part", "whole", "split", 8)],
        computed_at=LATER,
    )  # fmt: skip
    page = page_of(client, "whole")
    assert "A part of this demand is now shown by itself" in page
    assert page.count('href="/en/demands/part/"') >= 2  # there, and among its parts


def test_a_succession_between_demands_that_are_not_shown_leads_nowhere(heard: Any, client: Client) -> None:
    heard(Heard("d1"), Heard("d2"))
    heard(Heard("d1"), Heard("tiny", accounts=3), changes=[("tiny", "d2", "merged", 3)], computed_at=LATER)
    page = page_of(client, "d2")
    assert "tiny" not in page
    assert "Not heard in the latest run" in page


def test_a_demand_without_a_place_says_why_nobody_answers(heard: Any, client: Client) -> None:
    heard(Heard("d1", territory=None, body=None))
    page = page_of(client, "d1")
    assert "Place not known" in page


def test_an_unknown_code_is_not_found(client: Client) -> None:
    assert client.get("/en/demands/nosuch/").status_code == 404


def test_the_timeline_holds_every_post_in_its_table(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=9), Heard("d2", territory=AKMOLA, accounts=30))
    detail = client.get("/en/demands/d1/").context["detail"]
    assert sum(int(row[1]) for row in detail.timeline.rows) == 9


def test_shares_of_channels_carry_their_number(heard: Any, client: Client) -> None:
    heard(Heard("d1", accounts=9))
    assert client.get("/en/demands/d1/").context["detail"].channels == [("VK", "9 (100%)")]


def test_the_card_is_a_picture_of_the_size_that_networks_expect(heard: Any, client: Client) -> None:
    from io import BytesIO

    from PIL import Image

    heard(Heard("d1"))
    answer = client.get("/kk/demands/d1/card.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert "og:image" in page_of(client, "d1", "kk")


def test_the_body_that_the_run_named_stands_first(heard: Any, client: Client) -> None:
    heard(
        Heard("central", topic="internet-and-mobile", body="committee-telecommunications"),
        Heard("local", topic="heating", body="akimat-10"),
    )
    for code in ("central", "local"):
        found = client.get(f"/en/demands/{code}/").context["detail"]
        assert found.answering[0].code == found.demand.body_id, code
        assert len({one.code for one in found.answering}) == len(found.answering), code


def test_bodies_of_country_and_region_stand_in_the_order_of_the_register(heard: Any, client: Client) -> None:
    heard(Heard("d1", topic="internet-and-mobile", body="committee-telecommunications"))
    assert [one.code for one in client.get("/en/demands/d1/").context["detail"].answering] == [
        "committee-telecommunications", "ministry-ai-digital-development", "dep-digital-10",
    ]  # fmt: skip


def test_copies_are_told_on_the_card_too(heard: Any, client: Client) -> None:
    heard(Heard("d1"))
    Demand.objects.update(echo_posts=3)
    assert "8 posts, copies among them: 3" in client.get("/en/demands/").content.decode()


def test_parts_are_said_to_be_counted_apart(heard: Any, client: Client) -> None:
    heard(Heard("whole", accounts=16), Heard("part", parent="whole", words=["лифт"]))
    assert "not counted in the figures above" in page_of(client, "whole")
