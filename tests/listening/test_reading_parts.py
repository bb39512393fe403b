"""A large file of lines is read in parts, each by any process, and gives what it gives in one piece."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.errors import MissingColumns, NoZone
from tyndau.listening.reading import read
from tyndau.listening.sources.source import LONGEST_LINE, Options

GOOD = json.dumps({"created_at": "2026-03-01T10:00:00Z", "text": "нет воды"}, ensure_ascii=False)
LINES = st.sampled_from(
    [GOOD, json.dumps({"created_at": "2026-03-01T10:00:00Z", "text": "Алма"}, ensure_ascii=False), "", "{", "[1]",
     json.dumps({"text": "no time"}), "\r", json.dumps({"created_at": "x", "text": "y"})]
)  # fmt: skip


def told(path, part_bytes, options=None):
    reading = read([path], options or Options(), part_bytes=lambda _: part_bytes)
    return reading.posts.to_pylist(), reading.rejected.to_pylist(), reading.inputs


@given(lines=st.lists(LINES, max_size=30), part_bytes=st.integers(1, 400), mark=st.booleans(), last=st.booleans())
@settings(max_examples=40)
def test_rows_rejections_and_counts_are_those_of_the_whole_file(tmp_path_factory, lines, part_bytes, mark, last):
    path = tmp_path_factory.mktemp("lines") / "a.ndjson"
    content = ("\ufeff" if mark else "") + "\n".join([GOOD, *lines]) + ("\n" if last else "")
    path.write_text(content)
    whole = told(path, None)
    assert told(path, part_bytes) == whole
    assert whole[2][0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_line_longer_than_a_part_is_rejected_once_under_its_own_number(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join([GOOD, "x" * (2 * LONGEST_LINE + 5), GOOD]) + "\n")
    whole = told(path, None)
    assert told(path, 300_000) == whole
    assert [row["row"] for row in whole[1]] == [2]


def test_a_file_whose_first_object_lacks_a_field_is_refused_as_in_one_piece(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join([json.dumps({"text": "no time"}), GOOD, GOOD]) + "\n")
    with pytest.raises(MissingColumns):
        told(path, 20)


def test_a_time_without_a_zone_stops_the_run_and_tells_the_row_of_the_file(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join([GOOD] * 9 + [json.dumps({"created_at": "2026-03-01T10:00:00", "text": "нет"})]) + "\n")
    with pytest.raises(NoZone) as refused:
        told(path, 100)
    assert refused.value.facts["row"] == 10


def test_a_csv_file_stays_whole_because_a_text_may_hold_line_feeds(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('created_at,text\n2026-03-01T10:00:00Z,"нет\nводы"\n' * 1)
    assert told(path, 10) == told(path, None)
