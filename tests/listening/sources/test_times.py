from datetime import UTC, datetime

import pytest

from tyndau.listening.errors import UnknownZone
from tyndau.listening.sources.rows import NaiveTime, instant
from tyndau.listening.zones import zone

ALMATY = zone("Asia/Almaty")


@pytest.mark.parametrize(
    "written",
    ["2026-03-02T14:00:00+05:00", "2026-03-02T09:00:00Z", 1772442000, "1772442000", 1772442000000, "02.03.2026 14:00",
     "2.3.26 14:00", "2026-03-02 14:00:00"],
)  # fmt: skip
def test_one_instant_written_in_many_ways_is_one_instant(written):
    assert instant(written, ALMATY) == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_almaty_is_six_hours_ahead_before_march_2024_and_five_after():
    assert instant("2024-02-29 12:00", ALMATY).hour == 6
    assert instant("2024-03-02 12:00", ALMATY).hour == 7


def test_a_time_without_zone_is_not_guessed():
    with pytest.raises(NaiveTime):
        instant("2026-03-02 14:00", None)


@pytest.mark.parametrize("written", ["soon", "31.02.2026", "0001-01-01T00:00Z", "2500-01-01T00:00Z", "9" * 15, ""])
def test_what_is_no_time_is_an_error(written):
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError becomes row.bad-time
        instant(written, ALMATY)


@pytest.mark.parametrize("name", ["Asia/Atlantis", "", "../../etc/passwd", "Asia"])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(UnknownZone):
        zone(name)
