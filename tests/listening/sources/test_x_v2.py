"""X API v2. Structure: https://docs.x.com/x-api/fundamentals/data-dictionary and its example payloads."""

from tyndau.listening.sources.source import Rejection


def test_a_post_is_read_with_its_counts_and_the_name_of_its_place(sample, read):
    post, *_ = read("x_v2", sample("x_v2.json"))
    assert [post.values[name] for name in ("id", "author", "thread", "parent", "repost_of")] == [
        "101", "7", "101", None, None,
    ]  # fmt: skip
    assert [post.values[name] for name in ("views", "likes", "shares", "comments")] == [44, 3, 1, 2]
    assert (post.values["place"], post.values["created_at"]) == ("Қарағанды, Қазақстан", "2026-03-02T09:00:00.000Z")


def test_a_repost_says_the_whole_text_of_the_original_and_whose_it_is(sample, read):
    repost = read("x_v2", sample("x_v2.json"))[1]
    assert repost.values["text"] == "Автобус 12 не приходит вообще никогда, звоните в акимат"
    assert (repost.values["author"], repost.values["repost_of"]) == ("8", "6")
    assert repost.values["origin"] is not None


def test_a_repost_whose_original_is_not_included_keeps_its_cut_text(sample_json, saved, read):
    page = sample_json("x_v2.json")
    del page["includes"]
    repost = read("x_v2", saved(page))[1]
    assert (repost.values["text"], repost.values["repost_of"]) == ("RT @somebody: Автобус 12 не пр…", None)


def test_a_long_post_is_read_whole_and_an_answer_keeps_its_parent_not_the_quoted_post(sample, read):
    answer = read("x_v2", sample("x_v2.json"))[2]
    assert answer.values["text"] == "Длинный рассказ про остановку, целиком"
    assert (answer.values["parent"], answer.values["thread"], answer.values["repost_of"]) == ("101", "101", None)


def test_bare_posts_with_the_original_inside_are_read_one_a_line(sample_json, saved, read):
    """As twarc and 4CAT write them: includes are moved into each post."""
    page = sample_json("x_v2.json")
    repost = page["data"][1]
    repost["referenced_tweets"][0] |= page["includes"]["tweets"][0]
    post = {**page["data"][0], "geo": {"place": page["includes"]["places"][0]}}
    first, second = read("x_v2", saved(lines=[post, repost]))
    assert first.values["place"] == "Қарағанды, Қазақстан"
    assert second.values["repost_of"] == "6"


def test_a_page_about_one_post_and_an_empty_page_are_read(sample_json, saved, read):
    page = sample_json("x_v2.json")
    single, empty = {**page, "data": page["data"][0]}, {"meta": {"result_count": 0}}
    assert len(read("x_v2", saved([single, empty]))) == 1


def test_an_answer_of_errors_only_is_counted(sample_json, saved, read):
    rows = read("x_v2", saved([sample_json("x_v2.json"), {"errors": [{"title": "Not Found Error"}]}]))
    assert rows[3] == Rejection(2, "row.error-answer")


def test_half_an_emoji_costs_nothing(saved, read):
    """A lone surrogate: JavaScript tools cut texts between the halves of an emoji."""
    line = '{"id": "1", "text": "Су \\ud83d", "edit_history_tweet_ids": ["1"], "created_at": "2026-03-02T09:00:00Z"}\n'
    assert [row.values["id"] for row in read("x_v2", saved(line * 2, "half.ndjson"))] == ["1", "1"]


def test_a_point_is_a_geotag_with_its_longitude_first(sample_json, saved, read):
    page = sample_json("x_v2.json")
    page["data"][0]["geo"] = {"coordinates": {"type": "Point", "coordinates": [76.96, 52.29]}}
    values = read("x_v2", saved(page))[0].values
    assert (values["lat"], values["lon"]) == (52.29, 76.96)
