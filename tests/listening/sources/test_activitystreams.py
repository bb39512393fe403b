"""Mastodon API and ActivityStreams. Structure: https://docs.joinmastodon.org/entities/Status and
https://www.w3.org/TR/activitypub/#outbox."""

from tyndau.listening.sources.source import Rejection


def test_a_status_is_read_without_html_under_an_id_without_the_handle(sample, read):
    status, _ = read("activitystreams", sample("activitystreams.json"))
    assert status.values["text"] == "Су жоқ @akimat\nҮшінші күн & үшінші түн"
    assert (status.values["id"], status.values["title"], status.values["parent"]) == ("social.example/111", "Су", "109")
    assert [status.values[name] for name in ("likes", "shares", "comments")] == [3, 2, 1]


def test_an_account_of_the_answering_server_gets_the_name_of_its_server(sample, read):
    status, boost = read("activitystreams", sample("activitystreams.json"))
    assert (status.values["author"], boost.values["author"]) == ("aigerim@social.example", "bolat@far.example")


def test_a_boost_says_what_the_original_says(sample, read):
    _, boost = read("activitystreams", sample("activitystreams.json"))
    assert (boost.values["text"], boost.values["repost_of"]) == ("Дорогу залили", "dana@third.example")
    assert boost.values["id"] == "far.example/112"


def test_one_status_has_one_id_and_one_author_in_an_answer_and_in_an_outbox(sample, read):
    status, _ = read("activitystreams", sample("activitystreams.json"))
    note, *_ = read("activitystreams", sample("outbox.json"))
    for name in ("platform", "id", "author", "likes", "shares"):
        assert note.values[name] == status.values[name], name
    assert note.values["parent"] == "far.example/109"


def test_a_boost_that_is_only_an_address_has_no_text_and_other_acts_are_counted(sample, read):
    _, boost, like = read("activitystreams", sample("outbox.json"))
    assert (boost.values["text"], boost.values["id"]) == ("", "social.example/114")
    assert like == Rejection(3, "row.service-message", "Like")


def test_a_boost_that_holds_the_original_names_its_author(sample_json, saved, read):
    outbox = sample_json("outbox.json")
    original = {"type": "Note", "content": "<p>Снег</p>", "attributedTo": "https://far.example/@bolat"}
    outbox["orderedItems"][1]["object"] = original
    boost = read("activitystreams", saved(outbox))[1]
    assert (boost.values["text"], boost.values["repost_of"]) == ("Снег", "bolat@far.example")


def test_a_page_of_an_outbox_is_read_like_the_whole(sample_json, saved, read):
    page = {**sample_json("outbox.json"), "type": "OrderedCollectionPage"}
    page["orderedItems"].append("https://social.example/users/aigerim/statuses/115/activity")
    assert read("activitystreams", saved(page))[3] == Rejection(4, "row.not-an-object", "str")


def test_a_location_is_a_geotag_and_a_declared_place(sample_json, saved, read):
    place = {"type": "Place", "name": "Павлодар", "latitude": 52.29, "longitude": 76.96}
    statuses = sample_json("activitystreams.json")
    statuses[0]["location"] = place
    outbox = sample_json("outbox.json")
    notes = [one for one in outbox["orderedItems"] if one["type"] == "Create"]
    notes[0]["object"]["location"] = place
    for file in (saved(statuses), saved(outbox, "outbox.json")):
        row = next(row for row in read("activitystreams", file) if getattr(row, "values", {}).get("lat"))
        assert [row.values[name] for name in ("lat", "lon", "place")] == [52.29, 76.96, "Павлодар"]
