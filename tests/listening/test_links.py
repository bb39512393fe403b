"""What a post points at: addresses and hashtags in one form, and none that leads to a person."""

import pyarrow as pa
import pytest
from tests.conftest import KEY, raw

from tyndau.listening.links import hashtags_of
from tyndau.listening.pseudonyms import pseudonymise

OTHER_KEY = bytes(32)


def links(text: str, key: bytes = KEY) -> list[str]:
    return pseudonymise(raw(text), key)["links"][0].as_py()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Вот: https://www.News.example.kz/a/heat/?utm_source=vk&fbclid=1#top.", ["news.example.kz/a/heat"]),
        ("(http://m.news.example.kz/a?id=7&ref=x)", ["news.example.kz/a?id=7"]),
        ("www.news.example.kz/a и https://news.example.kz/a/", ["news.example.kz/a"]),
        ("без адреса, цена 5://7", []),
        ("https://localhost/тест", []),
        ("https://[битый", []),
    ],
)  # fmt: skip
def test_equal_addresses_are_equal_however_they_were_shared(text, found):
    assert links(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/bolat_official/12",
        "vk.com/id12345",
        "https://www.youtube.com/@bolat/videos",
        "https://a.example.kz/?mail=bolat@mail.example.kz",
    ],
)
def test_an_address_that_points_at_a_person_keeps_its_host_only(text):
    (found,) = links(text)
    assert "bolat" not in found
    assert "12345" not in found
    assert found != links(text, OTHER_KEY)[0]
    assert links(f"{text} {text}") == [found]


def test_hashtags_lose_their_case_and_numbers_are_none():
    assert hashtags_of("#Жылу_Жоқ #жылу_жоқ #1 ##heating2026, c#d") == ["жылу_жоқ", "heating2026", "d"]


def test_media_are_the_same_only_on_one_platform_and_under_one_key():
    posts = raw("a", "b").set_column(RAW_MEDIA, "media", pa.array([["p1"], ["p1", "p2"]], pa.list_(pa.string())))
    first, second = pseudonymise(posts, KEY)["media"].to_pylist()
    assert first[0] == second[0] != second[1]
    assert "p1" not in first
    assert pseudonymise(posts, OTHER_KEY)["media"][0].as_py() != first


RAW_MEDIA = raw("a").column_names.index("media")
