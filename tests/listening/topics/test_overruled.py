import pyarrow as pa
import pytest

from tyndau.listening.topics.overruled import by_rules, check_labels, overruled
from tyndau.listening.topics.refusals import ForeignLabels

TOPICS = pa.table({"topic": ["roads", "water"]})
SCORED = pa.table(
    {
        "post": ["a", "b", "c", "d"],
        "topic": ["roads", "roads", None, None],
        "topic_score": [3.0, 3.0, None, None],
        "topic_share": [0.6, 0.6, None, None],
        "trouble": [True, False, False, False],
        "topic_second": ["water", None, None, None],
    }
)


def answered(*rows: tuple[list[str], list[float], bool]) -> pa.Table:
    labels, scores, abstained = zip(*rows, strict=True)
    return pa.table({"labels": list(labels), "scores": list(scores), "abstained": list(abstained)})


def test_a_sure_model_names_the_topic_and_the_rules_keep_the_second_place():
    answers = answered((["water"], [0.9], False), (["roads"], [0.95], False), (["water"], [0.8], False), ([], [], True))
    first, same, new, silent = overruled(SCORED, answers, ("roads", "water"), TOPICS).to_pylist()
    assert (first["topic"], first["topic_second"], first["topic_share"], first["topic_score"]) == (
        "water", "roads", 0.9, 2.0,
    )  # fmt: skip
    assert (same["topic"], same["topic_score"], same["topic_share"]) == ("roads", 3.0, 0.95)
    assert (new["topic"], new["topic_second"], new["topic_from"]) == ("water", None, "model")
    assert (silent["topic"], silent["topic_score"], silent["topic_from"]) == (None, None, None)


def test_where_the_model_keeps_silent_or_names_no_topic_of_the_country_the_rules_stand():
    answers = answered((["water"], [0.4], True), (["lifts"], [0.99], False), (["water"], [0.2], True), ([], [], True))
    found = overruled(SCORED, answers, ("roads", "water"), TOPICS)
    assert found.drop_columns("topic_from").equals(SCORED)
    assert found["topic_from"].to_pylist() == ["rules", "rules", None, None]
    assert by_rules(SCORED)["topic_from"].to_pylist() == ["rules", "rules", None, None]


def test_a_post_that_the_rules_give_to_a_topic_the_model_never_learned_stays_there():
    answers = answered((["water"], [0.99], False), ([], [], True), (["water"], [0.99], False), ([], [], True))
    found = overruled(SCORED, answers, ("water", "lifts"), TOPICS)
    assert found["topic"].to_pylist() == ["roads", "roads", "water", None]
    assert found["topic_from"].to_pylist() == ["rules", "rules", "model", None]


def test_a_model_of_other_labels_than_topics_is_refused():
    check_labels(("lifts", "water"), TOPICS)
    with pytest.raises(ForeignLabels, match="lifts"):
        check_labels(("lifts", "yards"), TOPICS)
