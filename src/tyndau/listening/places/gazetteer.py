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
    # no -ов, -ев: Жамбылов and Астанов are surnames, and a place has no genitive of many
    "(?:|а|я|у|ю|е|и|ы|ь|ом|ем|ой|ей|ою|ею|ам|ям|ах|ях|ами|ями|ий|ый|ого|его|ому|ему|ым|им|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими)"
)
AFTER_CONSONANT = ("", "а", "у", "е", "ом", "ем")  # no -ы: Таразы is a pair of scales
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
# A district is named with its kind of unit, written in many ways, before or after the name. In folded letters.
_RAION = r"район(?:а|у|е|ом|ы|ов|ам|ами|ах|ный|ного|ном|ному|ной|ная|ную)?"
_LISTED = r"район(?:ы|ов|ам|ами|ах)\b"  # "в Карасайском и Талгарском районах": the kind stands once, behind the last
UNIT_AFTER = {
    "ауданы": re.compile(
        r" {1,3}(?:(?:аудан|район)\w{0,12}|ауд)\b|(?= {1,3}(?:(?:жане|мен|пен|бен) )?(?:\w+ {1,3}){1,3}аудандар)"
    ),
    "район": re.compile(
        rf" {{1,3}}(?:{_RAION}|р н(?:а|у|е|ом|ы)?)\b"
        rf"|(?= {{1,3}}(?:(?:и {{1,3}})?\w+ск(?:ий|ого|ом|ому|им) {{1,3}}){{1,4}}{_LISTED})"
    ),
    "district": re.compile(r" {1,3}(?:districts?|a[uy]dan\w{0,12}|ra[iy]on\w{0,4})\b"),
}
UNIT_AFTER["audany"] = UNIT_AFTER["district"]
STRICTLY_AFTER = {**UNIT_AFTER, "ауданы": re.compile(r" {1,3}ауданы\w{0,10}\b")}  # "жақсы ауданда": in a good district
UNIT_BEFORE = {
    "район": re.compile(rf"\b(?:{_RAION}|р н(?:а|у|е|ом)?) {{1,3}}(?:им(?:ени)? {{1,3}})?(?:\w {{1,3}})?$"),
    "районе": re.compile(r"\bрайоне {1,3}$"),
}
SHORT_WORD = 4  # letters
UNIT_REACH = 24  # characters before a name in which its kind of unit is looked for
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
        if not self.cut:
            return rest in AFTER_CONSONANT
        return self.cut not in INDECLINABLE and bool(rest) and RUSSIAN_ENDING.fullmatch(rest) is not None

    def accepts_kazakh(self, word: str) -> bool:
        """Whether `word` is the whole word of the name with Kazakh suffixes: қарағанда is not Қарағанды + а."""
        whole = self.stem + self.cut
        if not word.startswith(whole):
            return False
        rest = word[len(whole) :]
        # Шахтинскіде: Kazakh parts a suffix from two consonants by a vowel.
        return (
            KAZAKH_CHAIN.fullmatch(rest.removeprefix("и") if whole.endswith("ск") and rest != "и" else rest) is not None
        )


@dataclass(frozen=True)
class Name:
    kato: str
    name: str
    needs_cue: bool
    common_word: bool  # a capital at the start of a sentence proves nothing: "Есікте" may be "on the door"
    village: bool  # counts only beside село, ауылы and the like: Луганск, Андреевка
    official: bool
    acronym: bool  # ШҚО: counts in capitals only
    exact: str  # lower case with Kazakh letters, up to the stem of the first word: what a Kazakh text must show
    words: tuple[WordPattern, ...]  # without the kind of unit
    after: re.Pattern[str] | None = None  # the kind of unit that must stand behind the words,
    before: re.Pattern[str] | None = None  # or before them; with neither the words are the whole name

    @property
    def unit(self) -> bool:
        """Whether the name holds its kind of unit (Қарасай ауданы), which makes it a place beyond doubt."""
        return self.after is not None or self.before is not None

    def span(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The words from `start` to `end` of the folded text with the kind of unit beside them, if it is there."""
        if self.after is not None and (found := self.after.match(text, end)):
            return start, found.end()
        if self.before is not None:
            reach = max(0, start - UNIT_REACH)
            if found := self.before.search(text[reach:start]):
                return reach + found.start(), end
        return None if self.unit else (start, end)


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
class Meaning:
    """What a pattern may be the beginning of: `first` word (None: whole, as it stands) and the names that begin so."""

    first: WordPattern | None
    names: tuple[Name, ...]
    capital: bool  # none of the names counts in lower case: most hits need no second look


@dataclass(frozen=True)
class Gazetteer:
    """`automaton` finds its patterns in folded text; what each of them stands for is in `meaning`, in the same order.

    A pattern is " stem" of first words, then the meaning is those words with their names; or " whole words " that are
    never inflected, because the kind of unit beside them is (Бұқар жырау ауданында), then it is just the names.
    """

    automaton: Any
    meaning: tuple[tuple["Meaning", ...], ...]
    levels: Mapping[str, str]


def _name(kato: str, name: str, kind: str, needs_cue: str) -> tuple[list[str], WordPattern | None, Name]:
    """The patterns of a row of place_names, the first word where it may be inflected, and the name made ready."""
    words = re.findall(r"\w+", name)
    common, after, before = needs_cue == "yes", None, None
    if (unit := words[-1].lower()) in UNIT_AFTER:
        words = words[:-1]
        after = (STRICTLY_AFTER if common else UNIT_AFTER)[unit]
    elif (unit := words[0].lower()) in UNIT_BEFORE:
        words = words[2:] if words[1] == "имени" else words[1:]
        before = UNIT_BEFORE[unit]
    # A Russian adjective is inflected with its noun, and turns around: Карасайского района, р-н Карасайский.
    adjective = after is UNIT_AFTER["район"]
    if adjective:
        before = UNIT_BEFORE["район"]
    patterns = tuple(word_pattern(word, not place) for place, word in enumerate(words))
    made = Name(
        kato, name, needs_cue != "no", common, needs_cue == "village", kind == "official", name.isupper(),
        words[0].lower()[: len(patterns[0].stem)], patterns, after, before,
    )  # fmt: skip
    if made.unit and not adjective:
        return [f" {' '.join(fold(word) for word in words)} "], None, made
    first = patterns[0]
    if len(patterns) > 1 and len(first.stem) <= SHORT_WORD and not first.cut:
        # "г. Астана", "Ак-Мечеть": the short word alone is everywhere, so the next one is sought with it.
        return [f" {first.stem}{gap}{patterns[1].stem}" for gap in (" ", "  ")], first, made
    return [f" {first.stem}"], first, made


@lru_cache(maxsize=4)
def _compiled(names: tuple[tuple[str, str, str, str], ...], levels: tuple[tuple[str, str], ...]) -> Gazetteer:
    by_pattern: dict[str, dict[WordPattern | None, list[Name]]] = {}
    for row in names:
        patterns, first, made = _name(*row)
        for pattern in patterns:
            by_pattern.setdefault(pattern, {}).setdefault(first, []).append(made)
    found = sorted(by_pattern)
    automaton = ahocorasick_rs.AhoCorasick(found)
    meaning = tuple(
        tuple(
            Meaning(first, tuple(made), all(name.village or (name.unit and name.common_word) for name in made))
            for first, made in by_pattern[pattern].items()
        )
        for pattern in found
    )
    return Gazetteer(automaton, meaning, dict(levels))


def gazetteer(place_names: Any, territories: Any) -> Gazetteer:
    """Compile the tables place_names (kato, name, kind, needs_cue) and territories (kato, level)."""
    names = place_names.select(["kato", "name", "kind", "needs_cue"]).to_pylist()
    levels = territories.select(["kato", "level"]).to_pylist()
    return _compiled(
        tuple((one["kato"], one["name"], one["kind"], one["needs_cue"]) for one in names),
        tuple((one["kato"], one["level"]) for one in levels),
    )
