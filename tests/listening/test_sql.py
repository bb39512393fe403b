"""Queries run in silence: what a command prints is its answer, and nothing of the engine's."""

import re

from tyndau.listening.sql import connect


def test_no_query_draws_a_progress_bar():
    with connect() as engine:
        assert engine.sql("select current_setting('enable_progress_bar')").fetchall() == [(False,)]


def test_every_query_runs_in_an_engine_that_is_silent(request):
    package = request.config.rootpath / "src" / "tyndau"
    direct = re.compile(r"^\s*(import duckdb|from duckdb\b)|\bduckdb\.\w+\(", re.M)
    assert [path.name for path in package.rglob("*.py") if direct.search(path.read_text())] == ["sql.py"]
