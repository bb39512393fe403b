import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.demands.strength import people, strength
from tyndau.listening.errors import MissingColumns

COLUMNS = ("demand_id", "platform", "account", "echo", "synchronised")


def voices(*rows: tuple) -> pa.Table:
    rows = tuple((*row, None)[:5] for row in rows)
    columns = list(zip(*rows, strict=True)) or [[]] * 5
    return pa.table(columns, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def bounds(*rows: tuple) -> tuple[int, int, int]:
    row = strength(voices(*rows)).to_pylist()[0]
    return row["accounts_min"], row["accounts_max"], row["posts"]


def test_an_example_that_can_be_counted_on_paper():
    """On vk two people in their own words, on telegram one of whom nobody knows whether he is one of the two."""
    assert bounds(("d", "vk", "a", None), ("d", "vk", "b", None), ("d", "vk", "b", None), ("d", "tg", "x", None)) == (
        2,
        3,
        4,
    )


def test_an_echo_group_is_one_voice_at_least_and_all_its_accounts_at_most():
    copies = [("d", "vk", name, "e1") for name in "abcde"]
    assert bounds(*copies) == (1, 5, 5)
    assert bounds(*copies, ("d", "vk", "z", None)) == (2, 6, 6)


def test_an_account_with_its_own_words_stands_for_its_echo_group():
    assert bounds(("d", "vk", "a", "e1"), ("d", "vk", "b", "e1"), ("d", "vk", "a", None)) == (1, 2, 3)


def test_a_group_that_shares_together_is_one_voice_at_least_and_all_its_accounts_at_most():
    together = [("d", "vk", name, None, "g1") for name in "abcd"]
    assert bounds(*together) == (1, 4, 4)
    assert bounds(*together, ("d", "vk", "z", None)) == (2, 5, 5)


def test_a_synchronised_group_in_its_own_words_stands_for_its_echo_group():
    rows = [("d", "vk", "a", None, "g1"), ("d", "vk", "b", "e1", "g1"), ("d", "vk", "c", "e1", None)]
    assert bounds(*rows) == (1, 3, 3)


def test_people_are_at_least_the_voices_shared_out_among_the_accounts_that_one_may_have():
    rows = [("d", platform, f"{platform}{n}", None) for platform in ("vk", "tg", "forum") for n in range(10)]
    strong = strength(voices(*rows))

    def least(*assumed):
        return people(strong, *assumed)["people_min"][0].as_py()

    assert (least(1, 3), least(1, 2), least(1, 1)) == (10, 15, 30)
    assert (least(1.5, 3), least(1.5, 1)) == (7, 20)
    assert people(strong, 1.5, 3)["people_max"][0].as_py() == 30


def test_posts_without_an_author_add_nothing_below_and_all_above():
    assert bounds(("d", "vk", None, None), ("d", "vk", None, None)) == (1, 2, 2)
    assert bounds(("d", "vk", None, None), ("d", "vk", "a", None)) == (1, 2, 2)


def test_no_voices_give_no_rows():
    assert strength(voices()).num_rows == 0


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns) as refused:
        strength(voices().drop_columns(["echo"]))
    assert refused.value.facts["missing"] == "echo"


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["d1", "d2"]),
        st.sampled_from(["vk", "tg", "forum"]),
        st.one_of(st.none(), st.sampled_from("abcdef")),
        st.one_of(st.none(), st.sampled_from(["e1", "e2", "e3"])),
    ),
    min_size=1,
    max_size=25,
).map(lambda rows: [(*row, {"a": "g1", "b": "g1", "c": "g2", "d": "g2"}.get(row[2] or "")) for row in rows])


@given(ROWS)
def test_bounds_are_ordered_whatever_the_voices(rows):
    for row in strength(voices(*rows)).to_pylist():
        assert 1 <= row["accounts_min"] <= row["voices_sum"] <= row["accounts_max"] <= row["posts"]


@given(ROWS, st.floats(1, 4), st.integers(1, 5))
def test_people_are_never_more_than_accounts_and_stricter_assumptions_never_find_more(rows, accounts, networks):
    strong = strength(voices(*rows))
    for row in people(strong, accounts, networks).to_pylist():
        assert 1 <= row["people_min"] <= row["people_max"]
    fewer = people(strong, accounts + 1, networks + 1)["people_min"].to_pylist()
    more = people(strong, accounts, networks)["people_min"].to_pylist()
    assert all(less <= least for less, least in zip(fewer, more, strict=True))


@given(ROWS, st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_bytes_and_the_input_stays(rows, rng: random.Random):
    table = voices(*rows)
    before = table.to_pylist()
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert strength(table).equals(strength(voices(*shuffled)))
    assert table.to_pylist() == before
