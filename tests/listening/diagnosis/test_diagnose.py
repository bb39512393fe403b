"""The diagnosis as a whole: the order of rows does not matter, inputs stay, and its tables are the run folder's."""

import random
from datetime import date

import pyarrow as pa
from tests.listening.diagnosis.told import heard, people

from tyndau.listening import runfolder
from tyndau.listening.diagnosis.diagnose import TABLES, diagnose
from tyndau.listening.parameters import Parameters

DAYS = (date(2026, 3, 2), date(2026, 6, 30))


def tables() -> list[pa.Table]:
    rows = [
        {"author": f"a{number % 60:03}", "topic": ("roads", "water", "gas")[number % 7 % 3], "day": number % 90,
         "territory": ("100000000", None)[number % 2], "act": ("post", "post", "appeal")[number % 3],
         "hashtags": ["жол"] if number % 4 else [], "echo": "e" if number % 11 == 0 else None,
         "group": "g" if number % 60 in (3, 4) else None}
        for number in range(300)
    ]  # fmt: skip
    posts, echoes, synchronised = heard(*rows, *people(9, begin=100))
    names = ["demand_id", "post", "account", "time"]
    told = [posts["topic"], posts["post"], posts["author"], posts["time"]]
    demands = {"demand_id": ["roads", "water", "gas"], "territory": ["100000000"] * 3, "body": [None, "x", "x"]}
    return [posts, pa.table(dict(zip(names, told, strict=True))), pa.table(demands), echoes, synchronised]


def test_shuffled_rows_give_the_same_tables_and_the_input_stays(country):
    given, dice = tables(), random.Random(4)
    before = [table.to_pylist() for table in given]
    first = diagnose(tuple(given), country, DAYS, Parameters("kz"))
    mixed = [table.take(dice.sample(range(table.num_rows), table.num_rows)) for table in given]
    second = diagnose(tuple(mixed), country, DAYS, Parameters("kz"))
    assert all(one.equals(other) for one, other in zip(first, second, strict=True))
    assert first.agenda.num_rows
    assert first.hashtags.num_rows
    assert [table.to_pylist() for table in given] == before


def test_the_run_folder_holds_all_of_it_under_its_own_schemas(country):
    found = diagnose(tuple(tables()), country, DAYS, Parameters("kz")).tables()
    assert {name: table.schema for name, table in found.items()} == TABLES
    assert TABLES.items() <= runfolder.TABLES.items()


def test_a_run_that_heard_nothing_of_interest_is_diagnosed_too(country):
    given = tuple(table.slice(0, 0) for table in tables())
    assert [table.num_rows for table in diagnose(given, country, DAYS, Parameters("kz"))] == [0, 0, 0, 0]
