"""Where a trained classifier is sure, its topic stands; elsewhere that of the rules.

A classifier knows its own labels only: a post that the rules give to a topic it never learned stays there.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.topics.refusals import ForeignLabels

RULES, MODEL = "rules", "model"
AS_A_PHRASE = 2.0  # words: what a topic weighs that no phrase named


def check_labels(labels: tuple[str, ...], topics: Any) -> None:
    """A model of other labels than the country's topics cannot say who must answer. Raises ForeignLabels."""
    known = set(topics["topic"].to_pylist())
    if not known & set(labels):
        raise ForeignLabels(labels=", ".join(labels[:3]), topics=", ".join(sorted(known)[:3]))


def overruled(scored: Any, answers: Any, labels: tuple[str, ...], topics: Any) -> Any:
    """Topics of the rules, or of a classifier where it answers.

    scored   post, topic, topic_score, topic_share, trouble, topic_second, as rules.score_topics gives them
    answers  labels, scores, abstained, as classifier.predict gives them, row for row
    labels   all that the classifier was trained on: it is not asked about posts that the rules give to another topic
    topics   topic: labels that are none of these are passed over
    Returns  scored with topic_from string (rules, model, or null): where the model answers, topic and topic_share
             [its chance] are its own, topic_second is the topic that the rules named instead, and topic_score is
             that of the rules or, where they named another, that of a phrase of two words
    """
    known = set(topics["topic"].to_pylist())
    first = np.array([labels[0] if labels else None for labels in answers["labels"].to_pylist()], object)
    chance = np.array([scores[0] if scores else 0.0 for scores in answers["scores"].to_pylist()])
    silent = answers["abstained"].to_numpy()
    topic, second = (np.array(scored[name].to_pylist(), object) for name in ("topic", "topic_second"))
    score, share = (scored[name].to_numpy().astype(float) for name in ("topic_score", "topic_share"))
    learned = {None, *labels}
    asked = [label in known and named in learned for label, named in zip(first, topic, strict=True)]
    sure = np.array(asked, bool) & ~silent
    other = sure & (topic != first)
    told = {
        "topic": pa.array(np.where(sure, first, topic), pa.string()),
        "topic_score": pa.array(np.where(other, AS_A_PHRASE, score), pa.float64(), from_pandas=True),
        "topic_share": pa.array(np.where(sure, chance, share), pa.float64(), from_pandas=True),
        "topic_second": pa.array(np.where(other, topic, second), pa.string()),
    }
    for name, column in told.items():
        scored = scored.set_column(scored.schema.get_field_index(name), name, column)
    return scored.append_column("topic_from", _sources(scored["topic"].is_valid().to_numpy(), sure))


def _sources(named: Any, sure: Any) -> Any:
    return pa.array(
        [
            (MODEL if by_model else RULES) if any_topic else None
            for any_topic, by_model in zip(named, sure, strict=True)
        ],
        pa.string(),
    )


def by_rules(scored: Any) -> Any:
    """The same with topic_from where there is no classifier."""
    named = scored["topic"].is_valid().to_numpy()
    return scored.append_column("topic_from", _sources(named, np.zeros(len(named), bool)))
