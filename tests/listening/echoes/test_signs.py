"""Signs of a group of accounts: found where they were planted, not where they were not, and never about one account."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from quality.signs import NOBODY, PLANTED, SIZE, ZONE, corpus

from tyndau.listening.echoes.habits import LEAST_GAPS
from tyndau.listening.echoes.signs import SIGNED, SIGNS, signs
from tyndau.listening.errors import MissingColumns

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
ECHOES = pa.table({"post": pa.array([], pa.string()), "leader": pa.array([], pa.string())})


def posts_of(rows: list[tuple[str, datetime, list[str]]]) -> pa.Table:
    """Posts told as author, time, links."""
    return pa.table(
        {
            "post": [f"p{number}" for number in range(len(rows))],
            "author": pa.array([row[0] for row in rows], pa.string()),
            "time": pa.array([row[1] for row in rows], pa.timestamp("us", tz="UTC")),
            "repost_of": pa.nulls(len(rows), pa.string()),
            "origin": pa.nulls(len(rows), pa.string()),
            "links": pa.array([row[2] for row in rows], pa.list_(pa.string())),
        }
    )


def group_of(*accounts: str, name: str = "g") -> pa.Table:
    return pa.table({"account": pa.array(accounts, pa.string()), "group": [name] * len(accounts)})


def declared(*accounts: str) -> pa.Table:
    return pa.table({"pseudonym": pa.array(accounts, pa.string())})


def figures(posts, groups, echoes=ECHOES, innocent=NOBODY, zone=ZONE) -> dict[tuple[str, str], dict]:
    found = signs(posts, echoes, groups, innocent, zone, 1).to_pylist()
    return {(row["group"], row["sign"]): row for row in found}


@cache
def planted() -> dict[tuple[str, str], dict]:
    posts, echoes, groups = corpus(3)
    return figures(posts, groups, echoes)


@pytest.mark.parametrize(("name", "sign"), PLANTED.items())
def test_each_planted_habit_is_found_under_its_sign(name, sign):
    row = planted()[name, sign]
    assert row["q"] <= 0.05
    assert row["value"] > row["others"]
    assert (row["accounts"], row["declared"]) == (SIZE, 0)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", ["night", "ordinary"])
def test_a_night_shift_and_an_ordinary_group_are_not(name, sign):
    assert not planted()[name, sign]["q"] <= 0.05


def test_random_groups_are_called_unusual_no_more_often_than_by_chance():
    rows = [row for seed in range(8) for row in signs(*corpus(900 + seed, planted=False), NOBODY, ZONE, 1).to_pylist()]
    tested = [row["p"] for row in rows if row["p"] is not None]
    assert len(tested) > 300
    assert np.mean(np.array(tested) <= 0.05) <= 0.08
    assert min(row["q"] for row in rows if row["q"] is not None) > 0.001


def test_no_group_of_fewer_than_five_accounts_is_told_of():
    rows = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(20)]
    four = group_of("a1", "a2", "a3", "a4", name="four")
    five = group_of("a1", "a2", "a3", "a4", "a5", name="five")
    found = signs(posts_of(rows), ECHOES, pa.concat_tables([four, five]), NOBODY, ZONE, 1)
    assert set(found["group"].to_pylist()) == {"five"}
    assert found["sign"].to_pylist() == list(SIGNS)


def test_accounts_that_are_in_no_group_are_no_group():
    rows = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(20)]
    nowhere = pa.table({"account": [f"a{number}" for number in range(6)], "group": pa.nulls(6, pa.string())})
    assert signs(posts_of(rows), ECHOES, nowhere, NOBODY, ZONE, 1).num_rows == 0


def test_a_sign_that_fewer_than_five_accounts_can_show_has_no_figure():
    rows = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(20)]
    linked = [("a1", MONDAY, ["https://x.example/1", "https://x.example/2", "https://x.example/3"])]
    row = figures(posts_of(rows + linked), group_of(*(f"a{number}" for number in range(6))))["g", "one-link"]
    assert (row["n"], row["value"], row["low"], row["p"], row["q"]) == (1, None, None, None, None)


def test_others_of_fewer_than_five_are_not_told_either():
    rows = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(9)]
    row = figures(posts_of(rows), group_of(*(f"a{number}" for number in range(6))))["g", "copied-text"]
    assert (row["value"], row["others"], row["others_n"], row["p"]) == (0, None, 3, None)


def test_declared_accounts_are_left_out_on_both_sides_and_counted():
    rows = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(20)]
    groups = group_of(*(f"a{number}" for number in range(8)))
    row = figures(posts_of(rows), groups, innocent=declared("a0", "a1", "a19", "who"))["g", "copied-text"]
    assert (row["accounts"], row["declared"], row["posts"], row["n"], row["others_n"]) == (6, 2, 6, 6, 11)


def test_a_copied_post_is_one_passed_on_or_a_later_echo_and_each_account_counts_alike():
    rows = [(f"a{number}", MONDAY, []) for number in range(5)] * 2 + [(f"b{number}", MONDAY, []) for number in range(5)]
    posts = posts_of(rows)
    passed_on = pa.array([None] * 4 + ["b0"] + [None] * 10, pa.string())
    posts = posts.set_column(posts.schema.get_field_index("repost_of"), "repost_of", passed_on)
    echoes = pa.table({"post": ["p0", "p1", "p2"], "leader": ["p0", "p0", "p0"]})
    row = figures(posts, group_of(*(f"a{number}" for number in range(5))), echoes)["g", "copied-text"]
    assert row["value"] == pytest.approx((0 + 0.5 + 0.5 + 0 + 0.5) / 5)  # p0 leads its echo: no copy


def test_hosts_are_told_apart_without_www_port_and_case():
    one = ["https://www.x.example/1", "http://X.example:8080/2", "x.example/3"]
    two = ["https://x.example/1", "https://y.example/2", "https://x.example/3"]
    rows = [(f"a{number}", MONDAY, one if number < 4 else two) for number in range(5)]
    rows += [(f"b{number}", MONDAY, two) for number in range(5)]
    row = figures(posts_of(rows), group_of(*(f"a{number}" for number in range(5))))["g", "one-link"]
    assert (row["value"], row["others"], row["n"]) == (0.8, 0, 5)


def test_an_account_s_age_is_taken_where_the_source_tells_it():
    rows = [(f"a{number}", MONDAY + timedelta(days=number), []) for number in range(30)]
    posts = posts_of(rows)
    groups = group_of(*(f"a{number}" for number in range(0, 30, 5)))
    assert figures(posts, groups)["g", "new-accounts-burst"]["value"] < 0.5
    since = [MONDAY if number % 5 == 0 else MONDAY - timedelta(days=99 * number) for number in range(30)]
    posts = posts.append_column("account_since", pa.array(since, pa.timestamp("us", tz="UTC")))
    row = figures(posts, groups)["g", "new-accounts-burst"]
    assert (row["value"], row["p"] < 0.05, row["low"]) == (1, True, None)


def test_shuffled_rows_and_groups_give_the_same_bytes_and_inputs_stay():
    posts, echoes, groups = corpus(5)
    before = groups.to_pylist()
    told = signs(posts, echoes, groups, NOBODY, ZONE, 1)
    order = np.random.default_rng(1)
    mixed = (posts.take(order.permutation(posts.num_rows)), echoes, groups.take(order.permutation(groups.num_rows)))
    assert told.equals(signs(*mixed, NOBODY, ZONE, 1))
    assert (told.schema, groups.to_pylist()) == (SIGNED, before)


def test_unusual_is_what_the_false_discovery_rate_allows_and_untested_is_neither():
    posts, echoes, groups = corpus(3)
    for level in (0.0, 0.05, 1.0):
        rows = signs(posts, echoes, groups, NOBODY, ZONE, 1, level).to_pylist()
        assert all(row["unusual"] is (None if row["q"] is None else row["q"] <= level) for row in rows)
    assert planted()["regular", "regular-intervals"]["unusual"] is True
    assert planted()["ordinary", "regular-intervals"]["unusual"] is False
    few = [(f"a{number}", MONDAY + timedelta(hours=number), []) for number in range(20)]
    assert figures(posts_of(few), group_of("a1", "a2", "a3", "a4", "a5"))["g", "one-link"]["unusual"] is None


def test_habits_are_measured_for_nobody_where_no_group_has_five_accounts(monkeypatch):
    monkeypatch.setattr("tyndau.listening.echoes.signs.habits", lambda *_: pytest.fail("measured"))
    groups = pa.concat_tables([group_of("a", "b", "c", "d", name="one"), group_of("a", "a", "a", "a", "a", name="two")])
    assert signs(posts_of([]), ECHOES, groups, NOBODY, ZONE, 1).num_rows == 0


def test_another_group_changes_no_figure_but_q():
    posts, echoes, groups = corpus(5)
    alone = groups.filter(pa.compute.equal(groups["group"], "burst"))
    one, all_ = (signs(posts, echoes, told, NOBODY, ZONE, 1).drop_columns(["q", "unusual"]) for told in (alone, groups))
    assert one.to_pylist() == [row for row in all_.to_pylist() if row["group"] == "burst"]


def test_no_posts_no_groups_and_unknown_accounts_give_an_empty_table():
    nothing = posts_of([])
    assert signs(nothing, ECHOES, group_of(), NOBODY, ZONE, 1).equals(SIGNED.empty_table())
    assert signs(nothing, ECHOES, group_of("a", "b", "c", "d", "e"), NOBODY, ZONE, 1).num_rows == 0


def test_posts_without_an_author_or_all_in_one_second_have_defined_figures():
    rows = [(f"a{number}", MONDAY, []) for number in range(12) for _ in range(LEAST_GAPS + 1)]
    found = figures(posts_of([*rows, (None, MONDAY, [])]), group_of(*(f"a{number}" for number in range(6))))
    assert found["g", "regular-intervals"]["n"] == 0
    assert found["g", "copied-text"]["p"] == 1  # all alike: no test can tell them apart
    assert found["g", "new-accounts-burst"]["value"] is None


@pytest.mark.parametrize("missing", ["links", "author"])
def test_a_missing_column_is_named(missing):
    with pytest.raises(MissingColumns):
        signs(posts_of([]).drop_columns([missing]), ECHOES, group_of(), NOBODY, ZONE, 1)


def test_the_day_is_that_of_the_zone():
    """Kolkata's hours begin at half past, so posts every twenty minutes fall into them otherwise."""
    at = [MONDAY.replace(hour=0) + timedelta(days=day, minutes=20 * step) for day in range(2) for step in range(60)]
    rows = [(f"a{number}", time, []) for number in range(10) for time in at]
    groups = group_of(*(f"a{number}" for number in range(5)))
    here, there = (figures(posts_of(rows), groups, zone=ZoneInfo(zone))["g", "hours-entropy"]["value"] for zone in
                   ("Asia/Almaty", "Asia/Kolkata"))  # fmt: skip
    assert here != there
