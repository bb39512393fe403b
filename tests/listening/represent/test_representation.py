"""From voices to shares: weighted to the people where their regions are known, bounded where not, hidden where few."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.represent import published
from tyndau.listening.represent.coverage import COVERAGE
from tyndau.listening.represent.representation import TOPIC_SHARES, represent
from tyndau.listening.represent.sample import MARGIN_SHARES

from .test_counted_units import voices
from .test_people_targets import ALMATY, ASTANA, WHOLE, audience, population

SHYMKENT = "790000000"
TERRITORIES = pa.table({"kato": [WHOLE, ASTANA, ALMATY, SHYMKENT], "level": ["country", "region", "region", "region"]})


def asking(*groups):
    """(accounts, topic, region[, platform]): as many accounts with one voice each."""
    rows = [
        (platform, f"{platform}{topic}{region}{number}", topic, region, None, None)
        for accounts, topic, region, platform in ((*group, "vk")[:4] for group in groups)
        for number in range(accounts)
    ]
    return voices(*rows)


def heard(told, people=None, users=None, **options):
    posts = told.rename_columns({"account": "author"}).select(["platform", "territory", "author"])
    return represent(told, posts, TERRITORIES, people, users, options.pop("trim", 5.0), 2.0, **options)


def test_a_region_that_is_heard_too_often_weighs_less():
    told = asking((8, "water", ASTANA), (72, "roads", ASTANA), (10, "water", ALMATY), (10, "roads", ALMATY))
    found = heard(told, population((ASTANA, "", "", 1000), (ALMATY, "", "", 1000)))
    row = {one["topic"]: one for one in found.topics.to_pylist()}["water"]
    assert (row["accounts"], row["n"], row["share"]) == (18, 100, pytest.approx(0.18))
    assert row["weighted"] == pytest.approx(0.5 * 0.1 + 0.5 * 0.5)
    assert row["n_eff"] == pytest.approx(64)
    assert row["design_effect"] == pytest.approx(100 / 64)
    assert row["coverage"] == pytest.approx(100 / 2000)
    assert (row["bound_low"], row["bound_high"]) == (pytest.approx(0.05 * 0.18), pytest.approx(0.05 * 0.18 + 0.95))
    assert row["odds_low"] < row["weighted_low"] < row["weighted"] < row["weighted_high"] < row["odds_high"]
    assert (row["weighted_by"], row["reason"], row["represented"], row["gap"] < 1e-6) == (["territory"], None, 1, True)


def test_without_a_population_nothing_is_weighed_and_the_bounds_are_all_that_is_possible():
    row = heard(asking((30, "water", ASTANA))).topics.to_pylist()[0]
    assert (row["reason"], row["weighted"], row["n_eff"], row["coverage"]) == ("no-population", None, None, None)
    assert (row["bound_low"], row["bound_high"]) == (0, 1)


def test_regions_of_less_than_half_of_the_people_cannot_stand_for_all():
    people = population((ASTANA, "", "", 49), (ALMATY, "", "", 51))
    row = heard(asking((30, "water", ASTANA)), people).topics.to_pylist()[0]
    assert (row["reason"], row["weighted"], row["represented"]) == ("little-represented", None, pytest.approx(0.49))
    row = heard(asking((30, "water", ALMATY)), people).topics.to_pylist()[0]
    assert (row["reason"], row["weighted"], row["represented"]) == (None, 1, pytest.approx(0.51))


def test_sparse_regions_weigh_together_and_a_sparse_rest_is_left_out():
    people = population((ASTANA, "", "", 600), (ALMATY, "", "", 300), (SHYMKENT, "", "", 100))
    found = heard(asking((40, "water", ASTANA), (3, "water", ALMATY), (2, "water", SHYMKENT)), people)
    assert found.margins["how"].to_pylist() == ["own", "merged", "merged"]
    weights = found.margins["weighted_share"].to_pylist()
    assert weights[0] == pytest.approx(0.6)
    assert weights[1] / weights[2] == pytest.approx(3 / 2)  # one weight for both
    found = heard(asking((40, "water", ASTANA), (3, "water", ALMATY)), people)
    assert found.margins["how"].to_pylist() == ["own", "too-few", "empty"]
    assert found.topics["represented"].to_pylist() == [pytest.approx(0.6)]


def test_accounts_of_a_region_outside_the_population_are_no_part_of_the_weighted_share():
    people = population((ASTANA, "", "", 600), (ALMATY, "", "", 600))
    told = asking((10, "water", ASTANA), (10, "roads", ALMATY), (50, "roads", SHYMKENT))
    row = {one["topic"]: one for one in heard(told, people).topics.to_pylist()}["water"]
    assert row["share"] == pytest.approx(10 / 70)
    assert row["weighted"] == pytest.approx(0.5)


def test_platforms_weigh_by_their_audience_and_unknown_attributes_stay_outside():
    people = population((ASTANA, "", "", 500), (ALMATY, "", "", 500))
    users = audience(("vk", WHOLE, "", "", 300, False), ("x", WHOLE, "", "", 700, False))
    told = asking(
        (60, "water", ASTANA), (10, "water", ALMATY), (10, "roads", ASTANA, "x"), (10, "roads", ALMATY, "x"),
        (10, "roads", None, "forum"),
    )  # fmt: skip
    found = heard(told, people, users, trim=100.0)
    margins = {(row["margin"], row["category"]): row for row in found.margins.to_pylist()}
    assert margins["platform", "x"]["weighted_share"] == pytest.approx(0.7, abs=1e-6)
    assert margins["territory", ASTANA]["weighted_share"] == pytest.approx(0.5, abs=1e-6)
    assert found.topics["weighted_by"].to_pylist()[0] == ["territory", "platform"]
    only = heard(told, people, users, by=("territory",))
    assert only.topics["weighted_by"].to_pylist()[0] == ["territory"]


def test_sex_weighs_only_where_accounts_carry_it():
    people = population((ASTANA, "", "", 100), (WHOLE, "female", "", 60), (WHOLE, "male", "", 40))
    told = asking((20, "water", ASTANA), (80, "roads", ASTANA))
    names = told["account"].to_pylist()
    sexes = ["female" if "water" in name else "male" for name in names]
    known = pa.table({"account": names, "sex": sexes, "age_group": [""] * 100})
    assert set(heard(told, people).margins["margin"].to_pylist()) == {"territory"}
    found = heard(told, people, attributes=known)
    row = {one["topic"]: one for one in found.topics.to_pylist()}["water"]
    assert row["weighted_by"] == ["territory", "sex"]
    assert row["weighted"] == pytest.approx(0.6)


def test_coverage_counts_the_heard_beside_the_people_and_the_users():
    people = population((ASTANA, "", "", 1000), (WHOLE, "", "", 5000))
    users = audience(
        ("vk", ASTANA, "", "", 250, True), ("vk", WHOLE, "", "", 2000, False), ("ok", WHOLE, "", "", 9, True)
    )
    told = asking((20, "water", ASTANA), (5, "water", None), (6, "water", ALMATY))
    rows = {(row["platform"], row["territory"]): row for row in heard(told, people, users).coverage.to_pylist()}
    assert set(rows) == {("vk", WHOLE), ("vk", ASTANA), ("vk", ALMATY), ("vk", None)}
    row = rows["vk", ASTANA]
    assert (row["voices"], row["accounts"], row["n"], row["audience"], row["population"]) == (20, 20, 20, 250, 1000)
    assert (row["reach"], row["coverage"], row["example"]) == (0.25, 0.02, True)
    assert (rows["vk", WHOLE]["n"], rows["vk", WHOLE]["coverage"]) == (31, 31 / 5000)
    assert (rows["vk", None]["n"], rows["vk", None]["coverage"], rows["vk", ALMATY]["coverage"]) == (5, None, None)


def test_nobody_heard_gives_empty_tables_of_the_right_form():
    found = heard(voices(), population((ASTANA, "", "", 1000)))
    assert found.topics.schema.equals(TOPIC_SHARES)
    assert found.coverage.schema.equals(COVERAGE)
    assert found.margins.schema.equals(MARGIN_SHARES)
    assert (found.topics.num_rows, found.coverage.num_rows, found.raked) == (0, 0, None)


@settings(max_examples=4)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.randoms())
def test_shuffled_voices_give_the_same_bytes_and_the_input_stays(sizes, random):
    places = [(topic, region) for topic in ("water", "roads") for region in (ASTANA, ALMATY, None)]
    told = asking(*((size, *place) for size, place in zip(sizes, places, strict=True)))
    order = list(range(told.num_rows))
    random.shuffle(order)
    before = told.to_pylist()
    people = population((ASTANA, "", "", 70), (ALMATY, "", "", 30))
    first, other = heard(told, people), heard(told.take(pa.array(order, pa.int64())), people)
    assert all(getattr(first, name).equals(getattr(other, name)) for name in ("coverage", "topics", "margins"))
    assert told.to_pylist() == before
    for row in first.topics.to_pylist():
        assert 0 <= row["bound_low"] <= row["share"] <= row["bound_high"] <= 1
        assert row["n_eff"] is None or row["n_eff"] <= row["n"] * (1 + 1e-9)
        numbers = [value for value in row.values() if isinstance(value, float)]
        assert np.isfinite(numbers).all()


def test_cells_of_few_accounts_are_hidden_and_no_sum_gives_them_away():
    people = population((ASTANA, "", "", 600), (ALMATY, "", "", 300), (SHYMKENT, "", "", 100))
    found = heard(asking((40, "water", ASTANA), (12, "roads", ALMATY), (4, "snow", SHYMKENT)), people)
    shown = published.shown_coverage(found.coverage, 5, WHOLE)
    assert shown["territory"].to_pylist() == [WHOLE, ASTANA]  # Almaty too: 56 - 40 - 12 would tell of 4
    assert published.shown_topics(found.topics, 5)["topic"].to_pylist() == ["water", "roads"]
    margins = published.shown_margins(found.margins, 5).to_pylist()
    assert [row["n"] for row in margins] == [40, None, None]
    assert [row["sample_share"] is None for row in margins] == [False, True, True]
    assert all(row["target"] for row in margins)


def test_two_hidden_cells_need_no_third():
    told = asking((40, "water", ASTANA), (4, "roads", ALMATY), (3, "snow", SHYMKENT))
    people = population((ASTANA, "", "", 600), (ALMATY, "", "", 300), (SHYMKENT, "", "", 100))
    shown = published.shown_coverage(heard(told, people).coverage, 5, WHOLE)
    assert shown["territory"].to_pylist() == [WHOLE, ASTANA]
