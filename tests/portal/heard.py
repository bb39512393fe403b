"""Fixtures of every test that needs demands on the portal: the country, and runs that are imported."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.portal.demands.runs import Heard, write_run
from tyndau import jurisdictions
from tyndau.listening.country import Country
from tyndau.listening.runner import Nobody
from tyndau.portal.analysis.services import keep
from tyndau.portal.demands.services import Imported, import_run

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def kazakhstan() -> Country:
    return jurisdictions.load("kz")


@pytest.fixture
def imports(kazakhstan: Country) -> Callable[[Path], Imported]:
    """`imports(folder)`: publish a run folder."""
    return lambda folder: import_run(folder, kazakhstan, NOW, Nobody(), also=(keep,))


@pytest.fixture
def heard(tmp_path: Path, imports: Callable[[Path], Imported], db: None) -> Callable[..., Imported]:
    """`heard(Heard("d1"), …)`: a run of these demands, written and published."""
    runs = []

    def publish(*demands: Heard, **told: Any) -> Imported:
        runs.append(write_run(tmp_path / f"run-{len(runs)}", demands, **told))
        return imports(runs[-1])

    return publish
