"""Tables of quality/ hold to the country's tables."""

import csv
from pathlib import Path

QUALITY = Path(__file__).resolve().parents[1] / "quality"


def test_every_topic_is_told_which_of_the_34_earlier_ones_it_belonged_to(country):
    with (QUALITY / "topics_of_34.csv").open(encoding="utf-8", newline="") as file:
        coarse = {row["topic"]: row["of_34"] for row in csv.DictReader(file)}
    assert set(coarse) == set(country.topics["topic"].to_pylist())
    assert len(set(coarse.values())) == 34
