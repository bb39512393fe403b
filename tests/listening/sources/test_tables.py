"""Canonical NDJSON and CSV, and the mapping of other people's columns."""

import json
from pathlib import Path

import pytest

from tyndau.listening.errors import BadColumnsFile, MissingColumns
from tyndau.listening.sources import source_of
from tyndau.listening.sources.mapping import load_columns
from tyndau.listening.sources.source import InputFile, Options, Rejection


def file_of(path: Path, content: str | bytes) -> InputFile:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return InputFile(path, path.name, path.read_bytes()[:65536])


def rows_of(file: InputFile, options: Options | None = None) -> list:
    return list(source_of(file).read(file, options or Options()))


def test_ndjson_reads_canonical_fields_and_ignores_others(tmp_path):
    line = {"platform": "vk", "id": 5, "created_at": "2026-03-02T09:00:00Z", "text": "Нет воды", "mood": "angry"}
    (row,) = rows_of(file_of(tmp_path / "a.ndjson", json.dumps(line, ensure_ascii=False) + "\n\n"))
    assert (row.values["id"], row.values["text"]) == (5, "Нет воды")
    assert "mood" not in row.values


def test_a_truncated_last_line_is_rejected_and_the_rest_is_read(tmp_path):
    content = '{"created_at": "2026-03-02T09:00Z", "text": "one"}\n{"created_at": "2026-03-02T09:00Z", "te'
    row, rejected = rows_of(file_of(tmp_path / "a.ndjson", content))
    assert row.values["text"] == "one"
    assert (rejected.number, rejected.reason) == (2, "row.broken-json")


def test_a_line_of_ten_megabytes_is_rejected_with_its_size_and_the_next_is_read(tmp_path):
    long = json.dumps({"created_at": "2026-03-02T09:00Z", "text": "x" * 10_000_000})
    content = (
        '{"created_at": "2026-03-02T09:00Z", "text": "one"}\n'
        + long
        + '\n{"created_at": "1772442000", "text": "two"}\n'
    )
    first, rejected, last = rows_of(file_of(tmp_path / "a.ndjson", content))
    assert (first.values["text"], last.values["text"]) == ("one", "two")
    assert rejected.reason == "row.line-too-long"
    assert rejected.detail.startswith(str(len(long) + 1))


def test_one_broken_byte_costs_one_line(tmp_path):
    good = '{"created_at": "2026-03-02T09:00Z", "text": "ок"}\n'.encode()
    kept, rejected, again = rows_of(file_of(tmp_path / "a.ndjson", good + b'{"text": "\xff"}\n' + good))
    assert rejected == Rejection(2, "row.not-utf8", "byte 11 of the line")
    assert kept.values == again.values


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_each_usual_separator_and_a_byte_order_mark(tmp_path, separator):
    content = (
        "\ufeff"
        + separator.join(("id", "created_at", "text"))
        + "\n"
        + separator.join(("1", "02.03.2026 14:00", '"a;b"'))
    )
    (row,) = rows_of(file_of(tmp_path / "a.csv", content))
    assert (row.values["id"], row.values["text"]) == ("1", "a;b")


def test_a_csv_row_of_another_width_is_rejected_with_its_line(tmp_path):
    good, bad = rows_of(file_of(tmp_path / "a.csv", 'id,created_at,text\n1,2026-03-02,"two\nlines"\n2,2026-03-02\n'))
    assert good.values["text"] == "two\nlines"
    assert (bad.number, bad.reason) == (4, "row.wrong-width")


def test_missing_columns_name_what_is_missing_and_what_was_found(tmp_path):
    with pytest.raises(MissingColumns) as refused:
        rows_of(file_of(tmp_path / "a.csv", "id,date,body\n1,2026-03-02,hello\n"))
    assert refused.value.facts == {"table": "a.csv", "missing": "created_at, text", "found": "id, date, body"}


def test_a_mapping_names_columns_joins_two_and_adds_constants(tmp_path):
    mapping = tmp_path / "columns.toml"
    mapping.write_text('created_at = "date"\ntext = ["subject", "body"]\n[always]\nplatform = "city-forum"\n')
    columns, always = load_columns(mapping)
    file = file_of(tmp_path / "a.csv", "date,subject,body\n2026-03-02,Су,жоқ\n")
    (row,) = rows_of(file, Options(columns=columns, always=always))
    assert (row.values["text"], row.values["platform"]) == ("Су\nжоқ", "city-forum")


@pytest.mark.parametrize("content", ["text = 5", 'txet = "body"', "text = [", '[always]\nsize = "1"'])
def test_a_mapping_that_cannot_be_used_says_why(tmp_path, content):
    path = tmp_path / "columns.toml"
    path.write_text(content)
    with pytest.raises(BadColumnsFile) as refused:
        load_columns(path)
    assert refused.value.facts["reason"]
