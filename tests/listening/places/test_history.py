"""The country as it was before 2018 and 2022."""

import re
from datetime import date

import pyarrow as pa
import pytest

from tyndau.listening.places.history import parents_on


@pytest.fixture
def parent(country):
    def of(kato: str, on: date) -> str | None:
        known = parents_on(country.territories, country.territory_changes, on).to_pylist()
        return next((row["parent_kato"] for row in known if row["kato"] == kato), None)

    return of


@pytest.mark.parametrize(
    ("kato", "before", "since", "after"),
    [
        ("101000000", "630000000", date(2022, 6, 8), "100000000"),  # Semey
        ("331000000", "190000000", date(2022, 6, 8), "330000000"),  # Taldykorgan
        ("621000000", "350000000", date(2022, 6, 8), "620000000"),  # Zhezkazgan
        ("615200000", "510000000", date(2018, 6, 19), "610000000"),  # Sayram district
        ("790000000", "510000000", date(2018, 6, 19), "000000000"),  # Shymkent
    ],
)
def test_a_unit_lay_elsewhere_until_the_day_of_the_reform(parent, kato, before, since, after):
    day_before = date.fromordinal(since.toordinal() - 1)
    assert (parent(kato, day_before), parent(kato, since)) == (before, after)


def test_a_region_is_not_there_before_it_was_formed(parent):
    assert parent("620000000", date(2022, 6, 7)) is None
    assert parent("620000000", date(2022, 6, 8)) == "000000000"


def test_a_renamed_unit_that_got_a_new_code_is_not_known_by_it_before(parent):
    assert parent("610000000", date(2018, 6, 18)) is None
    assert parent("710000000", date(2018, 6, 18)) == "000000000"  # a name came and went, the code stayed


def test_of_several_moves_the_first_after_the_day_tells_what_was(country):
    moves = [("101000000", "2022-06-08", "moved", "630000000"), ("101000000", "1997-05-23", "moved", "999000000")]
    for order in (moves, moves[::-1]):
        columns = dict(zip(("kato", "day", "what", "before"), map(list, zip(*order, strict=True)), strict=True))
        known = parents_on(country.territories, pa.table(columns), date(1990, 1, 1)).to_pylist()
        assert next(row["parent_kato"] for row in known if row["kato"] == "101000000") == "999000000"


def test_where_only_the_year_is_known_the_change_counts_from_its_end(parent):
    assert parent("191800000", date(2024, 12, 30)) is None
    assert parent("191800000", date(2024, 12, 31)) == "190000000"


def test_of_today_the_register_is_the_answer(country):
    today = parents_on(country.territories, country.territory_changes, date(2026, 3, 2))
    assert today.equals(country.territories.select(["kato", "parent_kato"]))


def test_every_unit_of_a_region_formed_later_says_where_it_lay(country):
    before = parents_on(country.territories, country.territory_changes, date(2017, 1, 1)).to_pylist()
    left = [row["kato"] for row in before if row["parent_kato"] in ("100000000", "330000000", "620000000", "610000000")]
    assert left == ["101010000", "104500000"]  # formed since, nobody has told us when


def test_changes_have_days_and_names(country):
    for row in country.territory_changes.to_pylist():
        assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?", row["day"])
        assert row["what"] in ("formed", "moved", "renamed")
        assert bool(row["before"]) or row["what"] == "renamed"
        assert all(row[name] for name in ("before_kk", "before_ru", "before_en"))
