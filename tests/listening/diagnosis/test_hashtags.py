"""Hashtags: who uses them, and which are not told."""

from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.listening.diagnosis.told import heard, people

from tyndau.listening.diagnosis.hashtags import HASHTAGS, hashtags
from tyndau.listening.diagnosis.names import may_be_names

ALMATY = ZoneInfo("Asia/Almaty")


def told(*rows: dict) -> list[dict]:
    found = hashtags(*heard(*rows), ALMATY, 5)
    assert found.schema == HASHTAGS
    return found.to_pylist()


def test_a_hashtag_is_told_with_its_accounts_days_and_topics():
    """Six accounts, of which three copied one text: at least four; two days; roads with five of them."""
    rows = people(3, echo="e", hashtags=["жол"]) + people(2, begin=10, hashtags=["жол", "жол2"], day=1)
    rows += people(1, begin=20, hashtags=["жол"], day=1, topic="water", territory="10")
    (row,) = told(*rows)
    assert (row["hashtag"], row["posts"], row["echo_posts"]) == ("жол", 6, 3)
    assert (row["accounts_min"], row["accounts_max"], row["days"]) == (4, 6, 2)
    assert (row["topics"], row["territories"], row["platforms"]) == (["roads"], [], ["vk"])
    assert (row["last"] - row["first"]).days == 1


def test_four_accounts_are_not_enough_however_much_they_write():
    rows = [{"author": f"a{number % 4}", "hashtags": ["жол"], "post": f"n{number}"} for number in range(40)]
    assert told(*rows) == []


def test_a_group_that_shares_together_is_one_account_at_least():
    (row,) = told(*people(6, group="g", hashtags=["жол"]))
    assert (row["accounts_min"], row["accounts_max"]) == (1, 6)


def test_what_may_be_a_name_is_held_back_while_few_use_it_and_still_counted():
    rows = people(6, hashtags=["берик_сериков", "ахметова_динара"]) + people(7, begin=50, hashtags=["жол"])
    found = told(*rows)
    assert [(row["hashtag"], row["accounts_max"], row["topics"]) for row in found] == [
        ("жол", 7, ["roads"]), ("", 6, [])
    ]  # fmt: skip
    assert [row["hashtag"] for row in told(*people(30, hashtags=["ахметова"]))] == ["ахметова"]
    assert [row["hashtag"] for row in told(*people(29, hashtags=["ахметова"]))] == [""]


def test_days_are_days_of_the_country():
    """19:00 UTC is the next day in Almaty."""
    posts, echoes, groups = heard(*people(5, hashtags=["жол"]))
    late = pa.compute.add(posts["time"], pa.scalar(10 * 3600 * 1_000_000, pa.duration("us")))
    found = hashtags(posts.set_column(posts.column_names.index("time"), "time", late), echoes, groups, ALMATY, 5)
    assert found["first"].to_pylist()[0].day == 3


def test_nobody_s_hashtags_are_an_empty_table():
    assert told({"author": "a"}) == []


@pytest.mark.parametrize(
    ("hashtag", "held"),
    [
        ("ахметовадинара_серікқызы", True), ("иванов", True), ("nurlan_akhmetov", True), ("болатұлы", True),
        ("петренко1985", True), ("жол", False), ("тыңдаңызшы", False), ("almatyair", False), ("школа12", False),
        ("жылуберіңіз", False),
    ],
)  # fmt: skip
def test_names_are_known_by_their_endings(hashtag, held):
    assert may_be_names(pa.array([hashtag])).to_pylist() == [held]
