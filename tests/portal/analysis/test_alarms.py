"""Alarms on the portal: for the staff alone, with what was found out about them and how often they were right."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.portal.analysis.found import alarm, watched_day
from tests.portal.demands.runs import COMPUTED, Heard
from tyndau.portal.analysis.models import Episode, Incident, Triage
from tyndau.portal.people.models import StaffAct

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 20)
CODE = "20260920-heating-100000000"
ADDRESS = f"/en/analysis/alarms/{CODE}/"


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def found(heard: Any, *rows: dict, series: tuple[dict, ...] = (), **told: Any) -> None:
    heard(Heard("d1"), tables_too={"alarms.parquet": rows, "series.parquet": series}, **told)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def happened(client: Client, **told: Any) -> Any:
    row = {"name": "Pipe burst", "topic": "heating", "territory": "100000000", "began": DAY.isoformat(), "known": ""}
    return client.post("/en/analysis/alarms/", row | told)


def test_alarms_that_follow_one_another_are_one_question_with_the_figures_of_its_loudest_day(heard: Any) -> None:
    found(heard, alarm(DAY), alarm(after(1), count=30, severity=15.0), alarm(after(2), state="signal"),
          alarm(after(9)))  # fmt: skip
    assert list(Episode.objects.order_by("first").values_list("first", "last", "peak", "count")) == [
        (DAY, after(1), after(1), 30), (after(9), after(9), after(9), 12),
    ]  # fmt: skip


def test_signals_and_unusual_days_make_no_alarm(heard: Any) -> None:
    found(heard, alarm(DAY, state="signal"), alarm(DAY, topic="roads", state="unusual", q=None))
    assert not Episode.objects.exists()


def test_a_page_tells_the_sure_part_first_and_draws_the_days_around(heard: Any, as_staff: Any) -> None:
    days = tuple(watched_day(after(n), count=12 if n == 0 else 2) for n in range(-60, 30))
    found(heard, alarm(DAY), series=days)
    page = text_of(as_staff("analyst"), ADDRESS)
    assert "at least 2.5 times what was expected (estimate 6.0, 95 % interval 2.5–11)" in page
    assert "expected: 2.0; at most on 97 of 100 quiet days: 5.0; posts: 20" in page
    assert len(Episode.objects.get().days) == 35 + 1 + 14
    assert page.count('class="bar loud"') == 1
    assert "Heating · Abai Region" in page


def test_an_expected_number_near_zero_is_not_told_as_zero(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY, expected=0.004))
    assert "expected fewer than 0.1" in text_of(as_staff("analyst"), "/en/analysis/alarms/")


def test_an_alarm_without_a_known_region_says_so(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY, territory=None))
    assert "Heating · Place not known" in text_of(as_staff("analyst"), "/en/analysis/alarms/20260920-heating-unknown/")


@pytest.mark.parametrize("address", ["/en/analysis/alarms/", ADDRESS])
def test_the_public_sees_no_alarm(heard: Any, client: Client, as_staff: Any, address: str) -> None:
    found(heard, alarm(DAY))
    assert client.get(address).status_code == 302
    assert as_staff("register-editor").get(address).status_code == 403
    assert client.post(address, {}).status_code == 302


def test_what_was_found_out_is_kept_with_who_and_when_and_never_overwritten(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY))
    operator = as_staff("operator")
    for outcome, note in (("open", "calling the akimat"), ("no-incident", "a festival")):
        assert operator.post(ADDRESS, {"outcome": outcome, "note": note, "incident": ""}).status_code == 302
    page = text_of(operator, ADDRESS)
    assert page.index("a festival") < page.index("calling the akimat")
    assert "Nothing happened" in text_of(operator, "/en/analysis/alarms/")
    assert Triage.objects.count() == 2
    act = StaffAct.objects.filter(act="analysis.triage").latest("at")
    assert "festival" not in str(act.what)


def test_a_moderator_reads_alarms_and_records_nothing(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY))
    moderator = as_staff("moderator")
    assert '<form method="post" class="stack"' not in text_of(moderator, ADDRESS)
    assert moderator.post(ADDRESS, {"outcome": "open"}).status_code == 403
    assert happened(moderator).status_code == 403


def test_an_outcome_that_does_not_exist_is_refused(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY))
    assert as_staff("analyst").post(ADDRESS, {"outcome": "fake"}).status_code == 400
    assert not Triage.objects.exists()


def test_an_incident_belongs_only_to_an_alarm_for_which_something_happened(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY))
    analyst = as_staff("analyst")
    happened(analyst)
    incident = Incident.objects.get()
    analyst.post(ADDRESS, {"outcome": "no-incident", "incident": incident.pk})
    assert Triage.objects.get().incident is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Triage.objects.update(incident=incident)


def test_error_rates_are_counted_from_what_was_found_out(heard: Any, as_staff: Any) -> None:
    heard(Heard("d1", accounts=40), tables_too={"alarms.parquet": [
        alarm(DAY), alarm(after(8)), alarm(DAY, topic="roads"), alarm(after(8), topic="jobs"),
    ]})  # fmt: skip
    analyst = as_staff("analyst")
    assert "not known yet" in text_of(analyst, "/en/analysis/alarms/")
    happened(analyst, began=after(-1).isoformat(), known=after(4).isoformat())
    happened(analyst, name="Missed", began=after(-3).isoformat())
    pipe = Incident.objects.get(name="Pipe burst")
    analyst.post(ADDRESS, {"outcome": "incident", "incident": pipe.pk})
    analyst.post("/en/analysis/alarms/20260920-roads-100000000/", {"outcome": "no-incident"})
    analyst.post("/en/analysis/alarms/20260928-jobs-100000000/", {"outcome": "open"})
    page = text_of(analyst, "/en/analysis/alarms/")
    assert "Of the alarms looked into, something had happened</dt><dd>50%" in page
    assert "Of what happened, an alarm had told</dt><dd>50%" in page
    assert "95 % interval: 1.3%–99%; n = 2" in page
    assert "Days from the beginning to the first alarm, median</dt><dd>1.0" in page
    assert "Days from the first alarm until it was known otherwise, median</dt><dd>4.0" in page


def test_an_incident_cannot_be_known_before_it_began(heard: Any, as_staff: Any) -> None:
    found(heard)
    answer = happened(as_staff("analyst"), known=after(-5).isoformat())
    assert answer.status_code == 400
    assert "It cannot be known before it began." in answer.content.decode()
    assert not Incident.objects.exists()


def test_an_alarm_that_a_later_run_no_longer_tells_keeps_its_page_and_its_record(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY))
    analyst = as_staff("analyst")
    analyst.post(ADDRESS, {"outcome": "no-incident", "note": "a festival"})
    found(heard, alarm(after(9)), computed_at=COMPUTED + timedelta(days=7))
    page = text_of(analyst, ADDRESS)
    assert "Not found in the latest run" in page
    assert "a festival" in page
    assert "1 alarm<" in text_of(analyst, "/en/analysis/alarms/")


def test_the_board_shows_alarms_and_counts_those_that_wait(heard: Any, as_staff: Any) -> None:
    found(heard, alarm(DAY), alarm(DAY, topic="roads"))
    analyst = as_staff("analyst")
    analyst.post(ADDRESS, {"outcome": "no-incident"})
    page = text_of(analyst, "/en/analysis/")
    assert 'Alarms that nobody has looked into</dt><dd><a href="/en/analysis/alarms/">1</a>' in page


def test_an_unknown_alarm_is_told_as_such(as_staff: Any) -> None:
    text_of(as_staff("analyst"), "/en/analysis/alarms/dragons/", 404)
