"""Demands that go on being heard: when they begin, when they end, and where they do so more than elsewhere."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.listening.diagnosis.told import BEGIN

from tyndau.listening.diagnosis.persistence import PERSISTENCE, persistence

FIRST = date(2026, 3, 2)
LAST = FIRST + timedelta(days=120)
TERM = 28


def lasting(*demands: tuple[str | None, str | None, list[int]], last: date = LAST, term: int | None = TERM) -> list:
    """Each demand: region, body, and the days of its voices, each of another account."""
    voices = [
        {"demand_id": f"d{number:03}", "account": f"a{turn}", "post": f"{number}-{turn}",
         "time": BEGIN + timedelta(days=day)}
        for number, (_, _, days) in enumerate(demands) for turn, day in enumerate(days)
    ]  # fmt: skip
    told = [
        {"demand_id": f"d{number:03}", "territory": region, "body": body}
        for number, (region, body, _) in enumerate(demands)
    ]
    words = pa.schema([(name, pa.string()) for name in ("demand_id", "account", "post")])
    names = pa.schema([(name, pa.string()) for name in ("demand_id", "territory", "body")])
    found = persistence(
        pa.Table.from_pylist(voices, schema=words.append(pa.field("time", pa.timestamp("us", tz="UTC")))),
        pa.Table.from_pylist(told, schema=names),
        (FIRST, last), ZoneInfo("Asia/Almaty"), term, 5,
    )  # fmt: skip
    assert found.schema == PERSISTENCE
    return found.to_pylist()


def begun(*later: int) -> list[int]:
    """Five accounts on day 30, and voices so many days after that."""
    return [30] * 5 + [30 + days for days in later]


def test_a_demand_goes_on_when_it_is_heard_after_the_term():
    """Of five, two are heard 28 and 40 days after five accounts had spoken."""
    (whole,) = lasting(*((None, None, begun(*later)) for later in ((), (10,), (27,), (28,), (12, 40))))
    assert (whole["by"], whole["demands"], whole["followed"], whole["continuing"]) == ("all", 5, 5, 2)
    assert whole["share"] == 0.4
    assert (whole["low"], whole["high"]) == pytest.approx((0.117621, 0.769276), abs=1e-6)
    assert whole["still_heard"] == pytest.approx(0.4)
    assert whole["median_days"] == 28
    first, second = whole["curve"][:2]
    assert first == {"day": 0, "at_risk": 5, "share": 1.0, "low": pytest.approx(0.565518), "high": 1.0}
    assert (second["day"], second["at_risk"], second["share"]) == (7, 4, 0.8)
    assert [point["share"] for point in whole["curve"]][-1] == 0


def test_days_count_from_the_fifth_account_on():
    late = [0, 10, 20, 30, 40, 50]  # five accounts on day 40, heard ten days after
    (whole,) = lasting(*[(None, None, late)] * 5)
    assert whole["continuing"] == 0
    assert whole["median_days"] == 11


def test_four_accounts_are_no_demand():
    assert lasting(*[(None, None, [30] * 4)] * 9) == []


def test_a_demand_that_is_not_silent_for_a_term_at_the_end_goes_on():
    """Heard on day 100 of 120: silent for 20 days only, so nobody knows that it ended."""
    (whole,) = lasting(*[(None, None, begun(70))] * 6)
    assert whole["still_heard"] == 1.0
    assert whole["curve"][-1]["day"] == 56  # day 92 of the run: from then on less than a term is left
    assert whole["median_days"] is None
    older = [10] * 5 + [100]  # could be heard for 82 days
    (whole,) = lasting(*[(None, None, begun(70))] * 6, *[(None, None, older)] * 6)
    assert (whole["curve"][-1]["day"], whole["curve"][-1]["share"]) == (77, 1.0)


def test_who_is_too_young_is_not_followed():
    young = [(None, None, [80] * 5)] * 5
    (whole,) = lasting(*young)
    assert (whole["followed"], whole["share"], whole["still_heard"]) == (0, None, None)


def test_a_body_whose_demands_go_on_more_often_than_elsewhere_is_found():
    slow = [("10", "akimat", begun(40))] * 12
    quick = [("11", "other", begun(3))] * 12
    rows = {(row["by"], row["territory"], row["body"]): row for row in lasting(*slow, *quick)}
    assert rows["body", None, "akimat"]["finding"] == "more"
    assert rows["territory", "11", None]["finding"] == "less"
    assert rows["both", "10", "akimat"]["share"] == 1.0
    assert rows["all", None, None]["finding"] == "unclear"
    assert rows["all", None, None]["share"] == 0.5


def test_groups_of_fewer_than_five_demands_and_demands_without_a_body_make_no_row():
    rows = lasting(*[("10", "akimat", begun(40))] * 4, *[("11", None, begun(40))] * 5)
    assert [(row["by"], row["territory"]) for row in rows] == [("all", None), ("territory", "11")]


def test_demands_of_the_first_days_may_be_older_than_the_run():
    (whole,) = lasting(*[(None, None, [27] * 5)] * 5, *[(None, None, [28] * 5)] * 5)
    assert whole["older"] == 5


def test_without_a_legal_term_nothing_is_said():
    assert lasting(*[(None, None, begun(40))] * 9, term=None) == []


def test_a_run_of_less_than_two_terms_follows_nobody():
    (whole,) = lasting(*[(None, None, [0] * 5)] * 9, last=FIRST + timedelta(days=50))
    assert whole["share"] is None
