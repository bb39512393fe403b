"""Totals are not added to their parts, and a margin stands only where something can be weighed."""

import pyarrow as pa

from tyndau.listening.represent.figures_file import AUDIENCE, POPULATION
from tyndau.listening.represent.targets import of_people, people_of, residents, targets, users

WHOLE, ASTANA, ALMATY = "000000000", "710000000", "750000000"


def population(*rows):
    names = ("territory", "sex", "age_group", "people")
    told = [{**dict(zip(names, row, strict=True)), "source": "b", "date": "2025", "example": False} for row in rows]
    return pa.Table.from_pylist(told, schema=POPULATION)


def audience(*rows):
    names = ("platform", "territory", "sex", "age_group", "audience", "example")
    told = [{**dict(zip(names, row, strict=True)), "source": "b", "date": "2025"} for row in rows]
    return pa.Table.from_pylist(told, schema=AUDIENCE)


def test_a_total_is_taken_before_its_parts_and_parts_are_added_where_there_is_none():
    told = population(
        (ASTANA, "", "", 100), (ASTANA, "female", "", 55), (ASTANA, "male", "", 45),
        (ALMATY, "female", "18-24", 10), (ALMATY, "female", "25+", 20), (ALMATY, "male", "18-24", 11),
        (ALMATY, "male", "25+", 19), (ALMATY, "female", "", 30), (ALMATY, "male", "", 31),
    )  # fmt: skip
    assert {row["territory"]: row["people"] for row in residents(told).to_pylist()} == {ASTANA: 100, ALMATY: 61}
    assert people_of(told, WHOLE) == 161
    sexes = of_people(told, "sex", WHOLE)
    assert dict(zip(sexes["category"].to_pylist(), sexes["people"].to_pylist(), strict=True)) == {
        "female": 85, "male": 76,
    }  # fmt: skip
    ages = of_people(told, "age_group", WHOLE)
    assert ages["people"].to_pylist() == [21, 39]


def test_the_country_s_row_stands_before_the_sum_of_regions():
    told = population((WHOLE, "", "", 500), (ASTANA, "", "", 100), (WHOLE, "male", "", 240), (ASTANA, "male", "", 9))
    assert people_of(told, WHOLE) == 500
    assert of_people(told, "sex", WHOLE)["people"].to_pylist() == [240]
    assert people_of(population(), WHOLE) is None


def test_an_example_audience_is_shown_but_weighs_nothing():
    told = audience(("vk", WHOLE, "", "", 5, False), ("x", WHOLE, "", "", 6, True), ("ok", WHOLE, "", "", 7, False))
    assert users(told)["people"].to_pylist() == [7, 5, 6]
    found = targets(population((ASTANA, "", "", 100)), told, WHOLE, ("platform",))
    assert found["platform"]["category"].to_pylist() == ["ok", "vk"]


def test_a_margin_of_one_category_is_none_but_one_region_is():
    people = population((ASTANA, "", "", 100), (WHOLE, "", "", 500), (WHOLE, "male", "", 240))
    told = audience(("vk", WHOLE, "", "", 5, False), ("x", ASTANA, "", "", 6, False))
    found = targets(people, told, WHOLE, ("territory", "platform", "sex", "age_group"))
    assert list(found) == ["territory"]
    assert found["territory"]["category"].to_pylist() == [ASTANA]
    assert targets(population(), told, WHOLE, ("territory",)) == {}
