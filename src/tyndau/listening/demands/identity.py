"""The same demand keeps its name from run to run; what was split, merged or ended is written down.

A whole (a topic in a region) is named by what it is. A part is named by its words, which change: it takes the name of
the earlier part whose posts it shares.
"""

from collections import Counter
from typing import Any

import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

SAME = 0.5  # of the posts of both runs that either of two parts holds: from here on they are one
TAKEN = 0.3  # of the known posts of a demand: from here on its coming from elsewhere is told
NEW, CONTINUING, SPLIT, MERGED, ENDED = "new", "continuing", "split", "merged", "ended"
CHANGES = pa.schema(
    [
        ("demand_id", pa.string()),
        ("previous_id", pa.string()),
        ("change", pa.string()),
        ("shared_posts", pa.int64()),
    ]
)
SHARED = """
    select a.demand_id as now, b.demand_id as before, count(*)::bigint as posts
    from after a join before b using (post) group by all order by posts desc, now, before
"""


def settle(voices: Any, parts: Any, previous_voices: Any, previous_parts: Any) -> tuple[Any, Any, Any]:
    """Give parts the names they had, and tell what became of the demands of an earlier run.

    voices, previous_voices  demand_id, post, of this and the earlier run
    parts, previous_parts    demand_id, parent
    Returns  voices and parts with settled names, and CHANGES: one row for each new, continuing and ended demand, and
             one for each split (a demand that holds 30 % or more of the shared posts from another one, which goes on)
             and merger (such a one, which does not); sorted by demand_id, previous_id, change
    Raises   MissingColumns
    """
    for name, table in (("voices", voices), ("previous_voices", previous_voices)):
        require_columns(name, table, ("demand_id", "post"))
    shared = _shared(voices, previous_voices)
    names = _names(shared, parts, previous_parts)
    voices, parts = (_renamed(table, names) for table in (voices, parts))
    shared = [(names.get(now, now), before, posts) for now, before, posts in shared]
    return voices, parts.sort_by("demand_id"), _changes(shared, voices, previous_voices)


def _shared(voices: Any, previous: Any) -> list[tuple[str, str, int]]:
    with connect() as engine:
        engine.register("after", voices.select(["demand_id", "post"]))
        engine.register("before", previous.select(["demand_id", "post"]))
        return [tuple(row) for row in engine.sql(SHARED).fetchall()]


def _names(shared: list[tuple[str, str, int]], parts: Any, previous: Any) -> dict[str, str]:
    """New names of parts whose earlier name was another one."""
    parents = dict(zip(parts["demand_id"].to_pylist(), parts["parent"].to_pylist(), strict=True))
    before = dict(zip(previous["demand_id"].to_pylist(), previous["parent"].to_pylist(), strict=True))
    held_now, held_before = Counter[str](), Counter[str]()
    for now, earlier, posts in shared:
        held_now[now] += posts
        held_before[earlier] += posts
    names: dict[str, str] = {}
    kept = set(parents) & set(before)  # the same words in the same whole
    for now, earlier, posts in shared:  # the most shared posts first
        mine, theirs = parents.get(now), before.get(earlier)
        free = now not in names and now not in kept and earlier not in kept and earlier not in names.values()
        if mine and mine == theirs and free and posts >= SAME * max(held_now[now], held_before[earlier]):
            names[now] = earlier
    return names


def _renamed(table: Any, names: dict[str, str]) -> Any:
    if not names:
        return table
    ids = [names.get(one, one) for one in table["demand_id"].to_pylist()]
    return table.set_column(table.column_names.index("demand_id"), "demand_id", pa.array(ids, pa.string()))


def _changes(shared: list[tuple[str, str, int]], voices: Any, previous: Any) -> Any:
    now, before = (set(table["demand_id"].to_pylist()) for table in (voices, previous))
    of = {(one, other): posts for one, other, posts in shared}
    held_now, held_before = Counter[str](), Counter[str]()
    for one, other, posts in shared:
        held_now[one] += posts
        held_before[other] += posts
    rows: list[tuple[str, str | None, str, int]]
    rows = [(one, one, CONTINUING, of.get((one, one), 0)) for one in now & before]
    merged: set[str] = set()
    for one, other, posts in shared:
        if one == other:
            continue
        if other in now and posts >= TAKEN * held_now[one] and one not in before:
            rows.append((one, other, SPLIT, posts))
        elif other not in now and posts >= TAKEN * held_before[other]:
            rows.append((one, other, MERGED, posts))
            merged.add(other)
    rows += [(one, None, NEW, 0) for one in now - before - {row[0] for row in rows}]
    rows += [(other, other, ENDED, 0) for other in before - now - merged]
    return table_of(sorted(rows, key=lambda row: (row[0], row[1] or "", row[2])), CHANGES)
