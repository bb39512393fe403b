"""The normal form of a text: what match keys, echoes and phrases are made from. The text itself stays as it was."""

import re
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns

ADDRESS = r"(?i)(?:https?://|www\.)\S+|\b(?:t\.me|vk\.com|instagram\.com)/\S*"
INVISIBLE = r"[\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FE0E}\x{FE0F}\x{FEFF}]"
MIXED = re.compile(r"\w*(?:[A-Za-z][а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ]|[а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ][A-Za-z])\w*")
# Latin letters that look like Cyrillic ones; i and h stand for the Kazakh letters that share their shape.
LOOKALIKE = str.maketrans("ABCEHKMOPTXYaceopxyikhI", "АВСЕНКМОРТХУасеорхуікһІ")

NORMAL = f"""
    select post, regexp_replace(trim(regexp_replace(
        regexp_replace(regexp_replace(lower(nfc_normalize(text)), '{INVISIBLE}', '', 'g'), '{ADDRESS}', ' ', 'g'),
        '@…|@[a-z0-9_.]+', ' ', 'g')), '\\s+', ' ', 'g') as normal
    from texts order by place
"""


def normalise(posts: Any) -> Any:
    """Bring texts to the form in which equal utterances are equal.

    Unicode NFC; Latin look-alikes inside words that also hold Cyrillic become Cyrillic; lower case; invisible
    characters, addresses and mentions out; white space folded.

    posts    post string, text string
    Returns  post string, normal string; same rows, same order
    Raises   MissingColumns
    Source   Unicode TR15 (NFC), TR39 (confusables, the part that touches Kazakh and Russian)
    """
    require_columns("posts", posts, ("post", "text"))
    texts = _same_script(posts["text"])
    table = pa.table({"post": posts["post"], "text": texts, "place": pa.array(range(posts.num_rows), pa.int64())})
    with duckdb.connect() as engine:
        engine.register("texts", table)
        return engine.sql(NORMAL).to_arrow_table()


def _same_script(texts: Any) -> Any:
    """Words of two scripts brought to Cyrillic; texts without such words are not touched."""
    mixed = pc.match_substring_regex(texts, "[A-Za-z][А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]")
    if not pc.any(mixed).as_py():
        return texts
    mended = [
        MIXED.sub(lambda word: word[0].translate(LOOKALIKE), text) if suspect else text
        for text, suspect in zip(texts.to_pylist(), mixed.to_pylist(), strict=True)
    ]
    return pa.array(mended, pa.string())
