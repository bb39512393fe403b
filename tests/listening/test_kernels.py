"""What every kernel promises: inputs stay, the order of rows does not matter, and neither does the size of a batch."""

import csv
import random
from datetime import date

import pyarrow as pa
import pytest
from tests.conftest import KEY

from tyndau.demo.posts import write
from tyndau.listening.parameters import Parameters
from tyndau.listening.pipeline import Heard, listen
from tyndau.listening.pseudonyms import pseudonymise
from tyndau.listening.reading import read
from tyndau.listening.runner import LocalRunner, Nobody
from tyndau.listening.sources.source import Options

TABLES = ("posts", "voices", "demands", "echoes")


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> pa.Table:
    folder = tmp_path_factory.mktemp("demo") / "input"
    write(folder, 400, seed=5, last=date(2026, 10, 31), replace=False)
    return read([folder / "posts"], Options()).posts


def heard(raw: pa.Table, country, batch_rows: int = 20_000) -> Heard:
    return listen(pseudonymise(raw, KEY), country, Parameters("kz"), LocalRunner(Nobody(), batch_rows))


def test_shuffled_rows_and_small_batches_give_the_same_tables_and_the_input_stays(raw, country):
    # Of a post read twice the later reading wins: there the order of rows is meant to count.
    names = zip(raw["platform"].to_pylist(), raw["native_id"].to_pylist(), strict=True)
    once = {name: row for row, name in enumerate(names)}
    raw = raw.take(sorted(once.values()))
    before = raw.to_pylist()
    first = heard(raw, country)
    order = list(range(raw.num_rows))
    random.Random(3).shuffle(order)
    for other in (heard(raw.take(order), country), heard(raw, country, batch_rows=17)):
        for name in TABLES:
            assert getattr(first, name).equals(getattr(other, name)), name
        assert first.findings.watched.tables() == other.findings.watched.tables()
    assert raw.to_pylist() == before


def test_every_voice_belongs_to_a_demand_and_every_demand_has_voices(raw, country):
    run = heard(raw, country)
    assert set(run.voices["demand_id"].to_pylist()) == set(run.demands["demand_id"].to_pylist())
    assert sum(run.demands["posts"].to_pylist()) == run.voices.num_rows
    asking = [
        row
        for row in run.posts.to_pylist()
        if row["topic"] and row["kind"] in ("complaint", "request", "proposal", "question")
    ]
    assert {row["post"] for row in asking} == set(run.voices["post"].to_pylist())


def test_the_planted_tension_is_seen_rising(country, tmp_path):
    write(tmp_path / "input", 2500, seed=1, last=date(2026, 10, 31), replace=False)
    run = heard(read([tmp_path / "input" / "posts"], Options()).posts, country)
    with (tmp_path / "input" / "demands.csv").open(encoding="utf-8", newline="") as file:
        (tense,) = ((row["topic"], row["kato"]) for row in csv.DictReader(file) if row["kind"] == "episode")
    rising = [(row["topic"], row["territory"]) for row in run.demands.to_pylist() if row["trend"] == "rising"]
    assert tense in rising
    assert len(rising) <= 5
