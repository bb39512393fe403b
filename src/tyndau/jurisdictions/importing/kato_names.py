"""Names of territories as the classifier writes them: letters mended, abbreviations written out, types set aside.

Older exports went through an 8-bit Kazakh encoding and show its letters as Ukrainian and Macedonian ones; single Latin
letters stand inside Cyrillic words. Both are mended, and counted.
"""

import re

from tyndau.listening.text.normalise import LOOKALIKE, MIXED

EIGHT_BIT = str.maketrans("ЇїЄєЌќҐґ", "ҮүҒғҚқӨө")
WRITTEN_OUT = {
    "kk": (
        (r"^қ\.\s*(.+)$", r"\1 қаласы"), (r"\s*қ\.\s*ә\.$", " қаласы"), (r"\s*қ\.$", " қаласы"),
        (r"\s*обл\.$", " облысы"), (r"\s*ауд\.$", " ауданы"),
        (r"\s*а\.\s*о\.$", " ауылдық округі"), (r"\s*а\.$", " ауылы"), (r"\s*к\.$", " кенті"),
    ),
    "ru": (
        (r"^г\.\s*", "город "), (r"^(.*\S)\s+г\.\s*а\.$", r"город \1"), (r"\bобл\.", "область"), (r"\bр-н\b", "район"),
        (r"\bс\.\s*о\.", "сельский округ"), (r"^с\.\s*", "село "), (r"^п\.\s*", "посёлок "),
    ),
}  # fmt: skip
TYPES = re.compile(
    r"\b(қаласы|облысы|ауданы|ауылдық округі|ауылы|кенті|город|область|район|сельский округ|село|посёлок|поселок)\b"
)


def mended(name: str) -> str:
    """The name with the letters that belong there."""
    name = " ".join(name.split()).translate(EIGHT_BIT)
    return MIXED.sub(lambda word: word[0].translate(LOOKALIKE), name)


def in_full(name: str, language: str) -> str:
    """The name with the usual abbreviations of its type written out."""
    for pattern, words in WRITTEN_OUT[language]:
        name = re.sub(pattern, words, name, flags=re.IGNORECASE)
    return " ".join(name.split())


def same_name(one: str, other: str, language: str) -> bool:
    """Whether two names differ in type word, case and punctuation at most: 'Көкшетау қ.ә.' is 'Көкшетау қаласы'."""
    return _bare(in_full(one, language)) == _bare(in_full(other, language))


def _bare(name: str) -> str:
    return "".join(re.findall(r"\w+", TYPES.sub(" ", name.casefold().replace("ё", "е"))))
