"""A real Chromium for the tests, and the portal served to it: `site`, `visit`, `language`, `screen`.

    def test_home_is_accessible(visit, language, screen):
        page = visit(f"/{language}/", width=screen)
        assert_accessible(page)          # from tests.browser.accessibility

`visit` fails the test when the page used a host other than the portal, broke its content security policy or threw an
error in its scripts. What the test writes into the database before the visit is what the page shows.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

LANGUAGES = ("kk", "ru", "en")
PHONE, DESK = 390, 1280  # pixels
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    absent = pytest.mark.skip(reason="no Chromium found: apt-get install chromium, or name it in CHROMIUM")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(absent)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code that asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=(PHONE, DESK), ids=("phone", "desk"))
def screen(request: pytest.FixtureRequest) -> int:
    """The width of a phone, then of a desk, in pixels."""
    return request.param


@pytest.fixture
def site(live_server, settings) -> str:
    """The address of the portal, served to the browser from the database of this test."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`visit(path, width=1280, dark=False, javascript=True, expect=200, **context)`: a page, open in the browser."""
    contexts, troubles = [], []

    def open_page(
        path: str, *, width: int = DESK, dark: bool = False, javascript: bool = True, expect: int = 200, **more: object
    ) -> Page:
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width <= PHONE else 900},
            color_scheme=scheme, java_script_enabled=javascript, reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error in a script: {error}"))
        page.on("request", lambda asked: None if ours(asked.url, site) else troubles.append(f"asked {asked.url}"))
        page.on(
            "console",
            lambda line: troubles.append(line.text) if "Content Security Policy" in line.text else None,
        )
        answer = page.goto(f"{site}{path}")
        assert answer is not None
        assert answer.status == expect, f"{path}: {answer.status}"
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def ours(url: str, site: str) -> bool:
    return url.startswith((f"{site}/", "data:", "blob:", "about:"))
