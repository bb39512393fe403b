"""The register of Kazakhstan names one first body for every topic in every region; templates are written out."""

import csv
from datetime import date
from importlib import resources

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tyndau import jurisdictions
from tyndau.jurisdictions.folders import start
from tyndau.jurisdictions.templates import COUNTRY, every_body, every_region
from tyndau.listening.demands.responsible import responsible
from tyndau.listening.errors import BadCountryTable

NAMES = ("name_kk", "name_ru", "name_en")
TODAY = date(2026, 3, 1)
BEFORE_THE_NEW_REGIONS = date(2022, 6, 7)
ABAI, KARAGANDA, ALMATY = "100000000", "350000000", "750000000"


def of_file(name: str) -> list[dict[str, str]]:
    path = resources.files("tyndau.jurisdictions") / "kz" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def regions(country) -> list[str]:
    return [row["kato"] for row in country.territories.to_pylist() if row["level"] == "region"]


def answering(competence: pa.Table, topic: str, kato: str | None, on: date = TODAY) -> str | None:
    demand = pa.table({"demand_id": ["d"], "topic": [topic], "territory": pa.array([kato], pa.string())})
    return responsible(demand, competence, on)["body"][0].as_py()


def test_every_topic_has_a_first_and_a_second_body_in_every_region(country, regions):
    ranks: dict[tuple[str, str], set[str]] = {}
    for row in country.competence.to_pylist():
        for kato in regions if row["territory"] == COUNTRY else [row["territory"]]:
            ranks.setdefault((row["topic"], kato), set()).add(row["rank"])
    for topic in country.topics["topic"].to_pylist():
        for kato in regions:
            assert ranks.get((topic, kato), set()) >= {"1", "2"}, (topic, kato)


def test_the_answering_body_is_one_of_the_region_or_of_the_country(country, regions):
    topics = country.topics["topic"].to_pylist()
    pairs = [(topic, kato) for topic in topics for kato in regions]
    demands = pa.table(
        {
            "demand_id": [f"{topic} {kato}" for topic, kato in pairs],
            "topic": [topic for topic, _ in pairs],
            "territory": [kato for _, kato in pairs],
        }
    )
    level = {row["body"]: row["level"] for row in country.bodies.to_pylist()}
    for row in responsible(demands, country.competence, TODAY).to_pylist():
        assert row["body_from"] == "register", row
        kato = row["demand_id"].split(" ")[1]
        assert level[row["body"]] == "central" or row["body"].endswith(f"-{kato[:2]}"), row


def test_each_region_answers_with_a_department_of_its_own(country):
    assert answering(country.competence, "water-supply", KARAGANDA) == "dep-utilities-35"
    assert answering(country.competence, "public-order", ALMATY) == "dep-police-75"
    assert answering(country.competence, "officials-conduct", ABAI) == "akimat-10"


def test_a_region_formed_in_2022_answers_no_earlier_than_it_exists(country):
    assert answering(country.competence, "water-supply", ABAI) == "dep-utilities-10"
    assert answering(country.competence, "water-supply", ABAI, BEFORE_THE_NEW_REGIONS) == (
        "committee-construction-utilities"
    )
    assert answering(country.competence, "water-supply", KARAGANDA, BEFORE_THE_NEW_REGIONS) == "dep-utilities-35"


def test_a_matter_of_a_department_names_nobody_where_the_place_is_unknown(country):
    assert answering(country.competence, "water-supply", None) is None
    assert answering(country.competence, "internet-and-mobile", None) == "committee-telecommunications"


def test_every_body_is_named_in_three_languages_and_once(country):
    bodies = country.bodies.to_pylist()
    assert len({row["body"] for row in bodies}) == len(bodies)
    for row in bodies:
        assert all(row[name] and "{" not in row[name] for name in NAMES), row
    for name in NAMES:
        assert len({row[name] for row in bodies}) == len(bodies), name


def test_a_template_becomes_a_body_in_each_region_and_district_named_after_the_place(country, regions):
    names = {row["body"]: [row[name] for name in NAMES] for row in country.bodies.to_pylist()}
    assert names["dep-education-10"] == [
        "Білім басқармасы · Абай облысы",
        "Управление образования · область Абай",
        "Education Department · Abai Region",
    ]
    assert names["akimat-352400"][1] == "Акимат · город Темиртау, Карагандинская область"
    for row in of_file("bodies"):
        if row["each"] == "yes" and row["level"] == "region":
            assert all(f"{row['body']}-{kato[:2]}" in names for kato in regions), row["body"]
    assert sum(row["level"] == "district" for row in country.bodies.to_pylist()) == 224


def test_every_body_answers_for_something_or_says_why_it_stands_there():
    used = {row["body"] for row in of_file("competence")}
    for row in of_file("bodies"):
        template = "akimat" if row["level"] == "region" and row["kind"] == "akimat" else row["body"]
        assert template in used or row["kind"] == "organisation" or row["note"], row["body"]


def test_an_unread_law_is_not_claimed_to_be_verified():
    for row in of_file("competence"):
        assert row["legal_basis"] if row["verified"] == "yes" else row["verified"] == "no", row


PLACES = pa.Table.from_pylist(
    [
        {"kato": kato, "parent_kato": parent, "level": level, "valid_from": since, **dict.fromkeys(NAMES, name)}
        for kato, parent, level, since, name in (
            ("000000000", "", "country", "", "Country"),
            ("100000000", "000000000", "region", "2022-06-08", "North"),
            ("350000000", "000000000", "region", "", "South"),
            ("351000000", "350000000", "city", "", "Town"),
        )
    ]
)


def bodies(*rows: dict[str, str]) -> pa.Table:
    empty = dict.fromkeys(("body", "level", "each", "valid_from", "valid_to", *NAMES), "")
    return every_body(pa.Table.from_pylist([empty | row for row in rows]), PLACES)


def template(body: str, name: str, level: str = "region", **more: str) -> dict[str, str]:
    return {"body": body, "level": level, "each": "yes", **dict.fromkeys(NAMES, name), **more}


def written(bodies_table: pa.Table, *rows: str) -> list[tuple[str, ...]]:
    """The register written out, told in lines: territory body from to."""
    fields = ("territory", "body", "valid_from", "valid_to")
    told = [dict(zip(fields, [*row.split(" "), "", ""], strict=False)) for row in rows]
    competence = pa.Table.from_pylist([{"topic": "water", "rank": "1", **row} for row in told])
    tables = {"territories": PLACES, "bodies": bodies_table, "competence": competence}
    return [tuple(row[name] for name in fields) for row in every_region(tables).to_pylist()]


def test_a_row_of_one_region_stands_in_place_of_the_template_there():
    own = {"body": "dep-35", "level": "region", "each": "no", **dict.fromkeys(NAMES, "House of Water")}
    named = [(row["body"], row["name_en"]) for row in bodies(template("dep", "Water · {place}"), own).to_pylist()]
    assert named == [("dep-10", "Water · North"), ("dep-35", "House of Water")]


def test_a_register_row_of_one_region_stands_in_place_of_the_each_region_row_there():
    both = bodies(template("dep", "Dep · {place}"), template("akimat", "Akimat · {place}"))
    assert written(both, "each-region dep", "350000000 akimat-35") == [
        ("100000000", "dep-10", "2022-06-08", ""),
        ("350000000", "akimat-35", "", ""),
    ]


def test_a_district_body_is_named_after_its_district_and_region():
    (row,) = bodies(template("akimat", "Akimat · {place}, {region}", level="district")).to_pylist()
    assert (row["body"], row["name_ru"]) == ("akimat-351000", "Akimat · Town, South")


def test_a_village_has_no_district_body_and_a_city_district_lies_in_its_region():
    places = [
        *PLACES.to_pylist(),
        PLACES.to_pylist()[3] | {"kato": "351011000", "parent_kato": "351000000", "level": "city_district"},
        PLACES.to_pylist()[3] | {"kato": "351011100", "parent_kato": "351011000", "level": "village"},
    ]
    written_out = every_body(
        pa.Table.from_pylist([template("akimat", "{place}, {region}", "district", valid_from="", valid_to="")]),
        pa.Table.from_pylist(places),
    )
    assert [(row["body"], row["name_en"]) for row in written_out.to_pylist()] == [
        ("akimat-351000", "Town, South"),
        ("akimat-351011", "Town, South"),
    ]


def test_nobody_is_competent_outside_the_life_of_the_body_and_the_region():
    dated = bodies(
        template("dep", "Dep · {place}", valid_from="2020-01-01", valid_to="2023-12-31"),
        {"body": "ministry", "level": "central", "each": "no", **dict.fromkeys(NAMES, "Ministry")},
    )
    assert [row["valid_from"] for row in dated.to_pylist()] == ["2022-06-08", "2020-01-01", ""]
    assert written(dated, "100000000 ministry", "000000000 ministry") == [
        ("100000000", "ministry", "2022-06-08", ""),
        ("000000000", "ministry", "", ""),
    ]
    assert written(dated, "each-region dep 2021-01-01", "350000000 dep-35  2019-12-31") == [
        ("100000000", "dep-10", "2022-06-08", "2023-12-31"),
    ]
    assert written(dated, "350000000 dep-35 2010-01-01 2030-01-01") == [
        ("350000000", "dep-35", "2020-01-01", "2023-12-31")
    ]


@pytest.mark.parametrize("name", ["Dep · {plaec}", "Dep · {", "Dep · {}", "Dep · {place.size}"])
def test_a_template_that_asks_for_something_unknown_is_named_with_its_row(name):
    with pytest.raises(BadCountryTable) as refused:
        bodies(template("dep", "Dep · {place}"), template("akimat", name))
    assert refused.value.facts == {"table": "bodies", "row": 3, "value": f"name_kk={name}"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"territory": "999999999"}, "territory=999999999"),
        ({"territory": "each-region", "body": "akimat-10"}, "body=akimat-10-10, akimat-10-11"),
        ({"rank": "first"}, "rank=first"),
        ({"rank": "0"}, "rank=0"),
    ],
)
def test_a_wrong_register_row_is_named(country, wrong, named):
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.check(with_register(country, {}, wrong))
    facts = refused.value.facts
    assert (facts["table"], facts["row"]) == ("competence", 3)
    assert facts["value"].startswith(named)


def test_a_body_of_each_region_must_stand_in_each(country):
    tables = with_register(country, {"territory": "each-region", "body": "akimat"})
    jurisdictions.check(tables)
    tables["bodies"] = tables["bodies"].filter(pc.not_equal(tables["bodies"]["body"], "akimat-10"))
    with pytest.raises(BadCountryTable, match="body=akimat-10"):
        jurisdictions.check(tables)


@pytest.mark.parametrize(
    ("first", "second", "refuses"),
    [
        ({}, {}, True),
        ({"valid_to": "2022-06-08"}, {"valid_from": "2022-06-08"}, True),
        ({"valid_from": "2022-06-08"}, {"valid_to": "2022-06-08"}, True),
        ({"valid_to": "2022-06-07"}, {"valid_from": "2022-06-08"}, False),
        ({"valid_from": "2022-06-08"}, {"valid_to": "2022-06-07"}, False),
        ({}, {"rank": "2"}, False),
        ({}, {"territory": "each-region", "body": "akimat"}, False),
    ],
)
def test_two_bodies_of_one_rank_on_one_day_are_refused(country, first, second, refuses):
    tables = with_register(country, first, {"body": "ministry-energy"} | second)
    if refuses:
        with pytest.raises(BadCountryTable, match="rank=1, body=ministry-energy"):
            jurisdictions.check(tables)
    else:
        jurisdictions.check(tables)


def with_register(country, *rows: dict[str, str]) -> dict[str, pa.Table]:
    """The country's tables with a register of a few rows about water."""
    usual = dict.fromkeys(country.competence.column_names, "")
    usual |= {"topic": "water-supply", "rank": "1", "territory": COUNTRY, "body": "ministry-health", "verified": "no"}
    register = pa.Table.from_pylist([usual | row for row in rows])
    return {name: getattr(country, name) for name in jurisdictions.TABLES} | {"competence": register}


def test_a_table_without_a_column_that_templates_need_is_refused(tmp_path):
    start("kz", tmp_path / "kz")
    broken = tmp_path / "kz" / "bodies.csv"
    broken.write_text(broken.read_text().replace(",each,", ",every,", 1))
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.load(str(tmp_path / "kz"))
    assert refused.value.facts == {"table": "bodies", "row": 1, "value": "each"}
