"""Which source reads which file is found by content alone: each sample is recognised by its own source and no other."""

import shutil

import pytest

from tyndau.listening import reading
from tyndau.listening.errors import UnknownFormat
from tyndau.listening.sources import check_text, source_of, sources
from tyndau.listening.sources.source import InputFile, Options
from tyndau.listening.zones import zone

SAMPLES = {
    "activitystreams.json": "activitystreams",
    "outbox.json": "activitystreams",
    "feed.rss": "feed",
    "feed.atom": "feed",
    "fourcat.csv": "fourcat",
    "telegram.json": "telegram",
    "vk.json": "vk",
    "vk_comments.json": "vk",
    "x_v2.json": "x_v2",
    "posts.xlsx": "xlsx",
    "youtube.json": "youtube",
    "zeeschuimer.ndjson": "zeeschuimer",
    "ndjson.ndjson": "ndjson",
    "csv.csv": "csv",
}
WORKBOOK = [["created_at", "text"], ["2026-03-02T09:00:00Z", "Нет света"]]


@pytest.fixture
def opened(sample, workbook):
    return lambda name: workbook(WORKBOOK) if name == "posts.xlsx" else sample(name)


def test_every_source_has_a_sample():
    assert set(SAMPLES.values()) == set(sources())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_recognised_by_its_own_source_and_no_other(opened, name):
    file = opened(name)
    # A generic source may recognise the container that another format dresses in, and is asked after it.
    claimed = [one.name for one in sources().values() if one.recognises(file) and not one.generic]
    assert claimed == ([] if sources()[SAMPLES[name]].generic else [SAMPLES[name]])
    assert source_of(file).name == SAMPLES[name]


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".json")])
def test_pages_one_a_line_are_recognised_and_read_like_a_single_one(sample, sample_json, saved, name):
    if name == "telegram.json":
        pytest.skip("an export of Telegram is one document")
    content = sample_json(name)
    lines = content if isinstance(content, list) else [content, content]
    file = saved(lines=lines, name="lines.ndjson")
    source = source_of(file)
    assert source.name == SAMPLES[name]
    once = [row.values for row in source.read(sample(name), Options()) if hasattr(row, "values")]
    assert [row.values for row in source.read(file, Options()) if hasattr(row, "values")] == once * (
        1 if isinstance(content, list) else 2
    )


@pytest.mark.parametrize("name", ["vk.json", "youtube.json", "x_v2.json", "outbox.json"])
def test_a_long_page_is_recognised_though_the_head_shows_only_its_beginning(saved, sample_json, name):
    page = sample_json(name)
    items = next(value for at in (page, page.get("response", {})) for value in at.values() if isinstance(value, list))
    items *= 200
    file = saved(page)
    assert file.path.stat().st_size > len(file.head)
    assert source_of(file).name == SAMPLES[name]


def test_a_page_of_more_than_a_megabyte_on_one_line_is_read(saved, sample_json):
    page = sample_json("vk.json")
    page["response"]["items"] *= 2000
    file = saved(lines=[page, page], name="long.ndjson")
    assert file.path.stat().st_size > 2_500_000
    assert sum(1 for _ in source_of(file).read(file, Options())) == 8000


def test_a_workbook_may_be_named_by_the_user(opened):
    assert source_of(opened("posts.xlsx"), "xlsx").name == "xlsx"


def test_every_sample_in_one_folder_is_read(tmp_path, opened):
    folder = tmp_path / "export"
    folder.mkdir()
    for name in SAMPLES:
        shutil.copy(opened(name).path, folder / name)
    found = reading.read([folder], Options(zone=zone("UTC")))
    assert {one.file.removeprefix("export/"): one.format for one in found.inputs} == SAMPLES
    assert found.passed_over == []
    assert sorted(set(found.rejected["reason"].to_pylist())) == [
        "row.deleted", "row.no-text", "row.replies-missing", "row.service-message", "row.unknown-platform",
    ]  # fmt: skip


def test_an_error_saved_in_place_of_an_answer_is_counted(sample_json, saved, read):
    refused = {"error": {"error_code": 15, "error_msg": "Access denied"}}
    rows = read("vk", saved(lines=[sample_json("vk.json"), refused]))
    assert [row.reason for row in rows if hasattr(row, "reason")] == ["row.error-answer"]


@pytest.mark.parametrize(
    "content",
    [
        b'{"response": {"status": "ok", "results": []}}',
        b'{"data": [{"id": "1", "message": "hi"}]}',
        b'[{"account": 1, "text": "x"}]',
        b'{"made": {"response": {}, "orderedItems": [], "source_platform": "x", "item_id": 1}, "items": []}',
        b"<html><body>news</body></html>",
        b"lines\rthat end,as on\ran old Mac",
        b"PK\x03\x04" + b"\x01" * 40,
    ],
)
def test_what_only_looks_alike_is_not_recognised(saved, content):
    file = saved(content)
    assert not [one.name for one in sources().values() if one.recognises(file) and not one.generic]


def test_what_a_text_quotes_is_not_taken_for_structure(saved):
    quoted = {"id": 1, "note": '{"response": {"items": []}} "kind": "youtube#comment"'}
    with pytest.raises(UnknownFormat):
        source_of(saved(quoted))


def test_a_head_that_ends_within_a_letter_is_still_utf_8(tmp_path):
    """A page of an API is one long line, and the head of the file may end anywhere in it."""
    told = '{"response": {"items": [{"id": 1, "text": "Нет воды, қашан береді?"}]}}'.encode()
    for end in range(30, len(told)):
        check_text(InputFile(tmp_path / "vk.json", "vk.json", told[:end]))
