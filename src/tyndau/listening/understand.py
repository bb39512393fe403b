"""One batch of posts -> what each post says: normal form, language, place, topic, kind. Any batch will do."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.country import Country
from tyndau.listening.parameters import Parameters
from tyndau.listening.places.evidence import mentions_in_shared, nearest_units
from tyndau.listening.places.mentions import find_mentions, territory_of
from tyndau.listening.posts import WHERE_FROM
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.topics.classifier import predict
from tyndau.listening.topics.kinds import choose_kinds
from tyndau.listening.topics.overruled import by_rules, overruled
from tyndau.listening.topics.phrases import match_phrases
from tyndau.listening.topics.rules import score_topics

PHRASE = ["language", "phrase"]


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
    """The same with territory, place, territory_from, territory_confidence, and without what told where it was."""
    tables = country.place_names, country.territories

    def shared(column: str) -> Any:
        return mentions_in_shared(pa.table({"post": posts["post"], "text": posts[column]}), *tables)

    said = find_mentions(posts.select(["post", "text"]), *tables)
    geotags = nearest_units(posts.select(["post", "lat", "lon"]), country.territories)
    told = territory_of(posts.select(["post"]), said, shared("declared_place"), geotags, shared("home_place"))
    return with_columns(posts.drop_columns(list(WHERE_FROM)), told)


def topics(posts: Any, country: Country, parameters: Parameters, model: Any | None = None) -> Any:
    """The same with topic, topic_score, topic_share, trouble, topic_second, topic_from and kind.

    model  a topics.classifier.Model whose labels are topics: where it is sure it overrules the phrases
    """
    texts = posts.select(["post", "language", "normal"])
    # Words are cut and stemmed once for both: the phrases of topics come first, those of kinds behind them.
    both = pa.concat_tables([country.phrases.select(PHRASE), country.kinds.select(PHRASE)])
    hits = match_phrases(texts, both, parameters.window_words)
    of_topics = pc.less(hits["phrase_number"], country.phrases.num_rows)
    scored = score_topics(texts, hits.filter(of_topics), country.phrases, country.topics)
    told = (
        by_rules(scored) if model is None else overruled(scored, predict(posts, model, 1), model.labels, country.topics)
    )
    labelled = with_columns(texts, told)
    behind = hits.filter(pc.invert(of_topics))
    numbers = pc.subtract(behind["phrase_number"], country.phrases.num_rows)
    kinds = choose_kinds(labelled, behind.set_column(1, "phrase_number", numbers), country.kinds)
    return with_columns(with_columns(posts, labelled), kinds)
