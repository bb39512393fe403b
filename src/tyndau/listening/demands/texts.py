"""The texts of the demands: each voice's own words once, copies of one message as one text."""

from typing import Any

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

# The earliest post of an echo group in a demand speaks for the group.
OWN = """
    select v.demand_id, v.post, v.topic, v.territory, coalesce(v.echo, v.account, v.post) as voice, p.language,
           p.normal
    from voices v join posts p using (post)
    qualify row_number() over (partition by v.demand_id, coalesce(v.echo, v.post) order by v.time, v.post) = 1
    order by v.demand_id, v.post
"""


def own_texts(voices: Any, posts: Any) -> Any:
    """Gather the texts that key phrases and finer demands are made from.

    voices   demand_id, post, topic, territory, account, echo, time; any order
    posts    post, language, normal
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
        return engine.sql(OWN).to_arrow_table()
