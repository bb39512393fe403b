"""The doors of the staff and the pages of errors in a real Chromium, in three languages, on a phone and at a desk."""

import pytest

from tests.browser.accessibility import assert_accessible
from tests.portal.people.conftest import PASSWORD, member
from tyndau.portal.limits import Limit
from tyndau.portal.people.models import Duty


def test_a_member_of_staff_signs_in_and_out(visit, language, screen):
    member("dana", Duty.MODERATOR, territory="350000000")
    page = visit(f"/{language}/staff/", width=screen)
    assert_accessible(page)
    page.fill("#id_username", "dana")
    page.fill("#id_password", "wrong")
    page.click("main button")
    assert page.locator(".field-error").is_visible()
    assert_accessible(page)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main .facts").wait_for()
    assert "dana" in page.locator("main").text_content()
    assert_accessible(page)
    page.locator("main form button").click()
    page.wait_for_url(f"**/{language}/staff/login/")


def test_the_page_of_a_new_password_is_accessible_with_its_errors(visit, language, screen):
    member("dana", Duty.MODERATOR)
    page = visit(f"/{language}/staff/password/", width=screen)
    page.fill("#id_username", "dana")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_old_password").wait_for()
    for field in ("old_password", "new_password1", "new_password2"):
        page.fill(f"#id_{field}", f"{field}-x")
    page.locator("main form.form button").click()
    assert page.locator("#id_old_password_error").is_visible()
    assert_accessible(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_that_is_not_there_is_accessible(visit, language, screen, dark):
    page = visit(f"/{language}/nowhere/", width=screen, dark=dark, expect=404)
    assert page.evaluate("document.documentElement.lang") == language
    assert_accessible(page)


def test_too_many_requests_is_a_page_with_styles(visit, language, screen, settings):
    settings.LIMITS = {**settings.LIMITS, "pages": Limit(0, 3600)}
    page = visit(f"/{language}/", width=screen, expect=429)
    assert page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily").startswith('"Golos Text"')
    assert_accessible(page)


def test_a_bug_is_a_page_with_styles_and_no_word_of_the_code(visit, language, screen, monkeypatch):
    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr("tyndau.portal.people.policy.roles_of", broken)
    page = visit(f"/{language}/staff/login/", width=screen)
    member("dana", Duty.MODERATOR)
    page.fill("#id_username", "dana")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".kicker")
    assert page.locator(".kicker").text_content() == "500"
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily").startswith('"Golos Text"')
    assert "RuntimeError" not in page.content()
    assert_accessible(page)


def test_a_strange_language_is_answered_in_kazakh(visit, screen):
    page = visit("/xx/", width=screen, expect=404, locale="en-GB")
    assert page.evaluate("document.documentElement.lang") == "kk"
    page.locator("main a[hreflang=ru]").click()
    page.wait_for_url("**/ru/")
