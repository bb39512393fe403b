"""What a run folder keeps of a network: communities only, the same as the command finds, or a reason why nothing."""

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listening.networks.planted import blocks, posts, speaking, voices, whole

from tyndau.listening.networks.graph import graph, links
from tyndau.listening.networks.published import TABLES, draws, published
from tyndau.listening.networks.resampling import resampled
from tyndau.listening.parameters import Parameters
from tyndau.listening.runner import LocalRunner, Nobody

FEW = Parameters("kz", network_resamples=3)


def of(table, told=None, parameters=FEW, runner=None):
    return published(table, voices() if told is None else told, parameters, runner or LocalRunner(Nobody(), 1000))


@pytest.fixture(scope="module")
def planted():
    """Three circles; one demand of one circle, one of all."""
    table, _ = blocks((30, 25, 20), 0.85, 6, 1)
    told = voices(camp=[f"a{one:04}" for one in range(15)], all=[f"a{one:04}" for one in range(75)])
    return table, told


@pytest.fixture(scope="module")
def kept(planted):
    return of(*planted)


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_have_the_columns_that_the_run_folder_promises(kept, name, tmp_path):
    assert kept.tables[name].schema.equals(TABLES[name])
    pq.write_table(kept.tables[name], tmp_path / name)
    assert pq.read_table(tmp_path / name).num_rows


def test_the_run_and_the_command_find_the_same_communities_and_bridges(planted, kept):
    deeper = whole(*planted, resamples=3)
    names = ("accounts", "posts", "inside", "stability", "stability_low", "topic")
    for name in names:
        assert kept.tables["communities.parquet"][name].equals(deeper.communities[name]), name
    assert kept.tables["bridges.parquet"]["posts"].equals(deeper.bridges["posts"])
    assert kept.tables["polarisation.parquet"]["ei_index_low"].equals(deeper.divided.polarisation["ei_index_low"])
    for name in ("modularity", "between_communities_share", "ties_per_account"):
        assert kept.told[name] == pytest.approx(deeper.summary[name], abs=1e-4), name


def test_a_demand_of_one_circle_is_told_from_a_demand_of_all(kept):
    rows = {row["demand_id"]: row for row in kept.tables["polarisation.parquet"].to_pylist()}
    assert rows["camp"]["evenness"] < 0.1 < rows["camp"]["evenness_expected_low"]
    assert rows["all"]["evenness"] > 0.9
    for row in rows.values():
        assert sum(cell["accounts"] for cell in row["spread"]) == row["accounts"]


def test_a_community_counts_the_communities_that_a_bridge_joins_it_to(kept):
    joined = kept.tables["bridges.parquet"].to_pylist()
    for row in kept.tables["communities.parquet"].to_pylist():
        assert row["bridges"] == sum(row["community"] in (one["community_a"], one["community_b"]) for one in joined)
    assert kept.tables["communities.parquet"]["bridges"].to_pylist() == [2, 2, 2]


def test_no_table_holds_an_account(planted, kept):
    told = "".join(str(table.to_pylist()) for table in kept.tables.values())
    assert not any(account in told for account in planted[0]["author"].unique().to_pylist())


def test_shuffled_posts_and_voices_give_the_same_tables(planted, kept):
    table, told = planted
    order = np.random.default_rng(3).permutation(table.num_rows)
    again = of(table.take(order), told.take(np.arange(told.num_rows)[::-1]))
    assert again.told == kept.told
    assert all(again.tables[name].equals(kept.tables[name]) for name in TABLES)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (posts(), "no-links"),
        (posts({"author": "a"}, {"author": "b"}), "no-links"),
        (speaking("aa", "aa"), "no-links"),
        (speaking("ab", "bc", "cd"), "few-accounts"),
    ],
    ids=["no posts", "no links", "only to oneself", "four accounts"],
)
def test_where_there_is_no_network_the_reason_is_told_and_nothing_is_computed(table, reason):
    runner = LocalRunner(Nobody(), 1000)
    found = of(table, voices(one=list("abcd")), runner=runner)
    assert found.told["reason"] == reason
    assert found.told["accounts"] in (0, None)
    assert all(found.tables[name].equals(TABLES[name].empty_table()) for name in TABLES)
    assert [stage.stage for stage in runner.stages] == ["links"]


def test_a_star_of_nine_is_a_thin_network_with_defined_figures():
    told = of(speaking(*(f"{one}m" for one in "abcdefgh"))).told
    assert (told["reason"], told["thin"], told["ties"], told["accounts"]) == (None, True, 8, 9)
    assert told["stability"]["low"] <= told["stability"]["adjusted_rand"] <= told["stability"]["high"]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**16), st.lists(st.integers(2, 14), min_size=2, max_size=6), st.sampled_from([0.6, 0.9, 1.0]))
def test_no_cell_holds_fewer_accounts_than_the_limit_nor_leaves_fewer_of_its_community(seed, sizes, inside):
    table, home = blocks(tuple(sizes), inside, 2, seed)
    draw = np.random.default_rng(seed)
    names = [f"a{one:04}" for one in range(len(home) + 6)]  # some have no link
    told = voices(**{f"d{n}": list(draw.choice(names, draw.integers(1, len(names)), replace=False)) for n in range(4)})
    tables = of(table, told).tables
    parts = {row["community"]: row["accounts"] for row in tables["communities.parquet"].to_pylist()}
    assert all(count >= 5 for count in parts.values())
    for row in tables["polarisation.parquet"].to_pylist():
        for cell in row["spread"]:
            left = parts.get(cell["community"], 0) - cell["accounts"]
            assert cell["accounts"] >= 5
            assert cell["community"] in ("other", "outside") or left == 0 or left >= 5
    for row in tables["bridges.parquet"].to_pylist():
        assert min(row["accounts_a"], row["accounts_b"]) >= 5


def test_draws_without_ranks_find_the_same_communities_as_draws_with_them():
    found = graph(links(blocks((12, 12), 0.8, 4, 1)[0]))
    community = np.zeros(found.size, int)
    bare, full = (resampled(found, community, 1, one, 4, 7) for one in ((), np.array([0, 1])))
    assert (bare.rand == full.rand).all()
    assert (bare.likest == full.likest).all()
    assert bare.ranks["pagerank"].shape == (4, 0)


def test_a_large_network_is_drawn_seldomer_but_not_less_than_ten_times_unless_so_wanted():
    assert [draws(ties, 20) for ties in (1, 500_000, 700_000, 10**7)] == [20, 20, 14, 10]
    assert draws(10**7, 3) == 3
