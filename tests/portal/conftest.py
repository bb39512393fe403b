"""Tools of the portal's tests: races in real threads. The database is SQLite or PostgreSQL; see tests/settings.py."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.portal import at_once as races


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    """`at_once(n, act)`: the act in n threads with own connections, all let go together."""
    return races.at_once
