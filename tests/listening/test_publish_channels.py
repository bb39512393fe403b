"""Channels of a published demand: those on which few spoke are told together, so that none of them can be reckoned."""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portal.demands.runs import Heard, write_run

from tyndau.listening import runfolder
from tyndau.listening.publish import publishable

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("runs") / "run", [Heard("d1", accounts=48)])


def channels(run: Path, sizes: list[int]) -> Counter[str]:
    """Posts by channel as published, of a demand with so many accounts on each of the channels c0, c1, …"""
    voices = runfolder.read_table(run, "voices.parquet")
    names = [f"c{n}" for n, size in enumerate(sizes) for _ in range(size)]
    voices = voices.slice(0, len(names))
    voices = voices.set_column(voices.column_names.index("platform"), "platform", pa.array(names, pa.string()))
    demands, posts = (runfolder.read_table(run, f"{name}.parquet") for name in ("demands", "posts"))
    days = publishable(demands, voices, posts, ALMATY, 5).days.to_pylist()
    found: Counter[str] = Counter()
    for row in days:
        found[row["platform"]] += row["posts"]
    return found


def test_large_channels_are_told_by_name(run: Path) -> None:
    assert channels(run, [20, 15, 5]) == {"c0": 20, "c1": 15, "c2": 5}


def test_a_channel_of_few_takes_the_smallest_other_with_it(run: Path) -> None:
    assert channels(run, [20, 9, 2]) == {"c0": 20, "other": 11}


def test_channels_of_few_that_are_many_together_take_no_other(run: Path) -> None:
    assert channels(run, [20, 4, 4]) == {"c0": 20, "other": 8}


def test_a_demand_of_one_channel_keeps_its_name(run: Path) -> None:
    assert channels(run, [6]) == {"c0": 6}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4).filter(lambda sizes: sum(sizes) >= 5))
def test_no_channel_of_a_few_is_told_and_none_can_be_had_by_subtraction(run: Path, sizes: list[int]) -> None:
    found = channels(run, sizes)
    assert sum(found.values()) == sum(sizes)
    assert all(posts >= 5 for posts in found.values())
