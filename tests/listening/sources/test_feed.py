"""RSS and Atom. Structure: https://www.rssboard.org/rss-specification and RFC 4287; the element names of feedparser."""

import pytest

from tyndau.listening.sources import sources
from tyndau.listening.sources.rows import NaiveTime, instant
from tyndau.listening.sources.source import Options, Rejection


def test_an_rss_item_gives_title_and_whole_content_without_html(sample, read):
    first, second = read("feed", sample("feed.rss"))
    assert (first.values["title"], first.values["text"]) == (
        "Воду отключат & не включат",
        "С понедельника воды не будет.\nЖители недовольны.",
    )
    assert (second.values["text"], second.values["id"]) == ("Тұрғындар қуанды", "https://news.example/2")


def test_a_feed_without_authors_speaks_as_itself(sample, read):
    first, second = read("feed", sample("feed.rss"))
    assert (first.values["author"], second.values["author"]) == ("Дана", "Новости двора")
    assert first.values["platform"] == "news"


def test_times_are_the_published_ones_with_their_zone(sample, read):
    times = [row.values["created_at"] for name in ("feed.rss", "feed.atom") for row in read("feed", sample(name))]
    assert [instant(time, None).isoformat() for time in times] == [
        "2026-03-02T09:00:00+00:00",
        "2026-03-03T09:00:00+00:00",
        "2026-03-02T09:00:00+00:00",
    ]


def test_an_atom_entry_is_read(sample, read):
    (entry,) = read("feed", sample("feed.atom"))
    assert [entry.values[name] for name in ("id", "title", "text", "author")] == [
        "urn:yard:1", "Lamps are out", "Dark since Monday", "Bolat",
    ]  # fmt: skip


def dated(sample, saved, written: str):
    feed = sample("feed.rss").path.read_text().replace("Mon, 02 Mar 2026 14:00:00 +0500", written)
    return next(iter(sources()["feed"].read(saved(feed, "dated.rss"), Options()))).values["created_at"]


@pytest.mark.parametrize("written", ["Mon, 02 Mar 2026 14:00:00", "2026-03-02T14:00:00"])
def test_a_time_without_zone_is_not_guessed(sample, saved, written):
    with pytest.raises(NaiveTime):
        instant(dated(sample, saved, written), None)


@pytest.mark.parametrize("written", ["Mon, 02 Mar 2026 14:00:00 MSK", "позавчера"])
def test_a_time_that_is_not_understood_is_no_time(sample, saved, written):
    with pytest.raises(ValueError, match=r".") as refused:
        instant(dated(sample, saved, written), None)
    assert not isinstance(refused.value, NaiveTime)


def test_minus_zero_is_universal_time(sample, saved):
    assert instant(dated(sample, saved, "Mon, 02 Mar 2026 09:00:00 -0000"), None).hour == 9


def test_a_feed_that_breaks_off_is_read_so_far_and_counted(sample, saved, read):
    feed = sample("feed.rss").path.read_text()
    rows = read("feed", saved(feed[: feed.index("<title>Су берілді")], "cut.rss"))
    assert rows[0].values["author"] == "Дана"
    assert isinstance(rows[-1], Rejection)
    assert rows[-1].reason == "row.broken-feed"


def test_a_feed_converted_to_utf_8_that_still_says_windows_1251_is_read_as_utf_8(sample, saved, read):
    feed = sample("feed.rss").path.read_text().replace('encoding="UTF-8"', 'encoding="windows-1251"')
    assert read("feed", saved(feed, "old.xml"))[0].values["author"] == "Дана"


@pytest.mark.parametrize("broken", ["&#99999999999;", "<![", "\x00"])
def test_a_feed_broken_beyond_reading_is_counted_and_no_crash(sample, saved, broken):
    feed = sample("feed.rss").path.read_text().replace("<title>Су", f"{broken}<title>Су")
    rows = list(sources()["feed"].read(saved(feed, "broken.rss"), Options()))
    assert rows[-1].reason == "row.broken-feed"


def test_a_feed_opens_no_file_of_the_machine(saved, tmp_path, read):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}">]>'
        "<rss><channel><title>t</title><item><title>x &s; y</title></item></channel></rss>"
    )
    file = saved(feed, "evil.xml")
    assert "a secret" not in str(list(sources()["feed"].read(file, Options())))
