"""The gallery of components in a real Chromium: axe finds nothing, nothing runs off the screen, pages are light."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        """Says nothing: requests are no news."""


@pytest.fixture
def gallery(settings, tmp_path):
    """The address of a server without a database: the gallery asks it nothing."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Silent) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{{}}/design/"
        server.shutdown()
        thread.join()


def page_of(browser, address, **options):
    page = browser.new_context(**options).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(address, wait_until="networkidle")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser, gallery, scheme, width):
    page = page_of(browser, gallery.format("en"), color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.complaints == []  # among them what the content security policy forbids


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_screen(browser, gallery, language, width):
    page = page_of(browser, gallery.format(language), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough_for_a_thumb(browser, gallery):
    page = page_of(browser, gallery.format("ru"), viewport={"width": 390, "height": 800})
    low = page.evaluate(
        "[...document.querySelectorAll('a, button, input, select, summary')]"
        ".filter(one => !one.closest('svg, .prose p, .notice, .skip') && one.getBoundingClientRect().height < 24)"
        ".map(one => one.outerHTML)"
    )
    assert low == []


def test_the_keyboard_reaches_the_content_first(browser, gallery):
    page = page_of(browser, gallery.format("en"))
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("one => one.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_three_letters_sets_are_drawn_in_the_own_font(browser, gallery):
    page = page_of(browser, gallery.format("kk"))
    for text in ("Әңгіме өңірлік ұғымға", "Сила запроса", "Strength", "15 000 ₸"):
        assert page.evaluate("text => document.fonts.check('17px \"Golos Text\"', text)", text)
