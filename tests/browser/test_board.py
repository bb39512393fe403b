"""The analyst's board in a real Chromium: an alarm is looked into, a campaign is answered for, axe finds nothing."""

from datetime import date

import pytest

from tests.browser.accessibility import assert_accessible
from tests.portal.analysis.found import alarm, bridge, campaign, community, watched_day
from tests.portal.demands.runs import Heard, write_run
from tests.portal.people.conftest import PASSWORD, member
from tyndau.portal.people.models import Duty

DAY = date(2026, 9, 20)


@pytest.fixture
def found(transactional_db, tmp_path, imports):
    tables = {
        "campaigns.parquet": [campaign(demands=["heat"])],
        "alarms.parquet": [alarm(DAY), alarm(DAY, topic="roads")],
        "series.parquet": [watched_day(date(2026, 9, day), day % 5) for day in range(1, 30)],
        "communities.parquet": [community("c1"), community("c2")],
        "bridges.parquet": [bridge("c1", "c2")],
    }
    imports(write_run(tmp_path / "one", [Heard("heat", accounts=20)], tables_too=tables))
    member("zhanna", Duty.ANALYST)


def signed_in(visit, language, screen):
    page = visit(f"/{language}/staff/", width=screen)
    page.fill("#id_username", "zhanna")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("main .facts").wait_for()
    return page


def test_an_analyst_looks_into_an_alarm_and_the_error_rates_follow(found, visit, language, screen):
    page = signed_in(visit, language, screen)
    page.locator(f'a[href="/{language}/analysis/"]').click()
    page.locator("#provenance").wait_for()
    assert_accessible(page)
    page.locator("#alarms a").click()
    page.locator("#record").wait_for()
    page.fill("#id_name", "Invented strike")
    page.select_option("#id_topic", "heating")
    page.select_option("#id_territory", "100000000")
    page.fill("#id_began", "2026-09-19")
    page.locator("main form button").click()
    page.get_by_text("Invented strike").wait_for()
    assert_accessible(page)
    page.locator('a[href*="alarms/20260920-heating"]').click()
    page.locator(".watched").wait_for()
    assert_accessible(page)
    page.check('input[value="incident"]')
    page.select_option("#id_incident", index=1)
    page.locator("main form button").click()
    page.locator(".correction").wait_for()
    assert "Invented strike" in page.locator(".correction").inner_text()
    page.goto(page.url.split("/analysis/")[0] + "/analysis/alarms/")
    assert "n = 1" in page.locator("main .facts").first.inner_text()


def test_an_analyst_answers_for_a_campaign_and_everybody_reads_it(found, visit, language, screen):
    page = signed_in(visit, language, screen)
    page.goto(page.url.split("/staff/")[0] + "/campaigns/e1/")
    page.check('input[value="open"]')
    page.fill("#id_text", "An invented newsroom.")
    page.locator("main form button").click()
    page.locator(".correction").wait_for()
    assert_accessible(page)
    assert "An invented newsroom." in visit(f"/{language}/campaigns/e1/").locator(".correction").inner_text()
