"""One batch of posts -> what each post says: normal form, language, place, topic, kind. Any batch will do."""

from typing import Any

import pyarrow as pa

from tyndau.listening.country import Country
from tyndau.listening.parameters import Parameters
from tyndau.listening.places.mentions import find_mentions, territory_of
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.topics.kinds import label_kinds
from tyndau.listening.topics.rules import label_topics


def with_columns(table: Any, more: Any) -> Any:
    """`table` with the columns of `more` that it lacks; both have the same rows in the same order."""
    for name in more.column_names:
        if name not in table.column_names:
            table = table.append_column(more.schema.field(name), more[name])
    return table


def languages(posts: Any) -> Any:
    """POSTS with normal, language, probability, script."""
    normal = normalise(posts.select(["post", "text"]))
    return with_columns(with_columns(posts, normal), detect(normal))


def places(posts: Any, country: Country) -> Any:
    """The same with territory, place, territory_from, territory_confidence."""
    tables = country.place_names, country.territories
    said = find_mentions(posts.select(["post", "text"]), *tables)
    declared = find_mentions(pa.table({"post": posts["post"], "text": posts["declared_place"]}), *tables)
    return with_columns(posts, territory_of(posts.select(["post"]), said, declared))


def topics(posts: Any, country: Country, parameters: Parameters) -> Any:
    """The same with topic, topic_score, topic_share, trouble, topic_second and kind."""
    texts = posts.select(["post", "language", "normal"])
    labelled = with_columns(texts, label_topics(texts, country.phrases, country.topics, parameters.window_words))
    kinds = label_kinds(labelled, country.kinds, parameters.window_words)
    return with_columns(with_columns(posts, labelled), kinds)
