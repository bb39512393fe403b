"""Who is counted: accounts, synchronised groups and echoes as one; in the region that most of their voices name."""

import pyarrow as pa
import pytest

from tyndau.listening.errors import MissingColumns
from tyndau.listening.represent.figures_file import ATTRIBUTES
from tyndau.listening.represent.units import cells, units

ASTANA, ALMATY = "710000000", "750000000"
NAMES = ("post", "platform", "account", "topic", "territory", "echo", "synchronised")


def voices(*rows):
    told = [(str(number), *row) for number, row in enumerate(rows)]
    columns = [pa.array([row[place] for row in told], pa.string()) for place in range(len(NAMES))]
    return pa.table(columns, names=list(NAMES))


def counted(*rows, attributes=None):
    found = units(voices(*rows), ATTRIBUTES.empty_table() if attributes is None else attributes)
    return {(row["platform"], row["unit"]): row for row in found.to_pylist()}


def test_an_account_is_one_unit_with_all_its_topics():
    found = counted(
        ("vk", "aigerim", "water", ASTANA, None, None),
        ("vk", "aigerim", "roads", ASTANA, None, None),
        ("vk", "aigerim", "roads", ASTANA, None, None),
    )
    assert found["vk", "aigerim"]["topics"] == ["roads", "water"]
    assert len(found) == 1


def test_it_lives_in_the_region_that_most_of_its_voices_name_and_nowhere_when_two_are_equal():
    found = counted(
        ("vk", "aigerim", "water", ASTANA, None, None),
        ("vk", "aigerim", "water", ASTANA, None, None),
        ("vk", "aigerim", "water", ALMATY, None, None),
        ("vk", "bolat", "water", ASTANA, None, None),
        ("vk", "bolat", "water", ALMATY, None, None),
        ("vk", "dana", "water", None, None, None),
        ("vk", "dana", "water", ALMATY, None, None),
        ("vk", "serik", "water", None, None, None),
    )
    homes = {unit: row["territory"] for (_, unit), row in found.items()}
    assert homes == {"aigerim": ASTANA, "bolat": None, "dana": ALMATY, "serik": None}


def test_a_synchronised_group_is_one_unit_and_so_are_all_who_only_passed_one_text_on():
    found = counted(
        *[("vk", f"a{number}", "water", ASTANA, None, "g1") for number in range(12)],
        *[("vk", f"b{number}", "water", ASTANA, "e1", None) for number in range(220)],
        ("vk", "madina", "water", ASTANA, "e1", None),
        ("vk", "madina", "water", ASTANA, None, None),
    )
    assert {unit for _, unit in found} == {"g1", "echo:e1", "madina"}


def test_the_same_name_on_two_platforms_is_two_accounts_and_a_nameless_post_none():
    found = counted(
        ("vk", "aigerim", "water", ASTANA, None, None),
        ("telegram", "aigerim", "water", ASTANA, None, None),
        ("telegram", None, "water", ASTANA, None, None),
    )
    assert set(found) == {("telegram", "aigerim"), ("vk", "aigerim")}


def test_attributes_belong_to_accounts_that_the_deployer_knows():
    known = pa.table({"account": ["aigerim", "x"], "sex": ["female", "male"], "age_group": ["", "18-24"]})
    rows = [("vk", name, "water", ASTANA, None, None) for name in ("aigerim", "bolat")]
    found = counted(*rows, attributes=known)
    assert [found["vk", name]["sex"] for name in ("aigerim", "bolat")] == ["female", None]
    assert found["vk", "aigerim"]["age_group"] is None


def test_cells_add_up_to_the_units_and_shuffled_voices_give_the_same():
    rows = [
        ("vk", f"a{number}", ("water", "roads")[number % 2], (ASTANA, ALMATY, None)[number % 3], None, None)
        for number in range(40)
    ]
    told = units(voices(*rows), ATTRIBUTES.empty_table())
    grouped, asked = cells(told, ("territory", "platform"))
    assert sum(grouped["n"].to_pylist()) == 40
    assert sum(asked["n"].to_pylist()) == 40
    again = units(voices(*rows).take(list(range(40))[::-1]), ATTRIBUTES.empty_table())
    assert again.equals(told)
    assert all(
        left.equals(right)
        for left, right in zip(cells(again, ("territory", "platform")), (grouped, asked), strict=True)
    )
    whole, _ = cells(told, ())
    assert whole["n"].to_pylist() == [40]
    nobody, _ = cells(told.slice(0, 0), ())
    assert nobody.num_rows == 0


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns):
        units(voices().drop_columns(["echo"]), ATTRIBUTES.empty_table())
