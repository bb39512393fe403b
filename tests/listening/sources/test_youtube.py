"""YouTube Data API v3. Structure: https://developers.google.com/youtube/v3/docs/commentThreads and .../comments."""

from tyndau.listening.sources.source import Rejection, Row

REPLY = {
    "kind": "youtube#comment",
    "id": "Ug1.2",
    "snippet": {
        "parentId": "Ug1",
        "textOriginal": "Жөнделді ғой",
        "authorChannelId": {"value": "UCdana"},
        "publishedAt": "2026-03-02T11:00:00Z",
    },
}


def test_a_thread_gives_its_top_comment_and_its_replies(sample, read):
    top, reply, _ = read("youtube", sample("youtube.json"))
    assert [top.values[name] for name in ("id", "author", "thread", "parent", "likes", "comments")] == [
        "Ug1", "UCaigerim", "v1", None, 4, 3,
    ]  # fmt: skip
    assert (reply.values["parent"], reply.values["author"]) == ("Ug1", "UCbolat")
    assert reply.values["created_at"] == "2026-03-02T10:00:00Z"


def test_the_original_text_goes_before_the_displayed_one_and_html_is_taken_off(sample, read):
    top, reply, _ = read("youtube", sample("youtube.json"))
    assert top.values["text"] == "Жол қашан *жөнделеді*?"
    assert reply.values["text"] == "Никогда!\nЖдём третий год"


def test_replies_that_were_promised_and_did_not_come_are_one_rejection_of_the_thread(sample, read):
    *_, missing = read("youtube", sample("youtube.json"))
    assert missing == Rejection(1, "row.replies-missing", "2 of 3")


def test_replies_of_another_page_of_the_file_are_counted_in(sample_json, saved, read):
    page = {"kind": "youtube#commentListResponse", "items": [REPLY, {**REPLY, "id": "Ug1.3"}]}
    rows = read("youtube", saved([sample_json("youtube.json"), page]))
    assert len(rows) == 4
    assert all(isinstance(row, Row) for row in rows)


def test_one_reply_read_twice_counts_once(sample_json, saved, read):
    page = {"kind": "youtube#commentListResponse", "items": [REPLY, REPLY]}
    *_, missing = read("youtube", saved([sample_json("youtube.json"), page]))
    assert missing.detail == "1 of 3"


def test_comments_of_a_closed_account_have_no_author(sample_json, saved, read):
    page = sample_json("youtube.json")
    del page["items"][0]["snippet"]["topLevelComment"]["snippet"]["authorChannelId"]
    assert read("youtube", saved(page))[0].values["author"] is None


def test_an_id_that_is_no_text_is_no_crash(sample_json, saved, read):
    page = sample_json("youtube.json")
    page["items"][0]["snippet"]["topLevelComment"]["id"] = ["Ug1"]
    assert len(read("youtube", saved(page))) == 3


def test_a_bare_comment_a_line_is_read(saved, read):
    rows = read("youtube", saved(lines=[REPLY, "nonsense", REPLY]))
    assert [row.values["id"] for row in (rows[0], rows[2])] == ["Ug1.2", "Ug1.2"]
    assert rows[1] == Rejection(2, "row.not-an-object", "str")
