"""Words that say nothing of the matter, one list a language, written for this project."""

from functools import cache
from importlib.resources import files

from tyndau.listening.text.stems import kazakh

READS = {"kk": ("kk", "ru"), "ru": ("ru",), "en": ("en",)}  # Kazakh posts mix Russian in


@cache
def empty_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are left out, and those that only stand in a pair (`no` in `no water`), as `key` writes them."""
    alone, paired = set[str](), set[str]()
    for read in READS[language]:
        for line in files(__package__).joinpath(f"{read}.txt").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                (paired if line.startswith("+") else alone).add(key(line.removeprefix("+"), language))
    return frozenset(alone - paired), frozenset(paired)


def key(word: str, language: str) -> str:
    """What two forms of a word share: the stem in Kazakh, whose endings are many; the word itself elsewhere."""
    return kazakh(word) if language == "kk" else word.replace("ё", "е")
