"""The deployer's figures: what is read, and each refusal with its row."""

import pyarrow as pa
import pytest

from tyndau.listening.errors import EmptyInput, HeaderLacks, NotUtf8
from tyndau.listening.represent import figures_file
from tyndau.listening.represent.refusals import (
    BadBand,
    BadNumber,
    BrokenFigures,
    NoSource,
    RowTwice,
    UnknownTerritory,
)

TERRITORIES = pa.table(
    {"kato": ["000000000", "710000000", "711010000"], "level": ["country", "region", "city_district"]}
)
HEAD = "territory,sex,age_group,people,source,date,example\n"


def population(rows, head=HEAD):
    return figures_file.population(head + rows, "people.csv", TERRITORIES).to_pylist()


def test_a_table_of_people_is_read_with_spaces_in_numbers_and_any_separator():
    rows = population("710000000;female;18-24;1 630\u00a0640;bureau;2025-12;yes\n", HEAD.replace(",", ";"))
    assert rows == [
        {"territory": "710000000", "sex": "female", "age_group": "18-24", "people": 1630640, "source": "bureau",
         "date": "2025-12", "example": True},
    ]  # fmt: skip
    bare = figures_file.population("territory,people,source,date\n710000000,5,b,2025\n", "p.csv", TERRITORIES)
    assert bare.to_pylist()[0]["sex"] == ""
    assert bare.to_pylist()[0]["example"] is False


def test_an_audience_is_of_a_platform_and_two_platforms_may_use_other_ages():
    text = (
        "platform,territory,age_group,audience,source,date\nvk,000000000,18-24,5,b,2025\nx,000000000,16-24,6,b,2025\n"
    )
    found = figures_file.audience(text, "a.csv", TERRITORIES)
    assert found["audience"].to_pylist() == [5, 6]


@pytest.mark.parametrize(
    ("rows", "refusal", "row", "value"),
    [
        ("710000000,,,many,b,2025,\n", BadNumber, 2, "many"),
        ("710000000,,,-5,b,2025,\n", BadNumber, 2, "-5"),
        ("710000000,,,13.1,b,2025,\n", BadNumber, 2, "13.1"),
        ("710000000,,,,b,2025,\n", BadNumber, 2, "-"),
        ("710000000,,,99999999999,b,2025,\n", BadNumber, 2, "99999999999"),
        ("123,,,5,b,2025,\n", UnknownTerritory, 2, "123"),
        ("711010000,,,5,b,2025,\n", UnknownTerritory, 2, "711010000"),
        (",,,5,b,2025,\n", UnknownTerritory, 2, "-"),
        ("710000000,,,5,,2025,\n", NoSource, 2, "2025"),
        ("710000000,,,5,b,,\n", NoSource, 2, "-"),
        ("710000000,,,5,b,2025-13,\n", NoSource, 2, "2025-13"),
        ("710000000,,,5,b,last year,\n", NoSource, 2, "last year"),
        ("710000000,woman,,5,b,2025,\n", BadBand, 2, "woman"),
        ("710000000,,young,5,b,2025,\n", BadBand, 2, "young"),
        ("710000000,,24-18,5,b,2025,\n", BadBand, 2, "24-18"),
        ("710000000,,18-24,5,b,2025,\n710000000,,20+,5,b,2025,\n", BadBand, 3, "20+, 18-24"),
        ("710000000,,,5,b,2025,\n\n710000000,,,6,b,2025,\n", RowTwice, 4, None),
        ("710000000,,5,b,2025,\n", BrokenFigures, 2, None),
        ('710000000,,,5,"b,2025,\n', BrokenFigures, 2, None),
    ],
)  # fmt: skip
def test_the_first_bad_row_is_refused_with_its_number(rows, refusal, row, value):
    with pytest.raises(refusal) as refused:
        population(rows)
    assert refused.value.facts["row"] == row
    assert refused.value.facts.get("value") == value
    assert all(str(row) in str(refused.value.tell(language)) for language in ("kk", "ru", "en"))


def test_a_table_without_rows_without_columns_or_in_another_encoding_is_refused():
    with pytest.raises(EmptyInput):
        population("")
    with pytest.raises(HeaderLacks):
        population("", "territory,people,source\n")
    with pytest.raises(NotUtf8):
        figures_file.decoded("Астана".encode("cp1251"), "p.csv")


def test_attributes_stand_once_for_each_account():
    found = figures_file.attributes("account,sex\na1,female\na2,\n", "a.csv")
    assert found.to_pylist()[1] == {"account": "a2", "sex": "", "age_group": ""}
    with pytest.raises(RowTwice):
        figures_file.attributes("account,sex\na1,female\na1,male\n", "a.csv")
    with pytest.raises(BadBand):
        figures_file.attributes("account,age_group\na1,old\n", "a.csv")


def test_the_country_s_example_is_marked_adds_up_and_names_every_region(country):
    rows = country.population.to_pylist()
    assert all(row["example"] and row["source"] for row in (*rows, *country.audience.to_pylist()))
    regions = {row["territory"]: row["people"] for row in rows if row["territory"] != "000000000"}
    levels = country.territories.filter(pa.compute.equal(country.territories["level"], "region"))["kato"].to_pylist()
    assert set(regions) == set(levels)
    whole = next(row["people"] for row in rows if row["territory"] == "000000000" and not row["sex"])
    assert sum(regions.values()) == pytest.approx(whole, rel=0.001)
    assert sum(row["people"] for row in rows if row["sex"]) == whole
