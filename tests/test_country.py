"""The tables of Kazakhstan hold together, and a broken table is named."""

import re
from collections import Counter

import pyarrow as pa
import pytest

from tyndau import jurisdictions
from tyndau.listening.errors import BadCountryTable
from tyndau.listening.text.stems import STEMMERS

MIXED = re.compile("[A-Za-z][а-яёәғқңөұүһі]|[а-яёәғқңөұүһі][A-Za-z]", re.I)


def rows(country, table: str, **wanted: str) -> list[dict]:
    return [
        row for row in getattr(country, table).to_pylist() if all(row[name] == value for name, value in wanted.items())
    ]


def test_there_are_twenty_regions_each_on_its_own_tile(country):
    regions = rows(country, "territories", level="region")
    assert len(regions) == 20
    assert len({(row["tile_column"], row["tile_row"]) for row in regions}) == 20
    assert all(row[f"short_{language}"] for row in regions for language in ("kk", "ru", "en"))


def test_every_region_can_be_named_in_three_languages(country):
    for region in rows(country, "territories", level="region"):
        for language in ("kk", "ru", "en"):
            names = [n for n in rows(country, "place_names", language=language) if n["kato"][:2] == region["kato"][:2]]
            assert len(names) >= 2, (region["name_en"], language)


def test_every_topic_has_phrases_in_three_languages(country):
    counted = Counter(zip(country.phrases["topic"].to_pylist(), country.phrases["language"].to_pylist(), strict=True))
    topics = country.topics["topic"].to_pylist()
    assert len(topics) >= 80
    assert [(t, language) for t in topics for language in ("kk", "ru", "en") if counted[t, language] < 8] == []


def test_no_phrase_belongs_to_two_topics(country):
    seen: dict[tuple, str] = {}
    for row in country.phrases.to_pylist():
        words = re.findall(r"\w+", row["phrase"].lower())
        key = (row["language"], *sorted({STEMMERS[row["language"]](word) for word in words}))
        assert seen.setdefault(key, row["topic"]) == row["topic"], row["phrase"]


def test_no_word_mixes_scripts(country):
    for table in ("territories", "place_names", "topics", "phrases", "bodies", "kinds"):
        for row in getattr(country, table).to_pylist():
            for name, value in row.items():
                assert name == "source" or not MIXED.search(value), (table, value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("phrases", "topic", "dragons"), ("place_names", "kato", "999999999"), ("competence", "body", "nobody")],
)
def test_a_code_that_another_table_does_not_know_is_named_with_its_row(country, table, column, value):
    tables = {name: getattr(country, name) for name in jurisdictions.TABLES}
    values = tables[table][column].to_pylist()
    values[4] = value
    index = tables[table].column_names.index(column)
    tables[table] = tables[table].set_column(index, column, pa.array(values, pa.string()))
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.check(tables)
    assert refused.value.facts == {"table": table, "row": 6, "value": f"{column}={value}"}
