"""Content analysis in a real Chromium: from two files to a result, by thumb, by keyboard and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible
from tests.portal.coding.conftest import BOOK, MONDAY, code_all, made, sample_csv
from tests.portal.people.conftest import PASSWORD, member
from tyndau.portal.coding import services
from tyndau.portal.coding.models import Coder, GivenCode, Study
from tyndau.portal.people.models import Duty


@pytest.fixture
def team(transactional_db: None) -> Study:
    """Zhanna's study: Madina and Timur code, Serik decides."""
    zhanna = member("zhanna", Duty.ANALYST)
    study = made(zhanna)
    for name in ("madina", "timur"):
        services.name_coder(study, member(name, Duty.CODER), by=zhanna, at=MONDAY)
    services.name_adjudicator(study, member("serik", Duty.CODER), by=zhanna, at=MONDAY)
    return study


@pytest.fixture
def signed_in(visit: Callable[..., Page], site: str) -> Callable[..., Page]:
    def open_page(name: str, path: str, **more: object) -> Page:
        page = visit("/en/staff/", **more)
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.locator("main .facts").wait_for()
        page.goto(f"{site}{path}")
        return page

    return open_page


def end(study: Study) -> Study:
    zhanna, (first, second) = study.created_by, study.coders.all()
    code_all(first, "acacnn")
    code_all(second, "anac-n")
    return services.end_coding(study, by=zhanna, at=MONDAY)


def test_every_page_is_accessible_in_each_language_and_width(team, signed_in, site, language, screen):
    coding = f"/{language}/staff/coding/"
    pages = {
        "madina": (coding, f"{coding}{team.pk}/", f"{coding}{team.pk}/code/"),
        "zhanna": (f"{coding}new/", f"{coding}{team.pk}/"),
    }
    for name, paths in pages.items():
        page = signed_in(name, paths[0], width=screen)
        for path in paths:
            page.goto(f"{site}{path}")
            assert_accessible(page)
    end(team)
    disputed = team.units.get(name="u1").place
    pages = {
        "zhanna": (f"{coding}{team.pk}/", f"{coding}{team.pk}/agreement/", f"{coding}{team.pk}/result/"),
        "serik": (f"{coding}{team.pk}/disputed/", f"{coding}{team.pk}/disputed/{disputed}/"),
    }
    for name, paths in pages.items():
        page = signed_in(name, paths[0], width=screen)
        for path in paths:
            page.goto(f"{site}{path}")
            assert_accessible(page)


def test_in_the_dark_nothing_is_lost(team, signed_in, site):
    page = signed_in("madina", f"/kk/staff/coding/{team.pk}/code/", dark=True, width=390)
    assert_accessible(page)
    end(team)
    page = signed_in("zhanna", f"/kk/staff/coding/{team.pk}/result/", dark=True)
    assert_accessible(page)


def test_digits_code_one_text_after_the_other(team, signed_in):
    page = signed_in("madina", f"/en/staff/coding/{team.pk}/code/")
    for n, key in enumerate("130123", 1):
        page.get_by_role("heading", name=f"Text {n} of 6").wait_for()
        page.keyboard.press(key)
    page.get_by_role("heading", name="You have coded all texts").wait_for()
    given = GivenCode.objects.order_by("pk").values_list("code", flat=True)
    assert list(given) == ["asks", "neither", "", "asks", "complains", "neither"]


def test_digits_with_another_key_and_other_keys_code_nothing(team, signed_in):
    page = signed_in("madina", f"/en/staff/coding/{team.pk}/code/")
    for key in ("9", "x", "Control+1", "Enter"):
        page.keyboard.press(key)
    assert page.get_by_role("heading", name="Text 1 of 6").is_visible()
    assert not GivenCode.objects.exists()


def test_a_thumb_codes_without_javascript_and_corrects_itself(team, signed_in):
    page = signed_in("madina", f"/en/staff/coding/{team.pk}/code/", width=390, javascript=False)
    choice = page.get_by_role("button", name="Asks")
    box = choice.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    choice.click()
    page.get_by_role("link", name="Previous text").click()
    assert page.locator(".coding-given strong").inner_text() == "Asks"
    page.get_by_role("button", name="Complains").click()
    assert GivenCode.objects.get().code == "complains"
    assert page.get_by_role("heading", name="Text 2 of 6").is_visible()


def test_an_analyst_goes_from_two_files_to_a_result(transactional_db, signed_in, tmp_path: Path):
    for name, duty in (("zhanna", Duty.ANALYST), ("madina", Duty.CODER), ("timur", Duty.CODER), ("serik", Duty.CODER)):
        member(name, duty)
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "sample.csv").write_text(sample_csv(), encoding="utf-8")
    page = signed_in("zhanna", "/en/staff/")
    page.get_by_role("link", name="Content analysis").click()
    page.get_by_role("link", name="New study").click()
    page.fill("#id_name", "What texts want")
    page.set_input_files("#id_codebook", tmp_path / "book.toml")
    page.set_input_files("#id_sample", tmp_path / "sample.csv")
    page.get_by_role("button", name="Make the study").click()
    for name in ("madina", "timur"):
        page.get_by_label("A further coder").select_option(label=name)
        page.get_by_role("button", name="Name as coder").click()
    page.get_by_label("Adjudicator").select_option(label="serik")
    page.get_by_role("button", name="Name as adjudicator").click()
    assert page.locator(".coders li").count() == 2
    for coder, codes in zip(Coder.objects.all(), ("acacnn", "anac-n"), strict=True):
        code_all(coder, codes)
    page.locator("section", has=page.locator("#end")).locator("summary").click()
    page.get_by_role("button", name="End coding").click()
    page.get_by_role("link", name="Agreement").click()
    assert "exploratory" in page.locator("main").inner_text()
    theirs = signed_in("serik", f"/en/staff/coding/{Study.objects.get().pk}/disputed/")
    theirs.get_by_role("link", name="Decide").first.click()
    theirs.get_by_role("button", name="Complains").click()
    theirs.get_by_role("button", name="Neither").click()
    assert "Decided: 2 of 2" in theirs.locator("main").inner_text()
    page.get_by_role("link", name="Result").click()
    assert "serik" in page.locator("main").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="All codes as CSV").click()
    assert saved.value.suggested_filename.startswith("codes-")
