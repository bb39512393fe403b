"""Days off and the centres of regions, as the engine is given them."""

from datetime import date

from tyndau import jurisdictions


def test_days_off_are_the_rows_of_that_kind_in_order():
    days = jurisdictions.load("kz").days_off()["day"].to_pylist()
    assert days == sorted(set(days))
    assert {date(2026, 3, 21), date(2025, 12, 16), date(2027, 1, 1)} <= set(days)
    assert date(2024, 5, 4) not in days  # a Saturday on which people worked
    assert {day.year for day in days} == {2024, 2025, 2026, 2027}


def test_every_region_has_a_centre_within_the_country():
    rows = jurisdictions.load("kz").centres().to_pylist()
    assert len(rows) == 20
    assert all(40 < row["lat"] < 56 and 46 < row["lon"] < 88 for row in rows)


def test_a_folder_from_before_there_were_holidays_knows_of_none(small):
    (small / "holidays.csv").unlink()
    assert jurisdictions.load(str(small)).days_off().num_rows == 0
