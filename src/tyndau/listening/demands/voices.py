"""Voices: the posts that ask the state for something, each under the demand that it belongs to."""

import hashlib
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect
from tyndau.listening.topics.kinds import ASKING

VOICES = """
    select p.post, p.topic, p.territory, p.platform, p.author as account, e.echo, s."group" as synchronised, p.time
    from posts p left join echoes e using (post) left join synchronised s on s.account = p.author
    where p.topic is not null and list_contains($asking, p.kind)
    order by p.topic, p.territory nulls last, p.time, p.post
"""


def demand_id(jurisdiction: str, topic: str, territory: str | None) -> str:
    """The demand's name, the same from run to run: one topic in one territory of one jurisdiction."""
    told = f"{jurisdiction}/{topic}/{territory or 'unknown'}"
    return "d" + hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def voices(posts: Any, echoes: Any, synchronised: Any, jurisdiction: str) -> Any:
    """Gather the asking posts into demands.

    posts    post, platform, author, time, topic (or null), territory (or null), kind
    echoes   post, echo
    synchronised  account, group: accounts that share together again and again (echoes.together)
    Returns  demand_id, post, platform, account (pseudonym or null), echo, synchronised (groups or null), time; one row
             a voice, sorted
             by topic, territory, time. Posts without topic and kinds that ask for nothing are left out.
    Raises   MissingColumns
    """
    require_columns("posts", posts, ("post", "platform", "author", "time", "topic", "territory", "kind"))
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        engine.register("posts", posts)
        engine.register("echoes", echoes)
        engine.register("synchronised", synchronised)
        found = engine.sql(VOICES, params={"asking": list(ASKING)}).to_arrow_table()
    pairs = zip(found["topic"].to_pylist(), found["territory"].to_pylist(), strict=True)
    ids = [demand_id(jurisdiction, topic, territory) for topic, territory in pairs]
    return found.add_column(0, "demand_id", pa.array(ids, pa.string()))
