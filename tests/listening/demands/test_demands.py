"""Trend, responsible body, quotes, and what a demand is called from run to run."""

from datetime import date, timedelta
from itertools import permutations

import pyarrow as pa
import pytest

from tyndau.listening.demands.evidence import quotes, shortened
from tyndau.listening.demands.responsible import responsible
from tyndau.listening.demands.trend import trend
from tyndau.listening.demands.voices import demand_id

LAST = date(2026, 3, 31)
FIRST = LAST - timedelta(days=60)


def trend_of(recent: int, earlier: int, first: date = FIRST) -> str:
    days = [LAST] * recent + [LAST - timedelta(days=20)] * earlier
    names = [f"a{number}" for number in range(len(days))]
    table = pa.table(
        {
            "demand_id": ["d"] * len(days),
            "account": names,
            "echo": pa.array([None] * len(days), pa.string()),
            "synchronised": pa.array([None] * len(days), pa.string()),
            "post": names,
            "day": pa.array(days, pa.date32()),
        }
    )
    return trend(table, first, LAST)["trend"][0].as_py()


@pytest.mark.parametrize(
    ("recent", "earlier", "expected"),
    [
        (10, 10, "rising"),
        (5, 20, "steady"),
        (0, 40, "falling"),
        (2, 2, "unknown"),
        (600, 500, "rising"),
        (200, 820, "steady"),
    ],
)
def test_a_trend_is_named_only_when_the_exact_test_says_so(recent, earlier, expected):
    assert trend_of(recent, earlier) == expected


def test_a_run_of_less_than_five_weeks_has_no_trend():
    assert trend_of(30, 1, first=LAST - timedelta(days=33)) == "unknown"


def test_one_voice_counts_once_a_day_and_copies_as_one():
    table = pa.table(
        {
            "demand_id": ["d"] * 4,
            "account": ["a", "a", "b", "c"],
            "echo": [None, None, "e", "e"],
            "synchronised": pa.array([None] * 4, pa.string()),
            "post": list("1234"),
            "day": pa.array([LAST] * 4, pa.date32()),
        }
    )
    assert trend(table, FIRST, LAST)["recent"].to_pylist() == [2]


def register(*rows: str) -> pa.Table:
    """A register told in lines: topic rank territory body, then from, to and law where there are any."""
    names = ("topic", "rank", "territory", "body", "valid_from", "valid_to", "legal_basis")
    table = [dict(zip(names, [*row.split(" "), "", "", ""], strict=False)) for row in rows]
    return pa.Table.from_pylist([row | {"verified": "yes" if row["legal_basis"] else "no"} for row in table])


REGISTER = register(
    "water 1 350000000 akimat-35 2022-06-08",
    "water 2 000000000 ministry-water",
    "police 1 000000000 ministry-police   law",
    "police 2 350000000 department-35",
    "water 1 350000000 old-body  2022-06-07",
)


def answer(topic: str, territory: str | None, on: date = LAST, competence: pa.Table = REGISTER) -> tuple:
    demands = pa.table({"demand_id": ["d"], "topic": [topic], "territory": pa.array([territory], pa.string())})
    row = responsible(demands, competence, on).to_pylist()[0]
    return row["body"], row["body_from"], row["legal_basis_verified"]


def test_the_body_of_the_first_rank_answers_local_or_not():
    assert answer("water", "350000000") == ("akimat-35", "register", False)
    assert answer("police", "350000000") == ("ministry-police", "register", True)


def test_within_a_rank_the_most_local_body_answers():
    one_rank = register("water 1 000000000 a-ministry", "water 1 350000000 the-akimat")
    assert answer("water", "350000000", competence=one_rank)[0] == "the-akimat"


def test_ranks_are_numbers_not_words():
    ten = register("water 10 350000000 tenth", "water 9 350000000 ninth")
    assert answer("water", "350000000", competence=ten)[0] == "ninth"


def test_the_order_of_the_rows_does_not_choose_the_body():
    twins = register("water 1 350000000 b-body", "water 1 350000000 a-body", "water 1 000000000 0-body")
    for order in permutations(range(3)):
        assert answer("water", "350000000", competence=twins.take(list(order)))[0] == "a-body"


def test_where_a_region_has_no_row_the_country_answers():
    assert answer("water", "630000000") == ("ministry-water", "register", False)


def test_a_local_matter_without_a_place_names_nobody():
    assert answer("water", None) == (None, "place-unknown", False)


def test_a_matter_that_the_country_answers_first_needs_no_place_and_keeps_its_verified_basis():
    assert answer("police", None) == ("ministry-police", "register", True)


def test_competence_is_asked_for_the_day():
    assert answer("water", "350000000", on=date(2022, 1, 1))[0] == "old-body"


def test_a_local_matter_without_a_place_names_nobody_even_before_the_local_rows_began():
    late = register("water 1 350000000 akimat-35 2022-06-08", "water 2 000000000 ministry-water")
    assert answer("water", None, on=date(2019, 1, 1), competence=late) == (None, "place-unknown", False)


def test_a_topic_outside_the_register_says_so():
    assert answer("dogs", "350000000") == (None, "no-row", False)


def test_only_large_demands_are_quoted_one_quote_a_voice():
    voices = pa.table(
        {
            "demand_id": ["big", "big", "big", "small"],
            "post": ["1", "2", "3", "4"],
            "account": ["a", "a", "b", "c"],
            "echo": pa.array([None] * 4, pa.string()),
        }
    )
    posts = pa.table(
        {
            "post": ["1", "2", "3", "4"],
            "language": ["ru"] * 4,
            "platform": ["vk"] * 4,
            "text": ["нет воды", "нет воды совсем, третий день", "кран пуст с субботы", "яма"],
            "topic_score": [2.5] * 4,
            "topic_share": [1.0] * 4,
        }
    )
    found = quotes(voices, posts, pa.table({"demand_id": ["big"]}), 4).to_pylist()
    assert [row["demand_id"] for row in found] == ["big"]
    assert {quote["post"] for quote in found[0]["quotes"]} == {"2", "3"}


def test_a_long_quote_is_cut_at_a_word_on_one_line():
    cut = shortened("слово " * 100)
    assert len(cut) <= 222
    assert cut.endswith("слово …")
    assert shortened("две\n строки") == "две строки"


def test_a_demand_keeps_its_name_from_run_to_run():
    assert demand_id("kz", "water-supply", "350000000") == "d51314e89f6c8"
    assert demand_id("kz", "water-supply", None) != demand_id("kz", "water-supply", "350000000")
