"""The public pages in a real Chromium: axe finds nothing, journeys work with the keyboard and without scripts."""

from datetime import timedelta

import pytest

from tests.browser.accessibility import assert_accessible
from tests.portal.analysis.found import (
    bridge,
    campaign,
    community,
    distance,
    gap,
    hashtag,
    lasting,
    polarised,
    topic_share,
)
from tests.portal.demands.runs import ABAI, AKMOLA, COMPUTED, SEMEY, Heard, write_run

PAGES = (
    "", "demands/", "demands/?q=zzz", "demands/?topic=dragons&page=9", "demands/heat/", "demands/gone/", "territories/",
    f"territories/{ABAI}/", f"territories/{SEMEY}/", "method/", "signal/", "campaigns/",
    "campaigns/e1/", "network/", "diagnosis/", f"diagnosis/{ABAI}/", "representation/",
    "privacy/", "accessibility/", "api/", "errors/",
)  # fmt: skip
HOSTILE = '<script>document.title="owned"</script>\u202e' + "😡" * 200 + "Ұ" * 120


@pytest.fixture
def board(transactional_db, tmp_path, imports):
    """Two runs: in the second one demand is gone."""
    first = [
        Heard("heat", accounts=20, place=SEMEY, trend="rising", quotes=["Үйде суық.", HOSTILE]),
        Heard("roads", topic="roads", territory=AKMOLA, accounts=15, language="ru", platform="telegram",
              phrases=[("ru", "яма на дороге")], quotes=["Дорога разбита."], body="akimat-11"),
        *(Heard(f"d{number}", topic="prices", accounts=6, words=["ұн"], parent="heat") for number in range(22)),
    ]  # fmt: skip
    imports(write_run(tmp_path / "one", [*first, Heard("gone", topic="jobs")]))
    later = COMPUTED + timedelta(days=1)
    found = {
        "campaigns.parquet": [campaign(demands=["heat"]), campaign("t1", kind="synchronised", hashtags=["жол"])],
        "communities.parquet": [community("c1"), community("c2")], "bridges.parquet": [bridge("c1", "c2")],
        "polarisation.parquet": [polarised("heat", 0.1, 0.2, 0.5)], "hashtags.parquet": [hashtag("жылу")],
        "agenda.parquet": [gap("heating"), gap("heating", territory=ABAI)],
        "agenda_distance.parquet": [distance(), distance(ABAI)], "topic_shares.parquet": [topic_share("heating")],
        "persistence.parquet": [lasting(), lasting("body", body="akimat-10"), lasting("territory", territory=ABAI)],
    }  # fmt: skip
    imports(write_run(tmp_path / "two", first, computed_at=later, tables_too=found))


def test_axe_finds_nothing_on_any_page(board, visit, language, screen):
    for path in PAGES:
        page = visit(f"/{language}/{path}", width=screen, expect=404 if "page=9" in path else 200)
        assert_accessible(page)


def test_axe_finds_nothing_in_the_dark(board, visit):
    for path in ("", "demands/", "demands/heat/", f"territories/{ABAI}/"):
        assert_accessible(visit(f"/kk/{path}", dark=True))


def test_hostile_words_do_nothing(board, visit):
    page = visit("/en/demands/heat/")
    assert page.title() != "owned"
    assert "document.title" in page.locator(".quotes").inner_text()


def test_a_reader_without_scripts_filters_reads_and_pages_on(board, visit):
    page = visit("/en/", javascript=False)
    page.get_by_role("link", name="Abai Region: 23").click()
    page.get_by_role("link", name="Semey city").click()
    page.get_by_role("link", name="Heating").first.click()
    assert "20" in page.locator(".strength-large .interval").inner_text()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Demands").click()
    page.get_by_label("Topic").select_option("prices")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".demand").count() == 20
    page.get_by_role("link", name="Next page").click()
    assert page.locator(".demand").count() == 2
    assert "topic=prices" in page.url


def test_filters_exchange_the_list_in_place_and_keep_the_address(board, visit):
    page = visit("/en/demands/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Topic").select_option("roads")
    page.wait_for_url("**topic=roads**")
    assert page.locator(".demand").count() == 1
    assert page.evaluate("window.stayed")
    page.go_back()
    page.locator(".demand").nth(19).wait_for()


def test_the_language_switch_keeps_page_and_filters(board, visit):
    page = visit("/en/demands/?topic=roads&q=яма")
    page.get_by_role("link", name="Қазақша").click()
    assert page.url.endswith("/kk/demands/?topic=roads&q=%D1%8F%D0%BC%D0%B0")
    assert page.locator(".demand").count() == 1


def test_the_keyboard_alone_reaches_the_content_and_a_region(board, visit):
    page = visit("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "territories" in page.evaluate("document.activeElement.getAttribute('href')")


def test_an_error_is_reported_and_its_answer_found(board, visit):
    page = visit("/ru/demands/roads/")
    page.locator(".acts a").last.click()
    page.locator("textarea").fill("Это другая область, см. карту.")
    page.locator("form.form button").click()
    assert "/ru/errors/" in page.url
    assert "/ru/demands/roads/" in page.locator("main").inner_text()


def test_home_weighs_less_than_150_kilobytes(board, browser, site):
    """All that a first visit loads, as sent: document, styles, fonts."""
    context = browser.new_context(extra_http_headers={"Accept-Encoding": "gzip"})
    page, sizes = context.new_page(), []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{site}/kk/", wait_until="networkidle")
    context.close()
    assert 20_000 < sum(sizes) < 150_000
