"""The gazetteer: names of places made ready for finding them inflected, folded and in either keyboard.

A name becomes word patterns: a stem, the ending that was cut, and which endings may follow. Russian endings and Kazakh
suffix chains are both tried on every Cyrillic name, because each language borrows the other's names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from tyndau.listening.text.stems import FOLD

# 1:1 maps only: offsets in the folded text are offsets in the original.
PLACE_FOLD = {**FOLD, **str.maketrans("ёığǵüūúöóäáñńýş", "еyggуuuooaannys".replace("у", "u"))}
RUSSIAN_CUT = re.compile("(?:ая|яя|ое|ее|ий|ый|ой|а|я|ы|и|о|е|й|ь|у)$")
RUSSIAN_ENDING = re.compile(
    "(?:|а|я|у|ю|е|и|ы|ь|ом|ем|ой|ей|ою|ею|ов|ев|ам|ям|ах|ях|ами|ями|ий|ый|ого|его|ому|ему|ым|им|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими)"
)
INDECLINABLE = ("у", "ы", "и", "о", "е")  # Актау, Алматы, Актобе stay as they are in Russian; Kazakh adds to the whole
# plural, case, then "those from there": in folded letters. No possessive: Таразы is a pair of scales, not a town.
KAZAKH_CHAIN = re.compile(
    "(?:лар|лер|дар|дер|тар|тер)?"
    "(?:нын|нин|дын|дин|тын|тин|ндагы|ндеги|дагы|деги|тагы|теги|нан|нен|дан|ден|тан|тен|мен|бен|пен"
    "|га|ге|ка|ке|на|не|ны|ни|ды|ди|ты|ти|нда|нде|да|де|та|те|лык|лик|дык|дик|тык|тик)?"
    "(?:тар|тер|лар|лер|дар|дер|ка|ке|га|ге|тын|тин)?"
)
LATIN_ENDING = re.compile(
    "(?:|'s|da|de|ta|te|dan|den|tan|ten|ga|ge|qa|qe|ka|ke|nyn|nin|dyn|din|tyn|tin|nda|nde|dagy|degi)"
)
KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")


def _folded_letter(letter: str) -> str:
    low = letter.lower()
    low = (low if len(low) == 1 else letter).translate(PLACE_FOLD)
    return low if low.isalnum() or low == "_" else " "


@cache
def _fold_table() -> NDArray[np.uint32]:
    """What each code point of the basic plane folds to; everything beyond it (emoji) folds to a blank."""
    surrogates = range(0xD800, 0xE000)
    return np.array(
        [32 if code in surrogates else ord(_folded_letter(chr(code))) for code in range(0x10000)], np.uint32
    )


def fold(text: str) -> str:
    """Lower case, Kazakh letters to Russian ones, everything else but letters and digits to blanks; same length.

    One table look-up over all code points at once, so it is meant for a whole column joined together.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    table = _fold_table()
    folded = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], 32).astype(np.uint32)
    return folded.tobytes().decode("utf-32-le")


@dataclass(eq=False)
class WordPattern:
    """One word of a name: `stem` folded; `cut` the ending that was taken off it; `seen` the words looked at before."""

    stem: str
    cut: str
    latin: bool
    seen: dict[str, bool] = field(default_factory=dict, repr=False)

    def accepts(self, word: str) -> bool:
        """Whether `word`, folded, is this word of the name in some form."""
        if word not in self.seen:
            self.seen[word] = self.accepted(word)
        return self.seen[word]

    def accepted(self, word: str) -> bool:
        """The same, computed."""
        if not word.startswith(self.stem):
            return False
        rest = word[len(self.stem) :]
        if self.latin:
            return LATIN_ENDING.fullmatch(rest) is not None
        if rest == self.cut or self.accepts_kazakh(word):
            return True
        declined = self.cut not in INDECLINABLE and rest and RUSSIAN_ENDING.fullmatch(rest)
        return bool(declined) and (bool(self.cut) or len(rest) <= 3)

    def accepts_kazakh(self, word: str) -> bool:
        """Whether `word` is the whole word of the name with Kazakh suffixes: қарағанда is not Қарағанды + а."""
        whole = self.stem + self.cut
        return word.startswith(whole) and KAZAKH_CHAIN.fullmatch(word[len(whole) :]) is not None


@dataclass(frozen=True)
class Name:
    kato: str
    name: str
    needs_cue: bool
    common_word: bool  # a capital at the start of a sentence proves nothing: "Есікте" may be "on the door"
    official: bool
    acronym: bool  # ШҚО: counts in capitals only
    exact: str  # lower case with Kazakh letters, up to the stem of the first word: what a Kazakh text must show
    words: tuple[WordPattern, ...]


@cache
def word_pattern(word: str, first: bool = True) -> WordPattern:
    """How a word of a name may appear; a short first word is not cut, a later one (Алма-Ата) may be."""
    folded = fold(word).strip()
    latin = folded.isascii()
    least = 4 if first else 2
    cut = RUSSIAN_CUT.search(folded)
    stem = folded[: cut.start()] if cut and cut.start() >= least and not latin else folded
    return WordPattern(stem, folded[len(stem) :], latin)


@dataclass(frozen=True)
class Gazetteer:
    """`automaton` finds " " + stem of first words; `by_stem[i]` are the first words that begin so, with their names."""

    automaton: Any
    by_stem: tuple[tuple[tuple[WordPattern, tuple[Name, ...]], ...], ...]
    levels: Mapping[str, str]


@lru_cache(maxsize=4)
def _compiled(names: tuple[tuple[str, str, str, str], ...], levels: tuple[tuple[str, str], ...]) -> Gazetteer:
    by_stem: dict[str, dict[WordPattern, list[Name]]] = {}
    for kato, name, kind, needs_cue in names:
        words = tuple(word_pattern(word, not place) for place, word in enumerate(re.findall(r"\w+", name)))
        first = re.findall(r"\w+", name)[0].lower()[: len(words[0].stem)]
        made = Name(kato, name, needs_cue != "no", needs_cue == "yes", kind == "official", name.isupper(), first, words)
        by_stem.setdefault(words[0].stem, {}).setdefault(words[0], []).append(made)
    stems = sorted(by_stem)
    automaton = ahocorasick_rs.AhoCorasick([f" {stem}" for stem in stems])
    grouped = tuple(tuple((first, tuple(names)) for first, names in by_stem[stem].items()) for stem in stems)
    return Gazetteer(automaton, grouped, dict(levels))


def gazetteer(place_names: Any, territories: Any) -> Gazetteer:
    """Compile the tables place_names (kato, name, kind, needs_cue) and territories (kato, level)."""
    names = place_names.select(["kato", "name", "kind", "needs_cue"]).to_pylist()
    levels = territories.select(["kato", "level"]).to_pylist()
    return _compiled(
        tuple((one["kato"], one["name"], one["kind"], one["needs_cue"]) for one in names),
        tuple((one["kato"], one["level"]) for one in levels),
    )
