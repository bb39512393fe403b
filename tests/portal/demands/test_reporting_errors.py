"""Somebody says that a figure is wrong, without a name, and finds the answer under a number."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tyndau.portal.demands.figure_reports import answer_report
from tyndau.portal.demands.models import FigureReport

pytestmark = pytest.mark.django_db
PAGE = "/kk/demands/d1/?x=<b>"


def send(client: Client, **told: Any) -> Any:
    return client.post("/en/errors/", {"text": "The place is another one.", "page": PAGE} | told)


def test_a_report_gets_a_number_that_leads_to_its_answer(client: Client) -> None:
    answer = send(client)
    report = FigureReport.objects.get()
    assert answer.url == f"/en/errors/{report.number}/"
    assert (report.demand, report.page, report.language) == ("d1", PAGE, "en")
    assert "the answer will stand here" in client.get(answer.url).content.decode()
    answer_report(report, "You are right.\n<b>Mended</b>", True, datetime(2026, 11, 2, tzinfo=UTC))
    page = client.get(answer.url).content.decode()
    assert "You are right.<br>&lt;b&gt;Mended" in page
    assert "The figure was corrected." in page


@pytest.mark.parametrize("text", ["", "short", "x" * 2001])
def test_too_short_or_too_long_is_refused_with_the_words_kept(client: Client, text: str) -> None:
    answer = send(client, text=text)
    assert answer.status_code == 400
    assert text in answer.content.decode()
    assert not FigureReport.objects.exists()


def test_a_machine_that_fills_the_trap_leaves_nothing(client: Client) -> None:
    assert send(client, website="http://spam.example").url == "/en/"
    assert not FigureReport.objects.exists()


def test_a_form_from_elsewhere_is_refused() -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_an_unknown_number_is_not_found(client: Client) -> None:
    assert client.get("/en/errors/abc/").status_code == 404


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_only_addresses_of_the_portal_are_taken_for_a_page(client: Client, page: str) -> None:
    assert page not in client.get("/en/errors/", {"page": page}).content.decode()
    send(client, page=page)
    assert FigureReport.objects.get().page == ""


def test_answers_are_public_and_reports_are_not(client: Client) -> None:
    send(client, text="My neighbour Aigerim wrote that.")
    send(client, text="Not answered yet, wait.")
    report = FigureReport.objects.get(text__startswith="My")
    answer_report(report, "Taken out.", True, datetime(2026, 11, 2, tzinfo=UTC))
    page = client.get("/en/errors/").content.decode()
    assert "Taken out." in page
    assert f"/en/errors/{report.number}/" in page
    assert f"/en/errors/{FigureReport.objects.get(answered_at=None).number}/" not in page
    assert "Aigerim" not in page
