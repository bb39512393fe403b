"""Campaigns: what many said in one way, told of five accounts or more and of nobody by name."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from tyndau.listening.echoes.campaigns import CAMPAIGNS, campaigns
from tyndau.listening.errors import MissingColumns

START = datetime(2026, 9, 1, 6, tzinfo=UTC)
TEXT = [(name, pa.string()) for name in ("post", "platform", "author", "origin", "text")]
POSTS = pa.schema(
    [*TEXT, ("time", pa.timestamp("us", tz="UTC")),
     *((name, pa.list_(pa.string())) for name in ("links", "hashtags", "media"))]
)  # fmt: skip


def strings(*names: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in names])


def written(post: str, author: str | None, minutes: float = 0, **said: object) -> dict:
    empty = {"links": [], "hashtags": [], "media": [], "origin": None, "platform": "vk", "text": f"text of {post}"}
    return {**empty, "post": post, "author": author, "time": START + timedelta(minutes=minutes), **said}


def found(posts: list, copies: dict | None = None, groups: dict | None = None, voices: dict | None = None) -> list:
    """Campaigns of posts; copies: post to echo, groups: account to group, voices: post to demand."""
    tables = [
        pa.Table.from_pylist(posts, schema=POSTS),
        *(
            pa.Table.from_pylist([dict(zip(names, pair, strict=True)) for pair in (told or {}).items()],
                                 schema=strings(*names))
            for told, names in ((copies, ("post", "echo")), (voices, ("post", "demand_id")),
                                (groups, ("account", "group")))
        ),
    ]  # fmt: skip
    return campaigns(*tables).to_pylist()


def copied(accounts: int) -> tuple[list, dict]:
    posts = [written(f"p{n}", f"a{n}", minutes=n, text="Жолды жөндеңіз") for n in range(accounts)]
    return posts, {post["post"]: "e1" for post in posts}


def test_a_text_of_five_accounts_is_a_campaign_and_one_of_four_is_not() -> None:
    assert found(*copied(4)) == []
    (one,) = found(*copied(5))
    assert (one["campaign"], one["kind"], one["accounts"], one["posts"]) == ("e1", "copies", 5, 5)
    assert one["text"] == "Жолды жөндеңіз"
    assert (one["first"], one["last"]) == (START, START + timedelta(minutes=4))
    assert one["median_lag"] == 60


def test_a_group_is_told_by_what_its_accounts_share_and_by_nothing_else_that_they_write() -> None:
    posts = [written(f"s{n}", f"a{n}", n / 6, links=["news.example/1"], hashtags=["жол"]) for n in range(5)]
    alone = [written("own", "a0", 500, links=["other.example/9"]), written("else", "z", 0, links=["news.example/1"])]
    (one,) = found(posts + alone, groups={f"a{n}": "t1" for n in range(5)}, voices={"s0": "d1", "own": "d2"})
    assert (one["kind"], one["accounts"], one["posts"], one["objects"]) == ("synchronised", 5, 5, 2)
    assert (one["hosts"], one["hashtags"]) == (["news.example"], ["жол"])
    assert one["median_lag"] == 10
    assert (one["voices"], one["demands"]) == (1, ["d1"])
    assert one["text"] is None


def test_a_hashtag_that_fewer_than_five_accounts_used_is_not_told() -> None:
    posts = [written(f"s{n}", f"a{n}", n, links=["news.example/1"]) for n in range(5)]
    for post in posts[:4]:
        post["hashtags"] = ["аты-жөні"]
    (one,) = found(posts, groups={f"a{n}": "t1" for n in range(5)})
    assert one["hashtags"] == []
    assert one["objects"] == 2


def test_one_account_that_copies_itself_has_no_lag_and_no_author_makes_no_campaign() -> None:
    posts, copies = copied(5)
    posts += [written(f"again{n}", "a4", 4 + n / 60, text="Жолды жөндеңіз") for n in range(1, 9)]
    posts += [written("nobody", None, 9, text="Жолды жөндеңіз")]
    (one,) = found(posts, copies | {post["post"]: "e1" for post in posts[5:]})
    assert one["median_lag"] == 60, "its own repeats must not count as a lag"
    assert (one["accounts"], one["posts"]) == (5, 13)


def test_accounts_of_groups_are_counted_in_a_copied_text() -> None:
    posts, copies = copied(6)
    (one,) = found(posts, copies, groups={"a1": "t1", "a2": "t1"})
    assert (one["kind"], one["grouped_accounts"]) == ("copies", 2)


def test_shuffled_rows_give_the_same_table_and_no_row_names_an_account() -> None:
    posts, copies = copied(7)
    for post in posts:
        post["links"] = ["news.example/1"]
    groups = {f"a{n}": "t1" for n in range(6)}
    told = found(posts, copies, groups)
    assert told == found(posts[::-1], dict(reversed(copies.items())), dict(reversed(groups.items())))
    assert not any(f"'a{n}'" in str(told) for n in range(7))


def test_the_demand_that_most_posts_count_towards_comes_first() -> None:
    posts, copies = copied(6)
    (one,) = found(posts, copies, voices={"p0": "a", "p1": "b", "p2": "b", "p3": "b", "p4": "c", "p5": "c"})
    assert one["demands"] == ["b", "c", "a"]
    assert one["voices"] == 6


def test_nothing_heard_is_an_empty_table() -> None:
    assert found([]) == []
    assert CAMPAIGNS.names[0] == "campaign"


def test_a_missing_column_is_named() -> None:
    empty = pa.Table.from_pylist([], schema=POSTS)
    with pytest.raises(MissingColumns):
        campaigns(empty.drop_columns("links"), empty, empty, empty)
