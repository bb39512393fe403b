"""The portal part of docs/tutorial-analyst.md in Chromium: two people code, a third decides, a share is told."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible
from tests.portal.coding.conftest import MONDAY, TEXTS, made
from tests.portal.people.conftest import PASSWORD, member
from tyndau.portal.coding import services
from tyndau.portal.coding.models import Decision
from tyndau.portal.people.models import Duty

SAID = {
    "madina": dict(zip(TEXTS, "121233", strict=True)),
    "timur": dict(zip(TEXTS, "131203", strict=True)),
}  # the digits that each presses; they differ on u1 and u4


def sign_in(visit: Callable[..., Page], site: str, name: str, path: str) -> Page:
    page = visit("/en/staff/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main .facts").wait_for()
    page.goto(f"{site}{path}")
    return page


def code(page: Page, digits: dict[str, str]) -> None:
    """Read each text as it comes, in the coder's own order; press a digit for one and the button for the next."""
    unit_of = {text: unit for unit, (text, _) in TEXTS.items()}
    page.get_by_role("link", name="Code texts").click()
    for n in range(1, len(TEXTS) + 1):
        page.get_by_role("heading", name=f"Text {n} of {len(TEXTS)}").wait_for()
        digit = digits[unit_of[page.locator(".coded-text").inner_text().strip()]]
        with page.expect_navigation():
            if n % 2:
                page.keyboard.press(digit)
            else:
                page.locator(f'button[data-key="{digit}"]').click()
    page.get_by_role("heading", name="You have coded all texts").wait_for()


def test_two_people_code_a_third_decides_and_the_share_has_an_interval(transactional_db, visit, site, tmp_path: Path):
    zhanna = member("zhanna", Duty.ANALYST)
    study = made(zhanna)
    for name in SAID:
        services.name_coder(study, member(name, Duty.CODER), by=zhanna, at=MONDAY)
    services.name_adjudicator(study, member("serik", Duty.CODER), by=zhanna, at=MONDAY)
    address = f"/en/staff/coding/{study.pk}/"
    for name, digits in SAID.items():
        code(sign_in(visit, site, name, address), digits)

    analyst = sign_in(visit, site, "zhanna", address)
    analyst.locator("section", has=analyst.locator("#end")).locator("summary").click()
    analyst.get_by_role("button", name="End coding").click()
    analyst.get_by_role("link", name="Agreement").click()
    analyst.get_by_role("heading", name="By category").wait_for()
    assert "exploratory" in analyst.locator(".figures").inner_text()
    assert_accessible(analyst)

    third = sign_in(visit, site, "serik", f"{address}disputed/")
    assert "Decided: 0 of 2" in third.locator("main").inner_text()
    third.get_by_role("link", name="Decide").first.click()
    for _ in range(2):
        with third.expect_navigation():
            third.get_by_role("button", name="Complains").click()
    assert "Decided: 2 of 2" in third.locator("main").inner_text()
    assert_accessible(third)
    assert set(Decision.objects.values_list("unit__name", "code")) == {("u1", "complains"), ("u4", "complains")}

    said = tmp_path / "said.csv"
    others = [f"o{n},{'asks' if n % 2 else 'neither'}" for n in range(60)]
    said.write_text("\n".join(["unit,predicted", *(f"{unit},asks" for unit in TEXTS), *others]), encoding="utf-8")
    analyst.goto(f"{site}{address}result/")
    analyst.set_input_files("input[type=file]", said)
    analyst.get_by_role("button", name="Add", exact=True).click()
    asks = analyst.locator("table.shares tbody tr").first.inner_text()
    assert asks.startswith("Asks")
    assert re.search(r"\d+%[^%]*\d+%\s*[–-]\s*\d+%", asks), asks
    assert "Of all texts of the corpus: 66." in analyst.locator("main").inner_text()
    assert_accessible(analyst)
