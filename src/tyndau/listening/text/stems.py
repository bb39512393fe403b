"""Stems, so that one phrase matches a word in all its forms. Match keys only: they are never shown.

Russian and English by Snowball. Kazakh by an own greedy suffix stripper over folded letters, because no free Kazakh
stemmer of usable licence exists.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import Stemmer

FOLD = str.maketrans("әғқңөұүһіиё", "агкноуухиие")  # Kazakh letters to the Russian ones that people type instead
LATIN_KAZAKH = (
    ("shch", "щ"), ("zh", "ж"), ("sh", "ш"), ("ch", "ш"), ("kh", "х"), ("gh", "г"), ("ng", "н"), ("ya", "я"),
    ("yu", "ю"), ("ia", "я"), ("iu", "ю"),
)  # fmt: skip
LATIN_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzäğñöūüşıáǵńóúýç", "абкдефгхижклмнопкрстувухызагноуушыагноууш")
# Nominal suffixes in the order in which they are cut from the end: derivational, case, possessive, plural.
CASE = (
    "ның|нің|дың|дің|тың|тің|нан|нен|дан|ден|тан|тен|мен|бен|пен|ға|ге|қа|ке|на|не|"
    "ны|ні|ды|ді|ты|ті|да|де|та|те|нда|нде"
)
POSSESSIVE = "ымыз|іміз|ыңыз|іңіз|мыз|міз|ңыз|ңіз|сы|сі|ым|ім|ың|ің|ы|і"
PLURAL = "лар|лер|дар|дер|тар|тер"
DERIVED = "дағы|дегі|тағы|тегі|ндағы|ндегі|лық|лік|дық|дік|тық|тік|сыз|сіз|лы|лі|ды|ді"


def _ending(suffixes: str) -> re.Pattern[str]:
    folded = sorted({one.translate(FOLD) for one in suffixes.split("|")}, key=lambda one: (-len(one), one))
    return re.compile("(?:" + "|".join(folded) + ")$")


ENDINGS = tuple(_ending(suffixes) for suffixes in (DERIVED, CASE, POSSESSIVE, PLURAL))
LEAST = 3  # letters that a stem keeps, unless it is one of these short nouns
SHORT = frozenset(["су", "уй", "ит", "ет", "от", "ай", "ас", "ат", "ел", "ер", "ус", "ак", "ок", "ут", "ун"])
FINAL = str.maketrans("бг", "пк")  # мектеп, мектебі; жарық, жарығы: the last letter before a suffix softens


def fold(word: str) -> str:
    """Lower-case Kazakh in the letters of a Russian keyboard; one letter for one, so offsets stay."""
    return word.translate(FOLD)


def cyrillic(word: str) -> str:
    """Kazakh in Latin letters (2021 alphabet, acutes, ad-hoc) brought near to folded Cyrillic; ambiguous by nature."""
    for latin, letter in LATIN_KAZAKH:
        word = word.replace(latin, letter)
    return word.translate(LATIN_LETTERS)


@lru_cache(maxsize=200_000)
def kazakh(word: str) -> str:
    """The folded word without its nominal endings, each kind cut at most once."""
    stem = fold(cyrillic(word) if word.isascii() or not re.search("[а-яі]", word) else word)
    for ending in ENDINGS:
        shorter = ending.sub("", stem)
        if len(shorter) >= LEAST or shorter in SHORT:
            stem = shorter
    return stem[:-1] + stem[-1:].translate(FINAL)


_RUSSIAN, _ENGLISH = Stemmer.Stemmer("russian"), Stemmer.Stemmer("english")


def russian(word: str) -> str:
    stem: str = _RUSSIAN.stemWord(word.replace("ё", "е"))
    return stem


def english(word: str) -> str:
    stem: str = _ENGLISH.stemWord(word)
    return stem


STEMMERS: dict[str, Callable[[str], str]] = {"kk": kazakh, "ru": russian, "en": english}
