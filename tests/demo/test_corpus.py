"""The demo corpus: the same seed gives the same bytes, and what its truth says is what its posts hold."""

import csv
import random
from collections import Counter, defaultdict
from datetime import date

import pytest

from tyndau.demo.corpus import Author, corpus
from tyndau.demo.people import People
from tyndau.demo.plan import DAYS, RISING, plan
from tyndau.demo.posts import DemoExists, NotADemo, write
from tyndau.demo.tables import ASKING, material
from tyndau.listening import declared
from tyndau.listening.pseudonyms import pseudonymise
from tyndau.listening.reading import read
from tyndau.listening.sources.source import Options

LAST = date(2026, 10, 31)
COUNT = 3000
FILES = ("telegram.json", "vk.json", "youtube.json", "networks.ndjson", "forum.csv", "appeals.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "input"
    assert write(path, COUNT, seed=1, last=LAST, replace=False) == COUNT
    return path


@pytest.fixture(scope="module")
def reading(folder):
    return read([folder / "posts"], Options())


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write(tmp_path / name, 300, seed, LAST, replace=False)
    for file in ("truth.csv", "demands.csv", *(f"posts/{name}" for name in FILES)):
        contents = [(tmp_path / name / file).read_bytes() for name in "abc"]
        assert contents[0] == contents[1] != contents[2]


def test_a_folder_that_is_no_demo_is_not_overwritten(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(DemoExists):
        write(tmp_path, 10, 1, LAST, replace=False)
    with pytest.raises(NotADemo):
        write(tmp_path, 10, 1, LAST, replace=True)
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.parametrize("count", [1, 10, 97])
def test_even_the_smallest_corpus_holds_the_number_that_was_asked_for(tmp_path, count):
    assert write(tmp_path / "d", count, 1, LAST, replace=False, one_file=True) == count
    assert len(rows(tmp_path / "d" / "truth.csv")) == count


def test_every_platform_is_read_in_the_format_that_it_exports(reading):
    formats = {one.file.rsplit("/", 1)[1]: one.format for one in reading.inputs}
    assert formats == dict(zip(FILES, ("telegram", "vk", "youtube", "ndjson", "csv", "csv"), strict=True))


def test_every_row_has_its_truth_and_every_truth_its_post(folder, reading):
    read_keys = set(pseudonymise(reading.posts, bytes(32))["post"].to_pylist())
    told = [row["post"] for row in rows(folder / "truth.csv")]
    assert len(told) == len(set(told)) == COUNT
    assert read_keys == set(told)
    assert set(reading.posts["synthetic"].to_pylist()) == {True}


def test_the_channels_of_the_publisher_are_declared_as_their_posts_are_signed(tmp_path):
    write(tmp_path / "d", 5000, 1, LAST, replace=False)
    named = declared.load(tmp_path / "d" / "declared.csv", bytes(32))
    posts = pseudonymise(read([tmp_path / "d" / "posts"], Options()).posts, bytes(32))
    author = dict(zip(posts["post"].to_pylist(), posts["author"].to_pylist(), strict=True))
    channels = {author[row["post"]] for row in rows(tmp_path / "d" / "truth.csv") if row["staged"] == "media-1"}
    assert (set(named["pseudonym"].to_pylist()), named.num_rows) == (channels, 4)
    assert set(named["kind"].to_pylist()) == {"media"}


def test_a_corpus_without_media_declares_nobody(folder):
    assert declared.load(folder / "declared.csv", bytes(32)).num_rows == 0


def test_deleted_comments_service_messages_and_nothing_else_are_rejected(reading):
    reasons = Counter(reading.rejected["reason"].to_pylist())
    assert set(reasons) == {"row.service-message", "row.deleted"}


def test_edited_posts_were_collected_twice_and_the_last_text_is_the_true_one(reading):
    versions = defaultdict(list)
    for row in reading.posts.to_pylist():
        versions[row["post"]].append(row["text"])
    twice = [texts for texts in versions.values() if len(texts) > 1]
    assert twice
    assert all(len(texts) == 2 and texts[0] != texts[1] and len(texts[0]) < len(texts[1]) + 5 for texts in twice)


def test_the_posts_run_over_150_days_and_end_on_the_last_one(reading):
    days = {time.date() for time in reading.posts["time"].to_pylist()}
    assert (max(days), (max(days) - min(days)).days) == (LAST, DAYS - 1)


def test_counts_of_every_demand_are_those_of_its_posts(folder, reading):
    """Recounted from the files: posts, accounts, days; never more people than accounts."""
    author = {row["post"]: (row["author"], row["time"].date().isoformat()) for row in reading.posts.to_pylist()}
    cells = defaultdict(list)
    for row in rows(folder / "truth.csv"):
        if row["kind"] in ASKING and row["kato2"]:
            cells[row["topic"], row["kato2"] + "0000000"].append(row)
    demands = rows(folder / "demands.csv")
    assert {(row["topic"], row["kato"]) for row in demands} == set(cells)
    for row in demands:
        posts = cells[row["topic"], row["kato"]]
        seen = [author[post["post"]] for post in posts]
        counted = (len(posts), len({name for name, _ in seen}), sum(bool(post["demand"]) for post in posts))
        assert counted == (int(row["posts"]), int(row["accounts"]), int(row["planted"]))
        assert (min(seen, key=lambda one: one[1])[1], max(seen, key=lambda one: one[1])[1]) == (
            row["first"],
            row["last"],
        )
        assert 1 <= int(row["people"]) <= int(row["accounts"])
        assert {post["demand"] for post in posts} <= {row["demand"], ""}
    assert any(int(row["people"]) < int(row["accounts"]) for row in demands)


def test_planted_demands_have_the_size_that_was_planned_and_a_heavy_tail():
    planted = plan(30_000, random.Random(1), material())
    sizes = sorted(one.posts for one in planted)
    assert (len(planted), sizes[0], sizes[-1]) == (150, 8, 600)
    assert sizes[75] * 3 < sum(sizes) / len(sizes)
    assert len({(one.topic, one.region) for one in planted}) == 150
    assert len({one.region for one in planted}) >= 18  # drawn, so that one may stay without
    assert 15 <= sum(bool(one.place) for one in planted) <= 60
    assert Counter(one.kind for one in planted) == {"episode": 1, "tension": 6, "planted": 143}


def test_a_demand_of_a_town_names_that_town_in_every_post(folder):
    town = {row["demand"]: row["place"] for row in rows(folder / "demands.csv") if row["place"]}
    assert town
    for row in rows(folder / "truth.csv"):
        if row["demand"] in town:
            assert row["place"] == town[row["demand"]]


def test_no_account_of_the_posts_is_named_in_the_truth(folder):
    for name in ("truth.csv", "demands.csv"):
        assert "demo-" not in (folder / name).read_text(encoding="utf-8")


def test_only_the_episode_grows_in_the_last_week():
    rng, texts = random.Random(1), material()
    planted = plan(COUNT, rng, texts)
    made = corpus(COUNT, planted, Author(texts, People(rng, 200), rng, LAST))
    edge = max(post.at for post in made) // 86_400 - RISING
    share = {}
    for one in planted:
        days = [post.at // 86_400 for post in made if post.truth.demand == one.name]
        share[one.kind, one.name] = sum(day > edge for day in days) / len(days)
    (episode,) = (value for (kind, _), value in share.items() if kind == "episode")
    assert episode > 0.5
    assert max(value for (kind, _), value in share.items() if kind != "episode") < 0.3


def test_a_tension_rises_for_a_week_and_is_over_before_the_last_weeks():
    planted = [one for one in plan(30_000, random.Random(1), material()) if one.kind == "tension"]
    for one in planted:
        days = Counter(one.day(random.Random(number)) for number in range(400))
        assert sum(days[day] for day in range(one.peak - RISING + 1, one.peak + 1)) > 250
        assert 92 <= one.peak < DAYS - 35


def test_a_group_shares_a_link_within_a_minute_and_in_different_words(reading, folder):
    told = {row["post"]: row for row in reading.posts.to_pylist()}
    groups = defaultdict(lambda: defaultdict(list))
    for row in rows(folder / "truth.csv"):
        if row["staged"].startswith("together"):
            post = told[row["post"]]
            groups[row["staged"]][post["text"].rsplit(" ", 1)[1]].append(post)
    assert set(groups) == {"together-1", "together-2", "together-3"}
    for links in groups.values():
        assert len({post["author"] for posts in links.values() for post in posts}) <= 12
        for posts in links.values():
            times = [post["time"] for post in posts]
            assert (max(times) - min(times)).total_seconds() < 60
            assert len({post["text"] for post in posts}) > 1


def test_a_wave_passes_on_one_post_and_knows_which(reading, folder):
    told = {row["post"]: row for row in reading.posts.to_pylist()}
    waves = defaultdict(list)
    for row in rows(folder / "truth.csv"):
        if row["staged"].startswith("wave"):
            waves[row["staged"]].append(told[row["post"]])
    assert len(waves) == 3
    for posts in waves.values():
        first, *others = sorted(posts, key=lambda post: post["time"])
        assert len(others) > 15
        assert {post["origin"] for post in others} == {first["native_id"]}
        assert {post["repost_of"] for post in others} == {first["author"]}
        assert first["views"] > 10 * max(post["views"] for post in others)


def test_appeals_belong_to_planted_demands(reading, folder):
    appeals = {row["post"] for row in reading.posts.to_pylist() if row["act"] == "appeal"}
    assert len(appeals) > 10
    assert all(row["demand"] for row in rows(folder / "truth.csv") if row["post"] in appeals)


def test_people_answer_earlier_posts_of_their_own_platform(reading):
    told = {row["post"]: row for row in reading.posts.to_pylist()}
    answers = [row for row in told.values() if row["parent"] and row["platform"] in ("vk", "instagram", "forum")]
    assert len(answers) > 100
    for row in answers:
        above = told.get(f"{row['platform']}:{row['parent']}")
        assert row["parent"] == "-777000_1" or above["time"] <= row["time"]


def test_copies_of_a_campaign_are_near_one_another_and_some_come_from_one_account():
    rng, texts = random.Random(1), material()
    made = list(Author(texts, People(rng, 200), rng, LAST).echoes(COUNT))
    by_campaign = defaultdict(list)
    for post in made:
        by_campaign[post.truth.campaign].append(post)
    for posts in by_campaign.values():
        assert (max(post.at for post in posts) - min(post.at for post in posts)) < 2 * 86_400
    most = Counter(post.account.number for post in by_campaign["campaign-park"]).most_common(1)[0][1]
    assert most >= 3


def test_a_cross_post_comes_from_the_same_person_on_another_platform(folder):
    rng, texts = random.Random(1), material()
    made = corpus(COUNT, [], Author(texts, People(rng, 200), rng, LAST))
    pairs = defaultdict(list)
    for post in made:
        if post.truth.campaign.startswith("crossed-"):
            pairs[post.truth.campaign].append(post.account)
    assert len(pairs) == COUNT // 100
    for first, second in pairs.values():
        assert first.person == second.person
        assert first.platform != second.platform
