"""Signal and noise of a demand: a case counted on paper, limits, and what a word about a demand rests on."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.demands.effort import RUNGS, ladder
from tyndau.listening.demands.signal import signal

POST = {"act": None, "repost_of": None, "origin": None, "parent": None, "views": None, "likes": None, "shares": None}
SCHEMA = pa.schema(
    [
        ("post", pa.string()), ("act", pa.string()), ("repost_of", pa.string()), ("origin", pa.string()),
        ("parent", pa.string()), ("views", pa.int64()), ("likes", pa.int64()), ("shares", pa.int64()),
    ]
)  # fmt: skip


def heard(*rows: dict) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Voices, posts and echoes; the first post of an echo group leads it."""
    voices, posts, echoes, leaders = [], [], [], {}
    for number, row in enumerate(rows):
        key = f"p{number:03}"
        posts.append({**POST, "post": key, **{name: row[name] for name in POST if name in row}})
        echo = row.get("echo")
        given = {"demand_id": row.get("demand", "d"), "post": key, "account": row.get("account"), "echo": echo}
        voices.append({**given, "synchronised": row.get("synchronised")})
        if echo:
            echoes.append({"post": key, "echo": echo, "leader": leaders.setdefault(echo, key)})
    names = ("demand_id", "post", "account", "echo", "synchronised")
    return (
        pa.Table.from_pylist(voices, schema=pa.schema([(name, pa.string()) for name in names])),
        pa.Table.from_pylist(posts, schema=SCHEMA),
        pa.Table.from_pylist(echoes, schema=pa.schema([(name, pa.string()) for name in ("post", "echo", "leader")])),
    )


def told(*rows: dict) -> dict:
    voices, posts, echoes = heard(*rows)
    people = pa.table({"demand_id": ["d"], "people_min": [1], "people_max": [1]})
    return signal(voices, posts, echoes, people).to_pylist()[0]


def test_a_demand_that_can_be_counted_on_paper():
    """a wrote three times, b once, c passed one on; z appealed under his own name."""
    found = told(
        {"account": "a"}, {"account": "a"}, {"account": "a"}, {"account": "b"}, {"account": "c", "repost_of": "a"},
        {"account": "z", "act": "appeal"},
    )  # fmt: skip
    assert (found["network_posts"], found["copied_posts"], found["copied_share"]) == (5, 1, 0.2)
    assert (found["accounts"], found["identified"]) == (3, 1)
    assert found["n_eff"] == pytest.approx(25 / 11, abs=1e-6)
    assert found["gini"] == pytest.approx(2 * (1 + 2 + 9) / 15 - 4 / 3, abs=1e-6)
    assert (found["top_accounts"], found["top_share"]) == (1, 0.6)
    assert found["conversion"] == pytest.approx(1 / 3, abs=1e-6)
    assert found["conversion_low"] == pytest.approx(0.0253 / 3, abs=1e-4)
    assert found["conversion_high"] == pytest.approx(5.5716 / 3, abs=1e-3)


def test_the_first_of_an_echo_group_spoke_and_the_others_passed_it_on():
    assert told(*[{"account": name, "echo": "e"} for name in "abcd"])["copied_posts"] == 3


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([{"account": f"a{n}"} for n in range(9)], "own-words"),
        ([{"account": f"a{n}", "origin": "1"} for n in range(9)], "passing-on"),
        ([{"account": f"a{n}", "synchronised": "g"} for n in range(9)], "synchronised"),
        ([{"account": f"a{n % 2}"} for n in range(12)], "few"),
        ([{"account": f"a{n}", "act": "signature"} for n in range(3)], "identified"),
        ([{"account": "a"}, {"account": "b", "origin": "1"}], "mixed"),
    ],
)
def test_who_carries_a_demand_is_said_only_beyond_chance(rows, word):
    assert told(*rows)["carried_by"] == word


def test_a_demand_of_appeals_only_has_no_ratios():
    found = told({"account": "z", "act": "appeal"})
    assert [found[name] for name in ("copied_share", "n_eff", "gini", "top_share", "conversion")] == [None] * 5
    assert (found["identified"], found["accounts"], found["network_posts"]) == (1, 0, 0)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "account": st.one_of(st.none(), st.sampled_from("abcd")),
            "echo": st.one_of(st.none(), st.sampled_from(["e", "f"])),
            "origin": st.one_of(st.none(), st.just("1")),
            "act": st.sampled_from([None, "post", "appeal"]),
        }
    ),
    min_size=1,
    max_size=20,
)


@given(ROWS)
def test_figures_stay_in_their_limits(rows):
    found = told(*rows)
    if found["network_posts"]:
        assert 0 <= found["copied_low"] <= found["copied_share"] <= found["copied_high"] <= 1
        assert 0 <= found["gini"] < 1
        assert 1 <= found["n_eff"] <= found["accounts"] + 1e-9
        assert 0 < found["top_share"] <= 1
        assert found["conversion_low"] <= found["conversion"] <= found["conversion_high"]
        assert found["copied_posts"] <= found["network_posts"]


def test_the_ladder_counts_each_act_once_and_views_as_the_platform_tells_them():
    rows = [
        {"account": "a", "views": 100, "likes": 7}, {"account": "b", "parent": "1", "views": 20},
        {"account": "c", "repost_of": "a"}, {"account": "z", "act": "appeal"},
    ]  # fmt: skip
    found = {
        (row["demand_id"], row["rung"]): (row["acts"], row["accounts"], row["posts"])
        for row in ladder(*heard(*rows, {**rows[0], "demand": "e"})).to_pylist()
    }
    assert [rung for demand, rung in found if demand == "d"] == [
        "view", "like", "repost", "comment", "post", "appeal",
    ]  # fmt: skip
    assert found["d", "view"] == (120, None, 2)
    assert found["d", "post"] == (1, 1, 1)
    assert found["", "post"] == (2, 1, 2)
    assert found["", "view"] == (220, None, 3)


def test_rungs_stand_in_the_order_of_effort():
    found = ladder(*heard(*({"account": "a", "act": act} for act in ("signature", "appeal", "post", "call", "report"))))
    order = [row["rung"] for row in found.to_pylist() if row["demand_id"] == "d"]
    assert order == [rung for rung in RUNGS if rung in order]
    assert len(order) == 5
