"""The report in a real Chromium: axe finds nothing, languages switch without scripts, phones suffice."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from tyndau.demo.posts import write


@pytest.fixture
def report(tyndau, tmp_path) -> str:
    write(tmp_path / "input", 1500, seed=1, last=date(2026, 10, 31), replace=False)
    assert tyndau("listen", tmp_path / "input" / "posts", "--out", tmp_path / "heard").exit_code == 0
    return (tmp_path / "heard" / "report.html").as_uri()


def page_of(browser, address, **options):
    page = browser.new_context(**options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_language(browser, report, scheme):
    page = page_of(browser, report, color_scheme=scheme)
    for language in ("kk", "ru", "en"):
        page.locator(f"label[for=to-{language}]").click()
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_languages_switch_by_keyboard_and_without_javascript(browser, report):
    page = page_of(browser, report, java_script_enabled=False)
    assert page.locator("main.in-kk h1").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("main.in-ru h1").is_visible()
    assert not page.locator("main.in-kk h1").is_visible()


def test_the_reader_is_met_in_the_language_of_the_browser(browser, report):
    page = page_of(browser, report, locale="ru-RU")
    assert page.locator("main.in-ru h1").is_visible()
    assert page.evaluate("document.documentElement.lang") == "ru"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_screen(browser, report, width):
    page = page_of(browser, report, viewport={"width": width, "height": 800})
    for language in ("kk", "ru", "en"):
        page.locator(f"label[for=to-{language}]").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_picture_has_a_table_with_the_same_values(browser, report):
    page = page_of(browser, report, locale="en-GB")
    figures = page.locator("main.in-en figure.picture")
    assert figures.count() == 3
    shown = figures.first.locator(".tile title").all_text_contents()
    rows = figures.first.locator("tbody tr").all()
    table = [f"{row.locator('th').text_content()}: {row.locator('td').text_content()}" for row in rows]
    assert len(table) == 20
    assert sorted(shown) == sorted(table)
