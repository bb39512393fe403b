"""What stands on every page: languages that keep the page, notices, addresses for machines, nothing inline."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tyndau.portal.web.languages import languages

pytestmark = pytest.mark.urls("tyndau.portal.urls")


def page_at(rf: RequestFactory, address: str, **more) -> str:
    return render_to_string("web/base.html", more, rf.get(address))


@pytest.fixture
def html(client) -> str:
    return client.get("/en/design/?topic=heat&q=%D1%81%D1%83%D1%8B%D2%9B").content.decode()


def test_the_switch_keeps_the_page_and_its_filters(rf):
    with translation.override("ru"):  # as the middleware does, by the address
        told = languages(rf.get("/ru/design/?topic=heat&page=3"))
    assert [(one.code, one.address, one.current) for one in told] == [
        ("kk", "/kk/design/?topic=heat&page=3", False),
        ("ru", "/ru/design/?topic=heat&page=3", True),
        ("en", "/en/design/?topic=heat&page=3", False),
    ]


def test_a_page_without_twin_leads_to_the_start_of_that_language(rf):
    assert [one.address for one in languages(rf.get("/nowhere/"))] == ["/kk/", "/ru/", "/en/"]


def test_an_address_cannot_lead_to_another_host(rf):
    assert {one.address for one in languages(rf.get("//evil.example/x"))} == {"/kk/", "/ru/", "/en/"}


def test_search_engines_learn_of_all_languages_and_of_one_address(html):
    assert re.findall(r'hreflang="(\w+)" href="http://127\.0\.0\.1:8000/(\w+)/design/', html) == [
        ("kk", "kk"),
        ("ru", "ru"),
        ("en", "en"),
    ]
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/design/">' in html


def test_synthetic_data_are_named_on_every_page_that_shows_them(rf):
    assert "Synthetic data." in page_at(rf, "/en/", synthetic=True)
    assert "Synthetic data." not in page_at(rf, "/en/", synthetic=False)


def test_nothing_is_inline(html):
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html)


def test_a_page_that_does_not_ask_for_the_script_does_without(rf):
    assert "<script" not in page_at(rf, "/en/")


def test_the_head_of_an_error_page_needs_no_request():
    assert "<h1" not in render_to_string("web/base.html")
