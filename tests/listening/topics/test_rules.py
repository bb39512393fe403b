import numpy as np
import pyarrow as pa
import pytest
from tests.conftest import told

from tyndau.listening.topics.kinds import label_kinds
from tyndau.listening.topics.rules import label_topics

TOPICS = pa.table({"topic": ["officials", "roads", "water"], "yields": ["yes", "no", "no"]})
PHRASES = pa.table(
    {
        "topic": ["water", "water", "roads", "roads", "officials"],
        "language": ["ru"] * 5,
        "phrase": ["нет воды", "водоканал", "яма", "дорога", "нет ответа"],
        "trouble": ["yes", "no", "yes", "no", "yes"],
    }
)
KINDS = pa.table(
    {
        "kind": ["request", "thanks", "news", "advertising", "question"],
        "language": ["ru"] * 5,
        "phrase": ["просим", "спасибо", "сообщили в пресс-службе", "скидка", "когда"],
        "weight": ["2", "3", "3", "3", "2"],
    }
)


def labelled(text: str) -> dict:
    texts = told(text)
    topics = label_topics(texts, PHRASES, TOPICS, 6)
    return {**topics.to_pylist()[0]}


def kind(text: str) -> str:
    texts = told(text)
    topics = label_topics(texts, PHRASES, TOPICS, 6)
    for name in ("topic", "trouble"):
        texts = texts.append_column(name, topics[name])
    return label_kinds(texts, KINDS, 6)["kind"][0].as_py()


def test_a_post_without_a_phrase_has_no_topic():
    row = labelled("всем привет")
    assert row["topic"] is None
    assert row["trouble"] is False


def test_a_trouble_outweighs_a_subject_that_is_merely_named():
    row = labelled("у водоканала яма")
    assert (row["topic"], row["topic_second"], row["topic_score"]) == (
        "roads",
        "water",
        2.25,
    )  # both in the opening words: half as much again
    assert row["topic_share"] == 0.75


def test_what_is_said_first_and_said_again_weighs_more():
    filler = "очень " * 12
    assert labelled(f"дорога {filler} водоканал")["topic"] == "roads"
    assert labelled(f"дорога {filler} водоканал водоканал водоканал")["topic"] == "water"


def test_a_yielding_topic_gives_way_to_a_concrete_one():
    assert labelled("нет воды и нет ответа")["topic"] == "water"
    assert labelled("нет ответа")["topic"] is None
    assert labelled("нет ответа, нет ответа")["topic"] == "officials"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("нет воды", "complaint"),
        ("нет воды, просим, просим починить", "complaint"),
        ("просим отремонтировать дорога", "request"),
        ("когда починят дорогу", "question"),
        ("дорога?", "question"),
        ("спасибо за дорогу", "thanks"),
        ("скидка на всё", "advertising"),
        ("сообщили в пресс-службе водоканала", "news"),
        ("дорога", "other"),
        ("привет", "other"),
    ],
)
def test_the_kind_of_utterance_follows_its_cues(text, expected):
    assert kind(text) == expected


def test_scores_of_a_post_do_not_depend_on_the_posts_beside_it_down_to_the_last_digit():
    count = 12
    names = [f"слово{chr(1072 + number)}" for number in range(count)]
    phrases = pa.table(
        {"topic": [f"t{number % 4}" for number in range(count)], "language": ["ru"] * count, "phrase": names,
         "trouble": ["yes", "no", "no"] * 4}
    )  # fmt: skip
    topics = pa.table({"topic": [f"t{number}" for number in range(4)], "yields": ["no"] * 4})
    random = np.random.default_rng(1)
    posts = [" ".join(np.repeat(names, random.integers(0, 7, count)).tolist()) for _ in range(400)]
    together = label_topics(told(*posts), phrases, topics, 6).drop_columns("post")
    halves = [
        label_topics(told(*posts[begin : begin + 37]), phrases, topics, 6).drop_columns("post")
        for begin in range(0, len(posts), 37)
    ]
    assert pa.concat_tables(halves).equals(together)
