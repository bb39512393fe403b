"""4CAT. Structure: https://github.com/digitalmethodsinitiative/4cat, `map_item` of its data sources."""

import csv
import io

import pytest

from tyndau.listening.errors import MissingColumns
from tyndau.listening.sources.source import Options, Rejection


def rows_of(sample) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sample("fourcat.csv").path.read_text())))


def test_columns_are_found_by_their_4cat_names(sample, read):
    first, second = read("fourcat", sample("fourcat.csv"))
    assert [first.values[name] for name in ("id", "thread", "author", "text")] == [
        "1", "1", "aigerim", "Мусор не вывозят, неделя",
    ]  # fmt: skip
    assert [first.values[name] for name in ("likes", "shares", "comments", "views")] == ["3", "1", "2", None]
    assert second.values["title"] == "Аула"


def test_the_time_that_needs_no_zone_is_preferred(sample, saved, read):
    first, _ = read("fourcat", sample("fourcat.csv"))
    assert first.values["created_at"] == "1772442000"
    without = sample("fourcat.csv").path.read_text().replace("unix_timestamp", "another_column")
    first, _ = read("fourcat", saved(without, "b.csv"))
    assert first.values["created_at"] == "2026-03-02 09:00:00"


def test_ndjson_is_read_by_the_same_names(sample, saved, read):
    first, broken, second = read("fourcat", saved(_with_a_broken_line(saved, rows_of(sample)), "a.ndjson"))
    assert (first.values["text"], second.values["author"]) == ("Мусор не вывозят, неделя", "bolat")
    assert (broken.number, broken.reason) == (2, "row.broken-json")


def _with_a_broken_line(saved, rows) -> bytes:
    first, second = saved(lines=rows).path.read_bytes().splitlines()
    return b"\n".join((first, b'{"id": "1', second))


def test_a_semicolon_and_a_byte_order_mark_do_not_hide_the_columns(saved, read):
    content = '\ufeffid;thread_id;timestamp;body;"author"\n1;1;2026-03-02 09:00:00;"су; жоқ";dana\n'
    (row,) = read("fourcat", saved(content, "zeeschuimer.csv"))
    assert (row.values["text"], row.values["author"]) == ("су; жоқ", "dana")


def test_the_platform_and_a_column_may_be_given_by_the_user(sample, read):
    options = Options(columns={"text": ("subject", "body")}, always={"platform": "tiktok"})
    _, second = read("fourcat", sample("fourcat.csv"), options)
    assert (second.values["text"], second.values["platform"]) == ("Аула\nҚоқыс әлі тұр", "tiktok")


def test_a_row_of_another_width_is_counted(sample, saved, read):
    *_, wrong = read("fourcat", saved(sample("fourcat.csv").path.read_text() + "3,1\n", "c.csv"))
    assert wrong == Rejection(4, "row.wrong-width", "2 cells, header has 11")


def test_a_mapping_to_a_column_that_is_not_there_is_refused(sample, read):
    with pytest.raises(MissingColumns):
        read("fourcat", sample("fourcat.csv"), Options(columns={"text": ("story",)}))
