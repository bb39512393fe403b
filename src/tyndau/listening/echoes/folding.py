"""The key under which copies of one message look alike: what campaigns change from copy to copy is folded away.

A number becomes one digit, emoji and punctuation vanish, and Cyrillic and Latin spellings of one word come together, as
far as one letter can stand for another. A match key only: it is never shown.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

BREAK = "\n"  # parts texts in one array
DIGIT = "0"
# By sound, one letter each: what Latin spells with two letters keeps the first of them, h is dropped everywhere.
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        "abvgdeezziiklmnoprstuf\0ccss\0i\0euaagknouu\0i",
        strict=True,
    )
)
LATIN = {"y": "i", "j": "z", "q": "k", "w": "v", "x": "k", "h": "\0"}


def fold(texts: Sequence[str]) -> list[str]:
    """The keys of normal forms (text.normalise), same order; a text of emoji only has the empty key.

    Source  tables ours; sound-alikes after the informal ASCII spellings of Kazakh and Russian
    """
    codes = np.frombuffer(BREAK.join(texts).encode("utf-32-le"), np.uint32)
    table = _table()
    folded = table[np.minimum(codes, len(table) - 1)]
    folded = folded[folded > 0]
    # Where something vanished between blanks, one of them goes too.
    blank = folded == ord(" ")
    edge = blank | (folded == ord(BREAK))
    keep = ~blank
    keep[1:] |= ~edge[:-1]
    digit = folded == ord(DIGIT)
    keep[1:] &= ~(digit[1:] & digit[:-1])
    told = folded[keep].tobytes().decode("utf-32-le").split(BREAK)
    return [text.rstrip(" ") for text in told] if texts else []


@cache
def _table() -> Any:
    """What each code point of the first plane becomes; 0 vanishes. The last row stands for all planes above."""
    table = np.zeros((1 << 16) + 1, np.uint32)
    for code in range(1 << 16):
        letter = chr(code)
        kind = unicodedata.category(letter)[0]
        if letter == BREAK or letter == " ":
            table[code] = code
        elif kind == "N":
            table[code] = ord(DIGIT)
        elif kind == "L":
            table[code] = ord(_letter(letter))
    return table


def _letter(letter: str) -> str:
    lower = letter.lower()[:1]
    if lower in CYRILLIC:
        return CYRILLIC[lower]
    plain = unicodedata.normalize("NFD", lower)[0]  # ş and s, á and a
    plain = {"ı": "i", "ŋ": "n", "ə": "a", "ɵ": "o"}.get(plain, plain)
    return LATIN.get(plain, plain)
