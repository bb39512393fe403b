"""Zeeschuimer. Structure: https://github.com/digitalmethodsinitiative/zeeschuimer, js/zs-background.js and modules/."""

import json

import pytest

from tyndau.listening.sources.rows import instant
from tyndau.listening.sources.source import Rejection, Row


@pytest.fixture
def items(sample):
    return [json.loads(line) for line in sample("zeeschuimer.ndjson").path.read_text().splitlines()]


def test_each_platform_is_read_by_its_own_names(sample, read):
    rows = [row for row in read("zeeschuimer", sample("zeeschuimer.ndjson")) if isinstance(row, Row)]
    told = [[row.values.get(name) for name in ("platform", "id", "author", "likes", "comments")] for row in rows]
    assert told == [
        ["instagram", "Cx1", "aigerim", 12, 3],
        ["tiktok", "700", "bolat", 9, 2],
        ["tiktok", "701", "dana", 1, 0],
        ["x", "800", "9", 2, 1],
        ["threads", "Th1", "madina", 4, 2],
    ]
    assert all(row.values["text"] for row in rows)
    assert rows[0].values["place"] == "Алматы"


def test_every_time_is_an_instant_with_a_zone(sample, read):
    rows = [row for row in read("zeeschuimer", sample("zeeschuimer.ndjson")) if isinstance(row, Row)]
    times = [instant(row.values["created_at"], None).isoformat() for row in rows]
    assert times[3] == times[0] == "2026-03-02T09:00:00+00:00"


@pytest.mark.parametrize("written", ["Mon Xyz 02 09:00:00 +0000 2026", "Mon Mar 92 29:00:00 +0000 2026", "soon"])
def test_a_time_that_is_none_is_left_for_the_row_to_be_rejected(items, saved, read, written):
    items[3]["data"]["legacy"]["created_at"] = written
    assert read("zeeschuimer", saved(lines=[items[3]]))[0].values["created_at"] == written


def test_a_comment_hangs_on_the_video_and_a_reply_on_the_comment(items, saved, read):
    reply = json.loads(json.dumps(items[2]))
    reply["data"] |= {"cid": "702", "reply_id": "701"}
    top, below = read("zeeschuimer", saved(lines=[items[2], reply]))
    assert (top.values["parent"], top.values["thread"]) == ("700", "700")
    assert (below.values["parent"], below.values["thread"]) == ("701", "700")


def test_a_repost_on_x_says_the_whole_text_of_the_original(items, saved, read):
    original = {"legacy": {"full_text": "Cut…", "user_id_str": "6"}}
    original["note_tweet"] = {"note_tweet_results": {"result": {"text": "The whole story"}}}
    for nested in (original, {"tweet": original}):
        items[3]["data"]["legacy"]["retweeted_status_result"] = {"result": nested}
        (row,) = read("zeeschuimer", saved(lines=[items[3]]))
        assert (row.values["text"], row.values["repost_of"], row.values["author"]) == ("The whole story", "6", "9")


def test_another_platform_is_rejected_under_its_name_and_never_under_anything_else(items, saved, read):
    *_, unknown = read("zeeschuimer", saved(lines=items))
    assert unknown == Rejection(6, "row.unknown-platform", "9gag.com")
    items[5]["source_platform"] = "Aigerim wrote: no water"
    (unknown,) = read("zeeschuimer", saved(lines=items[5:]))
    assert unknown.detail == ""


def test_what_4cat_gives_back_unwrapped_is_read_alike(items, saved, read):
    unwrapped = [{**item["data"], "__import_meta": {k: v for k, v in item.items() if k != "data"}} for item in items]
    before = read("zeeschuimer", saved(lines=items))
    assert read("zeeschuimer", saved(lines=unwrapped)) == before


def test_a_name_embedded_in_a_page_of_tiktok_is_an_author_too(items, saved, read):
    items[1]["data"]["author"] = "bolat"
    assert read("zeeschuimer", saved(lines=[items[1]]))[0].values["author"] == "bolat"


def test_hidden_likes_are_not_counted(items, saved, read):
    items[0]["data"]["like_and_view_counts_disabled"] = True
    assert read("zeeschuimer", saved(lines=[items[0]]))[0].values["likes"] is None


def test_a_broken_line_costs_one_item(sample, saved, read):
    content = sample("zeeschuimer.ndjson").path.read_text().splitlines(keepends=True)
    rows = read("zeeschuimer", saved(content[0] + content[1][:90] + "\n" + content[2], "cut.ndjson"))
    assert [getattr(row, "reason", "read") for row in rows] == ["read", "row.broken-json", "read"]


def test_a_geotag_is_read_from_an_object_and_from_a_point_with_its_longitude_first(items, saved, read):
    items[0]["data"]["location"] = {"name": "Павлодар", "lat": 52.29, "lng": 76.96}
    items[3]["data"]["legacy"]["coordinates"] = {"type": "Point", "coordinates": [76.96, 52.29]}
    rows = read("zeeschuimer", saved(lines=[items[0], items[3]]))
    assert [(row.values["lat"], row.values["lon"]) for row in rows] == [(52.29, 76.96)] * 2
