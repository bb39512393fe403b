"""VK API. Structure: https://dev.vk.com/en/reference/objects/post and https://github.com/VKCOM/vk-api-schema, 5.199."""

import pytest

from tyndau.listening.errors import BrokenJson
from tyndau.listening.sources import sources
from tyndau.listening.sources.source import Options, Rejection


def test_a_community_speaks_as_a_club_and_a_person_as_an_id(sample, read):
    community, person = read("vk", sample("vk.json"))
    assert (community.values["author"], person.values["author"]) == ("club77", "id41")
    assert (community.values["id"], person.values["id"]) == ("-77_10", "~41_11")
    assert community.values["created_at"] == 1772442000
    assert [community.values[name] for name in ("likes", "shares", "views", "comments")] == [5, 1, 900, 2]


def test_a_repost_without_words_says_what_the_original_says_and_whose_it_is(sample, read):
    original, repost = read("vk", sample("vk.json"))
    assert repost.values["text"] == original.values["text"]
    assert (repost.values["repost_of"], original.values["repost_of"]) == ("club77", None)
    assert (repost.values["origin"], original.values["origin"]) == (original.values["id"], None)


def test_a_repost_with_words_keeps_them(sample_json, saved, read):
    page = sample_json("vk.json")
    page["response"]["items"][1]["text"] = "Опять!"
    assert read("vk", saved(page))[1].values["text"] == "Опять!"


def test_pictures_are_known_by_owner_and_number_also_where_the_post_is_passed_on(sample_json, saved, read):
    page = sample_json("vk.json")
    hung = [{"type": "photo", "photo": {"owner_id": -77, "id": 5}}, {"type": "link", "link": {"url": "x"}}, 7]
    page["response"]["items"][0]["attachments"] = hung
    page["response"]["items"][1]["copy_history"][0]["attachments"] = hung
    assert [row.values["media"] for row in read("vk", saved(page))] == [["photo-77_5"], ["photo-77_5"]]


def test_a_repost_of_a_repost_goes_back_to_the_original(sample_json, saved, read):
    page = sample_json("vk.json")
    between = {"id": 3, "owner_id": 42, "from_id": 42, "date": 1772443000, "text": ""}
    page["response"]["items"][1]["copy_history"].insert(0, between)
    repost = read("vk", saved(page))[1]
    assert (repost.values["text"], repost.values["repost_of"]) == ("Завтра отключат воду в Майкудуке", "club77")


def test_the_town_of_the_profile_is_the_declared_place(sample, read):
    community, person = read("vk", sample("vk.json"))
    assert (community.values["place"], person.values["place"]) == (None, "Караганда")


def test_comments_and_the_replies_below_them_hang_on_what_they_answer(sample, read):
    rows = read("vk", sample("vk_comments.json"))[:3]
    assert [row.values["id"] for row in rows] == ["-77_10_20", "-77_10_21", "-77_10_22"]
    assert [row.values["parent"] for row in rows] == ["-77_10", "-77_10_20", "-77_10_21"]
    assert {row.values["thread"] for row in rows} == {"-77_10"}
    assert (rows[0].values["comments"], rows[1].values["author"]) == (2, "club77")


def test_a_deleted_comment_is_counted_and_its_replies_are_read(sample_json, saved, read):
    page = sample_json("vk_comments.json")
    deleted, *others = reversed(page["response"]["items"])
    deleted["thread"] = others[0].pop("thread")
    rows = read("vk", saved(page))
    assert rows[1] == Rejection(2, "row.deleted")
    assert [row.values["id"] for row in rows[2:]] == ["-77_10_21", "-77_10_22"]


def test_the_bare_list_of_old_versions_is_read(sample_json, saved, read):
    items = sample_json("vk.json")["response"]["items"]
    assert len(read("vk", saved({"response": items}))) == 2


def test_an_answer_that_breaks_off_is_refused_with_the_place(sample, saved, read):
    content = sample("vk.json").path.read_text()
    with pytest.raises(BrokenJson) as refused:
        read("vk", saved(content[: len(content) // 2]))
    assert refused.value.facts["line"] > 1


def test_an_answer_that_is_no_json_object_or_holds_no_object_is_counted(saved):
    rows = list(sources()["vk"].read(saved(["x", {"response": {"items": [5]}}]), Options()))
    assert rows == [Rejection(1, "row.not-an-object", "str"), Rejection(1, "row.not-an-object", "int")]


def test_a_constant_of_the_user_goes_before_what_the_file_says(sample, read):
    rows = read("vk", sample("vk.json"), Options(always={"place": "Темиртау"}))
    assert {row.values["place"] for row in rows} == {"Темиртау"}


@pytest.mark.parametrize(
    "geo",
    [
        {"type": "point", "coordinates": "52.29 76.96"},
        {"coordinates": {"latitude": 52.29, "longitude": 76.96}},
        {"place": {"latitude": 52.29, "longitude": 76.96, "title": "Павлодар"}},
    ],
)
def test_a_check_in_is_a_geotag(sample_json, saved, read, geo):
    page = sample_json("vk.json")
    page["response"]["items"][0]["geo"] = geo
    values = read("vk", saved(page))[0].values
    assert (float(values["lat"]), float(values["lon"])) == (52.29, 76.96)


def test_a_community_is_home_to_all_that_is_on_its_wall(sample_json, saved, read):
    page = sample_json("vk.json")
    page["response"]["items"][0] |= {"owner_id": -77, "from_id": 41}
    page["response"]["groups"] = [{"id": 77, "name": "Подслушано Павлодар"}]
    assert read("vk", saved(page))[0].values["home_place"] == "Подслушано Павлодар"
    page["response"]["groups"] = [{"id": 77, "name": "Подслушано", "city": {"id": 1, "title": "Павлодар"}}]
    assert read("vk", saved(page))[0].values["home_place"] == "Павлодар"


def test_a_format_that_names_its_platform_keeps_it_whatever_is_said_of_all_files(sample):
    options = Options(always={"platform": "forum", "place": "Павлодар"})
    rows = [row for row in sources()["vk"].read(sample("vk.json"), options) if not isinstance(row, Rejection)]
    assert {row.values["platform"] for row in rows} == {"vk"}
    assert {row.values["place"] for row in rows} == {"Павлодар"}
