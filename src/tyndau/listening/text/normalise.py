"""The normal form of a text: what match keys, echoes and phrases are made from. The text itself stays as it was.

What is rare (look-alikes, invisible characters, drawn-out letters) is looked for in one array of code points of all
texts; only the texts that hold it go through a regular expression.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b(?:t\.me|vk\.com|instagram\.com)/\S*")
ADDRESS_HINTS = ("://", "www.", ".me/", ".com/")
MENTION = re.compile(r"@…|@[a-z0-9_.]+")
HASHTAG = re.compile(r"#(\w+)")
INSIDE_HASHTAG = re.compile(r"_+|(?<=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")
INVISIBLE = ((0xAD, 0xAE), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2065), (0xFE0E, 0xFE10), (0xFEFF, 0xFF00))
VANISH = {code: None for first, end in INVISIBLE for code in range(first, end)}
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
MIXED = re.compile(r"\w*(?:[A-Za-z][а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ]|[а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ][A-Za-z])\w*")
# Latin letters that look like Cyrillic ones; i and h stand for the Kazakh letters that share their shape.
LOOKALIKE = str.maketrans("ABCEHKMOPTXYaceopxyikhI", "АВСЕНКМОРТХУасеорхуікһІ")
LATIN, CYRILLIC, HIDDEN, LETTER = 1, 2, 4, 8


def normalise(posts: Any) -> Any:
    """Bring texts to the form in which equal utterances are equal.

    Unicode NFC; Latin look-alikes inside words that also hold Cyrillic become Cyrillic; words that a hashtag runs
    together are parted; lower case; invisible characters, addresses and mentions out; a letter said three times or
    more is said once; white space folded.

    posts    post string, text string
    Returns  post string, normal string; same rows, same order
    Raises   MissingColumns
    Source   Unicode TR15 (NFC), TR39 (confusables, the part that touches Kazakh and Russian)
    """
    require_columns("posts", posts, ("post", "text"))
    texts = [unicodedata.normalize("NFC", text or "") for text in posts["text"].to_pylist()]
    hidden = _rows_where(texts, _is_hidden)
    for row in hidden:
        texts[row] = unicodedata.normalize("NFC", texts[row].translate(VANISH))
    for row in _rows_where(texts, _is_mixed):
        texts[row] = MIXED.sub(lambda word: word[0].translate(LOOKALIKE), texts[row])
    plain = [_plain(text) for text in texts]
    for row in _rows_where(plain, _is_drawn_out):
        plain[row] = DRAWN_OUT.sub(r"\1", plain[row])
    return pa.table({"post": posts["post"], "normal": pa.array(plain, pa.string())})


def _plain(text: str) -> str:
    if "#" in text:
        text = HASHTAG.sub(lambda tag: "#" + INSIDE_HASHTAG.sub(" ", tag[1]), text)
    text = text.lower()
    if any(hint in text for hint in ADDRESS_HINTS):
        text = ADDRESS.sub(" ", text)
    if "@" in text:
        text = MENTION.sub(" ", text)
    return " ".join(text.split())


def _rows_where(texts: Sequence[str], holds: Callable[[Any], Any]) -> list[int]:
    """The texts that hold what `holds` finds: from code points to the places of some of them."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le"), np.uint32)
    ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
    rows = np.searchsorted(ends, holds(np.minimum(codes, 0xFFFF)), side="right")
    found: list[int] = rows[np.diff(rows, prepend=-1) > 0].tolist()
    return found


def _is_hidden(codes: Any) -> Any:
    return np.flatnonzero(_classes()[codes] == HIDDEN)


def _is_mixed(codes: Any) -> Any:
    """A Latin letter beside a Cyrillic one."""
    scripts = _classes()[codes] & (LATIN | CYRILLIC)
    return np.flatnonzero((scripts[1:] | scripts[:-1]) == LATIN | CYRILLIC)


def _is_drawn_out(codes: Any) -> Any:
    """A letter three times in a row."""
    same = codes[1:] == codes[:-1]
    places = np.flatnonzero(same[1:] & same[:-1])
    return places[_classes()[codes[places]] & LETTER > 0]


@cache
def _classes() -> Any:
    """What each code point of the first plane is: LATIN, CYRILLIC, HIDDEN, LETTER."""
    classes = np.zeros(1 << 16, np.uint8)
    classes[[code for code in range(1 << 16) if chr(code).isalpha()]] = LETTER
    for first, end in INVISIBLE:
        classes[first:end] = HIDDEN
    classes[[ord(letter) for letter in string.ascii_letters]] |= LATIN
    classes[[ord(letter) for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі"]] |= CYRILLIC
    classes[[ord(letter) for letter in "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁӘҒҚҢӨҰҮҺІ"]] |= CYRILLIC
    return classes
