"""Evidence: a few short quotes that show what a demand is, without handles and never of a small group."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

QUOTE = pa.struct([("post", pa.string()), ("language", pa.string()), ("platform", pa.string()), ("text", pa.string())])
LONGEST = 220  # characters of a quote
GOOD_LENGTH = 140
CANDIDATES = 4  # times the wanted number are looked at, so that quotes which say the same are passed over
SAME_WORDS = 0.35  # Jaccard similarity of the sets of words

# One quote a voice, the clearest post of each: best topic score, then nearest to a length that reads well.
CHOSEN = """
    with told as (
        select v.demand_id, p.post, p.language, p.platform, p.topic_score * p.topic_share as clear,
               coalesce(v.echo, v.account, v.post) as voice, abs(p.letters - $good) as off
        from voices v join posts p using (post) join strong s using (demand_id)),
    firsts as (select *, row_number() over (partition by demand_id, voice order by clear desc, off, post) as among_own
               from told),
    ranked as (select *, row_number() over (partition by demand_id order by least(clear, 6) desc, off, post) as place
               from firsts where among_own = 1)
    select demand_id, post, language, platform from ranked where place <= $quotes order by demand_id, place
"""
# Texts come last, for the chosen alone: a million of them in a join are half a gigabyte.
TOLD = """
    select c.demand_id, c.post, c.language, c.platform, p.text
    from chosen c join posts p using (post) order by c.place
"""


def quotes(voices: Any, posts: Any, strong: Any, count: int) -> Any:
    """Choose the quotes of each demand.

    voices   demand_id, post, account, echo
    posts    post, language, platform, text (already masked), topic_score, topic_share
    strong   demand_id: the demands that are large enough to be quoted
    count    quotes a demand at most
    Returns  demand_id, quotes list of struct {post, language, platform, text of at most 220 characters}; sorted
    Raises   MissingColumns
    """
    require_columns("voices", voices, ("demand_id", "post", "account", "echo"))
    require_columns("posts", posts, ("post", "language", "platform", "text", "topic_score", "topic_share"))
    with connect() as engine:
        engine.execute("set timezone = 'UTC'")
        light = posts.drop_columns("text").append_column("letters", pc.utf8_length(posts["text"]))
        for name, table in (("voices", voices), ("posts", light), ("strong", strong)):
            engine.register(name, table)
        chosen = engine.sql(CHOSEN, params={"good": GOOD_LENGTH, "quotes": CANDIDATES * count}).to_arrow_table()
        engine.register("chosen", chosen.append_column("place", pa.array(range(chosen.num_rows), pa.int64())))
        engine.register("posts", posts.select(["post", "text"]))
        rows = engine.sql(TOLD).to_arrow_table().to_pylist()
    by_demand: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        taken = by_demand.setdefault(row.pop("demand_id"), [])
        if len(taken) < count and not any(alike(row["text"], other["text"]) for other in taken):
            taken.append(row)
    for taken in by_demand.values():
        taken[:] = [{**row, "text": shortened(row["text"])} for row in taken]
    return pa.table(
        {
            "demand_id": pa.array(list(by_demand), pa.string()),
            "quotes": pa.array(list(by_demand.values()), pa.list_(QUOTE)),
        }
    )


def alike(one: str, two: str) -> bool:
    """Whether two quotes would tell a reader the same."""
    a, b = (set(re.findall(r"\w+", text.lower())) for text in (one, two))
    return len(a & b) > SAME_WORDS * len(a | b)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(".,;:!?-") + " …"
