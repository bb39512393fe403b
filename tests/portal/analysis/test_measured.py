"""Error rates on the board are those of the documentation."""

from pathlib import Path

import pytest

from tyndau.portal.analysis.measured import MEASURED, Measured

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("one", MEASURED, ids=[f"{one.page}:{one.words}" for one in MEASURED])
def test_each_rate_stands_in_the_page_that_tells_how_to_get_it_again(one: Measured) -> None:
    assert one.words in (ROOT / one.page).read_text(encoding="utf-8")


def test_each_interval_holds_its_rate() -> None:
    for one in MEASURED:
        assert one.low is None or one.low <= one.value <= one.high
