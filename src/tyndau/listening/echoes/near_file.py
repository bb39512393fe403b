"""Families of near-copies in a file of texts: what was copied, how often, and what was changed on the way."""

from typing import Any

import pyarrow as pa

from tyndau.listening.echoes.folding import fold
from tyndau.listening.echoes.minhash import SCHEME
from tyndau.listening.echoes.near import near_duplicates, sign
from tyndau.listening.parameters import Parameters
from tyndau.listening.pseudonyms import mask
from tyndau.listening.sql import connect
from tyndau.listening.text.normalise import normalise
from tyndau.listening.textlines import lines_of, texts_of

BATCH = 10_000
SHOWN = 200  # characters of the first text of a family
MEMBERS = """
    select e.echo as family, k.row, l.row as leader_row, e.similarity,
           case when k.row = l.row then 'first' when k.normal = l.normal then 'same'
                when k.folded = l.folded then 'digits, emoji or script' else 'words' end as changed
    from echoes e join keys k using (post) join keys l on l.post = e.leader order by k.row
"""
FAMILIES = """
    select family, count(*) as texts, count(*) filter (changed = 'same') as same,
           count(*) filter (changed = 'digits, emoji or script') as digits_emoji_or_script,
           count(*) filter (changed = 'words') as words, round(min(similarity), 4) as least_similarity,
           min(leader_row) as first_row, any_value(k.shown) as first_text
    from members join keys k on k.row = leader_row group by family order by texts desc, first_row
"""


def read(file: str) -> tuple[list[tuple[int, str]], list[tuple[int, str, str]]]:
    """Texts with their rows from 1, and rejected rows. Refuses what textlines.lines_of refuses."""
    texts, rejected = [], []
    for row, (text, reason) in enumerate(texts_of(lines_of(file)), start=1):
        if reason:
            rejected.append((row, reason, ""))
        else:
            texts.append((row, text))
    return texts, rejected


def families(texts: list[tuple[int, str]], threshold: float, least_characters: int) -> tuple[Any, Any, dict[str, Any]]:
    """Group near-copies.

    texts      rows and texts; an earlier one leads
    threshold  least Jaccard similarity to the leader of a family, of character 5-grams of folded texts
    Returns    members: family, row, leader_row, similarity, changed (what differs from the leader); families: family,
               texts, of them same, with other digits, emoji or script, with other words, least similarity, first row
               and its text, masked and cut; summary
    """
    columns = [pa.array([one[place] for one in texts], kind) for place, kind in ((0, pa.int64()), (1, pa.string()))]
    posts = pa.array([f"{row:012}" for row in columns[0].to_pylist()], pa.string())
    whole = pa.table({"post": posts, "text": columns[1]})
    signed, normals, keys = [], [], []
    for begin in range(0, max(len(posts), 1), BATCH):
        normal = normalise(whole.slice(begin, BATCH))
        normals.append(normal["normal"])
        keys += fold(normal["normal"].to_pylist())
        signed.append(sign(normal, least_characters, Parameters.echo_seed))
    echoes = near_duplicates(pa.concat_tables(signed), threshold)
    shown = [text[:SHOWN] for text in mask(columns[1]).to_pylist()]
    known = {"post": posts, "row": columns[0], "shown": pa.array(shown, pa.string())}
    told = {"normal": pa.chunked_array(normals), "folded": pa.array(keys, pa.string())}
    with connect() as engine:
        engine.register("echoes", echoes)
        engine.register("keys", pa.table({**known, **told}))
        members = engine.sql(MEMBERS).to_arrow_table()
        engine.register("members", members)
        found = engine.sql(FAMILIES).to_arrow_table()
    summary = {
        "texts": len(posts), "families": found.num_rows, "texts_in_families": members.num_rows,
        "threshold": threshold, "least_characters": least_characters, "scheme": SCHEME,
        "too_short": sum(len(key) < least_characters for key in keys),
    }  # fmt: skip
    return members, found, summary
