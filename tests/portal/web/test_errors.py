"""What went wrong is told in the reader's language, as a page or as JSON, and never in words of the code."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from tyndau.portal import urls
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.web import errors

SAID = "what the code said"


def raising(error):
    def view(request):
        raise error

    return view


@require_POST
def form(request):
    return HttpResponse("sent")


urlpatterns = [
    path("<str:language>/broken/", lambda request, language: raising(RuntimeError(SAID))(request)),
    path("<str:language>/forbidden/", lambda request, language: raising(PermissionDenied(SAID))(request)),
    path("<str:language>/refused/", lambda request, language: raising(NotAllowed(act=SAID))(request)),
    path("<str:language>/suspicious/", lambda request, language: raising(SuspiciousOperation(SAID))(request)),
    path("<str:language>/form/", lambda request, language: form(request)),
    path("api/broken", raising(RuntimeError(SAID))),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
pytestmark = pytest.mark.urls(__name__)

PAGES = {"broken": 500, "forbidden": 403, "refused": 403, "suspicious": 400, "nowhere": 404, "form": 405}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_error_has_its_page_in_each_language(client, name, language):
    answer = client.get(f"/{language}/{name}/")
    page = answer.content.decode()
    assert answer.status_code == PAGES[name]
    assert f'<html lang="{language}">' in page
    assert answer["Content-Language"] == language
    assert answer["Cache-Control"] == "no-store"
    assert f'<p class="kicker">{PAGES[name]}</p>' in page
    assert page.count("<h1>") == 1
    assert SAID not in page
    assert "portal/portal.css" in page
    assert not re.search(r"<style|<script(?! src)| style=", page)


def test_a_language_that_the_portal_does_not_speak_is_told_so_in_kazakh_with_all_three(client):
    answer = client.get("/xx/", headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert '<html lang="kk">' in page
    assert "Мұндай бет жоқ" in page
    main = page[page.index("<main") :]
    assert re.findall(r'<a href="/(kk|ru|en)/" lang="\1"', main) == ["kk", "ru", "en"]


def test_machines_are_answered_in_json(client):
    missing = client.get("/api/nowhere")
    assert missing.status_code == 404
    assert json.loads(missing.content).keys() == {"status", "error", "what_to_do"}
    wanted = client.get("/en/nowhere/", headers={"accept": "application/json"})
    assert json.loads(wanted.content)["error"] == "There is no such page"


def test_the_page_for_a_bug_needs_no_database_and_no_collected_styles(rf, monkeypatch):
    def refuse(*_):
        raise AssertionError("asked the database")

    def uncollected(name):
        raise ValueError(name)

    monkeypatch.setattr(errors, "static", uncollected)
    with connection.execute_wrapper(refuse):
        page = errors.broken(rf.get("/ru/"))
    assert page.status_code == 500
    assert b"stylesheet" not in page.content


def test_a_wrong_method_names_the_right_one(client):
    answer = client.get("/en/form/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_form_without_its_token_is_refused_with_a_page():
    answer = Client(enforce_csrf_checks=True).post("/en/form/")
    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()


def test_a_strange_host_is_refused_with_a_page(client):
    answer = client.get("/en/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/<script>alert(1)</script>/", "/kk/%3Cscript%3E/", "/%00/", "/en/%E2%80%AE/"])
def test_an_address_is_never_executed(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode()


def test_the_three_start_pages_are_the_portal_s_languages(rf, settings):
    page = render_to_string("web/broken.html", {"error": errors.BROKEN, "LANGUAGE_CODE": "kk"})
    assert re.findall(r'hreflang="(\w+)"', page) == [code for code, _ in settings.LANGUAGES]
