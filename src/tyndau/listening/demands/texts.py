"""The texts of the demands: each voice's own words once, copies of one message as one text."""

from typing import Any

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

# The earliest post of an echo group in a demand speaks for the group.
OWN = """
    with firsts as (
        select demand_id, post, topic, territory, coalesce(echo, account, post) as voice from voices
        qualify row_number() over (partition by demand_id, coalesce(echo, post) order by time, post) = 1),
    drawn as (
        select * from firsts qualify row_number() over (partition by demand_id order by md5(post), post) <= $most)
    select d.demand_id, d.post, d.topic, d.territory, d.voice, p.language, p.normal
    from drawn d join posts p using (post) order by d.demand_id, d.post
"""


def own_texts(voices: Any, posts: Any, most: int = 80) -> Any:
    """Gather the texts that key phrases and finer demands are made from.

    voices   demand_id, post, topic, territory, account, echo, time; any order
    posts    post, language, normal
    most     texts of a demand, drawn by a hash of their posts: words that mark it off show in so many
    Returns  demand_id, post, topic, territory, voice (echo group, else account, else post), language, normal; one row a
             text, sorted by demand_id and post
    Raises   MissingColumns
    """
    require_columns("voices", voices, ("demand_id", "post", "topic", "territory", "account", "echo", "time"))
    require_columns("posts", posts, ("post", "language", "normal"))
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("voices", voices)
        engine.register("posts", posts.select(["post", "language", "normal"]))
        return engine.sql(OWN, params={"most": most}).to_arrow_table()
