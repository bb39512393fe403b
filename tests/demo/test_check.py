"""The check of a run: a truth and a run of twelve posts, small enough to count on paper."""

import json
from datetime import date

import pyarrow as pa
import pytest

from tyndau.checking import checked
from tyndau.demo.check import CELLS, GROUPS, NAMES, TRUTH, NoTruth, OtherPosts, check, read_truth
from tyndau.demo.posts import write
from tyndau.listening.runner import Nobody
from tyndau.words import LANGUAGES, catalogue

ASTANA, SEMEY = "710000000", "100000000"
# post, topic, kind, region, town, language, campaign, demand | language, territory, place, topic, kind, echo
POSTS = [
    ("1", "roads", "complaint", "71", ASTANA, "kk", "", "d001", "kk", ASTANA, ASTANA, "roads", "complaint", None),
    ("2", "roads", "complaint", "71", ASTANA, "kk", "", "d001", "kk", ASTANA, ASTANA, "roads", "request", None),
    ("3", "roads", "request", "71", ASTANA, "ru", "", "d001", "ru", ASTANA, ASTANA, "yards", "request", None),
    ("4", "roads", "request", "71", "", "ru", "", "d001", "ru", None, None, "roads", "request", None),
    ("5", "roads", "question", "71", "", "kk-ru", "", "d001", "mixed", ASTANA, ASTANA, None, "other", None),
    ("6", "waste", "complaint", "", "", "en", "", "", "en", SEMEY, SEMEY, "waste", "complaint", "e9"),
    ("7", "waste", "complaint", "10", "", "en", "campaign-a", "", "en", SEMEY, SEMEY, "waste", "complaint", "e1"),
    ("8", "waste", "complaint", "10", "", "en", "campaign-a", "", "en", SEMEY, SEMEY, "waste", "complaint", "e1"),
    ("9", "waste", "complaint", "10", "", "en", "campaign-a", "", "en", SEMEY, SEMEY, "waste", "complaint", "e1"),
    ("10", "", "chatter", "", "", "ru", "chatter-4", "", "kk", None, None, None, "complaint", "e1"),
    ("11", "", "chatter", "", "", "ru", "chatter-4", "", "ru", None, None, None, "chatter", "e9"),
    ("12", "roads", "thanks", "71", "", "kk-latn", "", "", "kk", ASTANA, ASTANA, "roads", "thanks", None),
]  # fmt: skip
# demand, kind, topic, kato, place, planted, posts, accounts, people, first, last
PLANTED = [
    ("d001", "episode", "roads", ASTANA, "", "5", "5", "5", "5", "2026-10-01", "2026-10-31"),
    ("d002", "planted", "yards", SEMEY, "", "30", "30", "25", "24", "2026-10-01", "2026-10-31"),
    ("d003", "planted", "waste", ASTANA, "", "4", "4", "4", "4", "2026-10-01", "2026-10-31"),
    ("", "background", "waste", SEMEY, "", "0", "9", "8", "7", "2026-10-01", "2026-10-31"),
    ("", "background", "prices", SEMEY, "", "0", "9", "9", "9", "2026-10-01", "2026-10-31"),
]
# topic, territory, accounts_min, accounts_max, trend
FOUND = [
    ("roads", ASTANA, 3, 6, "rising"),
    ("waste", SEMEY, 2, 7, "steady"),
    ("waste", ASTANA, 5, 7, "rising"),
    ("prices", SEMEY, 5, 5, "steady"),
    ("yards", ASTANA, 5, 5, "steady"),
    ("yards", SEMEY, 2, 4, "unknown"),
    ("roads", None, 50, 50, "rising"),
]


STAGED = {"1": "together-1", "2": "together-1", "3": "together-1", "7": "wave-1", "8": "wave-1", "12": "media-1"}
VOICES = [("1", "dA"), ("2", "dA"), ("3", "dB"), ("7", "dC"), ("8", "dC"), ("9", "dC")]
SIGNAL = [("dA", 3, "synchronised"), ("dB", 1, "own-words"), ("dC", 5, "passing-on")]


def table(names, rows):
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})


@pytest.fixture
def told():
    heard = [(row[0], *row[8:13], f"a{row[0]}") for row in POSTS]
    run = {
        "posts": table(("post", "language", "territory", "place", "topic", "kind", "author"), heard),
        "echoes": table(("post", "echo"), [(row[0], row[13]) for row in POSTS if row[13]]),
        "demands": table(("topic", "territory", "accounts_min", "accounts_max", "trend"), FOUND),
    }
    run |= {
        "voices": table(("post", "demand_id"), VOICES),
        "synchronised": table(("account", "group"), [("a1", "t1"), ("a2", "t1"), ("a11", "t1")]),
        "signal": table(("demand_id", "network_posts", "carried_by"), SIGNAL),
    }
    truth = [(*row[:8], STAGED.get(row[0], "")) for row in POSTS]
    return table(TRUTH, truth), table(CELLS, PLANTED), run


def figures(told):
    return {(one.section, one.group, one.name): (one.right, one.n) for one in check(*told)}


def test_planted_demands_of_five_accounts_are_found_only_when_they_are_published(told):
    found = figures(told)
    assert found["demands", "", "recall"] == (1, 2)  # of d003 only four accounts were planted
    assert found["demands", "5-19", "recall"] == (1, 1)
    assert found["demands", "20-99", "recall"] == (0, 1)  # four accounts at most are not shown to anybody
    assert found["demands", "episode", "recall"] == (1, 1)


def test_a_found_demand_is_true_where_five_accounts_of_the_truth_ask(told):
    found = figures(told)
    assert found["demands", "", "precision"] == (3, 5)  # without a region there is nothing to hold it against
    assert found["demands", "", "precision-any"] == (4, 5)


def test_a_rise_is_true_only_of_the_episode(told):
    found = figures(told)
    assert found["demands", "episode", "rising"] == (1, 1)
    assert found["demands", "", "falsely-rising"] == (1, 4)


def test_the_interval_is_held_against_people_and_against_accounts(told):
    found = figures(told)
    assert found["strength", "", "holds-people"] == (2, 3)  # 3..6 holds 5, 2..7 holds 7, 5..5 does not hold 9
    assert found["strength", "", "holds-accounts"] == (1, 3)  # 2..7 does not hold 8
    assert found["strength", "", "too-low"] == (1, 3)
    assert found["strength", "", "too-high"] == (0, 3)
    (ranks,) = (one for one in check(*told) if one.name == "rank-correlation")
    assert (ranks.value, ranks.n) == (0.5, 3)


def test_kazakh_is_kazakh_however_it_is_typed_and_a_mixed_post_may_be_mixed(told):
    found = figures(told)
    assert found["language", "kk-latn", "recall"] == (1, 1)
    assert found["language", "kk-ru", "recall"] == (1, 1)
    assert found["language", "ru", "recall"] == (3, 4)


def test_places_are_measured_where_one_is_named_and_where_none_is(told):
    found = figures(told)
    assert found["place", "ru", "recall"] == (1, 2)
    assert found["place", "ru", "town"] == (1, 1)
    assert found["place", "en", "precision"] == (3, 4)
    assert found["place", "en", "false"] == (1, 1)


def test_topics_are_measured_on_posts_that_ask(told):
    found = figures(told)
    assert found["topic", "ru", "recall"] == (1, 2)
    assert found["topic", "ru", "precision"] == (1, 2)
    assert found["topic", "kk-ru", "abstention"] == (1, 1)
    assert ("topic", "kk-ru", "precision") not in found
    assert ("topic", "kk-latn", "recall") not in found  # thanks ask for nothing


def test_kinds_and_whether_anything_is_asked_for(told):
    found = figures(told)
    assert found["kind", "asking", "recall"] == (8, 9)
    assert found["kind", "asking", "precision"] == (8, 9)
    assert found["kind", "complaint", "recall"] == (5, 6)
    assert found["kind", "request", "precision"] == (2, 3)


def test_copies_are_counted_in_pairs(told):
    found = figures(told)
    assert found["echoes", "", "recall"] == (3, 4)  # three copies are three pairs; the two of the chatter lie apart
    assert found["echoes", "", "precision"] == (3, 7)  # a group of four and one of two
    assert found["echoes", "campaign", "recall"] == (3, 3)
    assert found["echoes", "chatter", "recall"] == (0, 1)
    assert found["echoes", "own-words", "false"] == (1, 7)


def test_staged_accounts_are_found_and_nobody_else_by_count(told):
    found = figures(told)
    assert found["staged", "together", "recall"] == (2, 3)
    assert found["staged", "media", "false"] == (0, 1)
    assert found["staged", "", "precision"] == (2, 3)  # a11 only chatted


def test_a_channel_that_is_grouped_counts_against_the_run(told):
    truth, planted, run = told
    grouped = table(("account", "group"), [("a1", "t1"), ("a12", "t1")])
    found = figures((truth, planted, run | {"synchronised": grouped}))
    assert found["staged", "media", "false"] == (1, 1)
    assert found["staged", "", "precision"] == (1, 2)


def test_a_demand_is_held_against_its_cause_where_the_cause_fills_half_of_it(told):
    found = figures(told)
    assert found["staged", "together", "named"] == (1, 1)  # two of the three posts of dA
    assert ("staged", "wave", "named") not in found  # two of the five of dC


def test_every_share_is_its_part_of_its_whole(told):
    for one in check(*told):
        assert one.right is None or (0 <= one.right <= one.n and one.value == round(one.right / one.n, 4)), one


def test_shuffled_rows_give_the_same_figures(told):
    truth, planted, run = told
    turned = {name: one.take(list(range(one.num_rows))[::-1]) for name, one in run.items()}
    assert check(truth.take(list(range(12))[::-1]), planted, turned) == check(truth, planted, run)


def test_a_run_over_other_posts_is_refused(told):
    truth, planted, run = told
    others = run | {"posts": run["posts"].slice(0, 0)}
    with pytest.raises(OtherPosts):
        check(truth, planted, others)


def test_a_folder_without_truth_or_with_an_old_one_is_refused(tmp_path):
    with pytest.raises(NoTruth):
        read_truth(tmp_path)
    (tmp_path / "truth.csv").write_text("post,topic,kind,kato2,language,campaign\n")
    with pytest.raises(NoTruth):
        read_truth(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_group_has_words(language):
    known = catalogue(language)
    assert all(f"demo.check.name.{name}" in known for name in (*NAMES, "rank-correlation"))
    assert all(f"demo.check.group.{one}" in known or f"report.kind.{one}" in known for one in GROUPS if one)


def test_the_command_checks_what_it_made_itself(tyndau):
    shown = tyndau("demo", "--check", "--posts", "400")
    assert shown.exit_code == 0
    assert "Demands (topic and region, at least 5 accounts)" in shown.stdout
    assert "Reading" in shown.stderr


def test_the_command_checks_a_corpus_and_a_run_and_prints_json(tyndau, tmp_path):
    assert tyndau("demo", "posts", "--out", tmp_path / "in", "--posts", "400").exit_code == 0
    assert tyndau("listen", tmp_path / "in" / "posts", "--out", tmp_path / "run").exit_code == 0
    shown = tyndau("demo", "--check", "--input", tmp_path / "in", "--run", tmp_path / "run", "--json")
    told = {(one["section"], one["group"], one["name"]): one for one in json.loads(shown.stdout)}
    assert told["language", "ru", "recall"]["value"] > 0.9
    assert told["echoes", "", "recall"]["n"] > 0


def test_a_corpus_is_heard_with_its_declared_list_and_an_old_one_without(tmp_path, monkeypatch):
    asked = []

    def heard(request, *_):
        asked.append(request.declared)
        raise OtherPosts(n=0)

    monkeypatch.setattr("tyndau.checking.run", heard)
    write(tmp_path / "in", 100, seed=1, last=date(2026, 10, 31), replace=False)
    named = tmp_path / "in" / "declared.csv"
    for _ in range(2):
        with pytest.raises(OtherPosts):
            checked(tmp_path / "in", None, 100, 1, Nobody())
        named.unlink(missing_ok=True)
    assert asked == [named, None]


def test_a_run_without_its_corpus_is_a_mistake_in_the_call(tyndau, tmp_path):
    assert tyndau("demo", "--check", "--run", tmp_path).exit_code == 2


def test_without_a_wish_the_command_explains_itself(tyndau):
    shown = tyndau("demo")
    assert (shown.exit_code, "--check" in shown.stdout, "posts" in shown.stdout) == (0, True, True)
