"""The tools of the browser tests themselves: they serve the test's own database and see what they must refuse."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.browser.accessibility import assert_accessible

PAGE = "<!doctype html><html lang=en><title>One</title><main><h1>One</h1>{}</main></html>"


def test_each_language_has_its_pages_at_each_width(visit, language, screen):
    page = visit(f"/{language}/", width=screen)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("innerWidth") == screen


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.format(", ".join(get_user_model().objects.values_list("username", flat=True))))


urlpatterns = [path("who", who)]


def test_a_visitor_sees_what_the_test_wrote_into_the_database(visit, settings):
    settings.ROOT_URLCONF = __name__
    get_user_model().objects.create(username="arman")
    assert "arman" in visit("/who").locator("main").text_content()


def test_what_axe_finds_fails_the_test_with_its_words(visit):
    page = visit("/en/")
    page.set_content(PAGE.format("<img src='data:,'>"))
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_wider_than_the_screen_fails_the_test(visit):
    page = visit("/en/", width=390)
    page.set_content(PAGE.format("<p>" + "o" * 300))
    with pytest.raises(AssertionError, match="390"):
        assert_accessible(page)


def test_a_page_without_faults_passes(visit):
    page = visit("/en/")
    page.set_content(PAGE.format("<details><summary>More</summary>all</details>"))
    assert_accessible(page)
    assert page.locator("details[open]").count() == 1
