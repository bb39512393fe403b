"""Phrases of one to four words matched in any form and order within a few words of each other.

Of each phrase one word leads, the one that the fewest phrases share; texts without it are not looked at for the others.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.text.stems import STEMMERS
from tyndau.listening.text.tokens import EXACT, exactly, words

# Which posts a phrase is tried on: Kazakh posts mix Russian in, so Russian phrases are tried on them too; the other way
# round short Kazakh stems would hit Russian and English words (суда is "of the court", it is no dog).
READS = {"kk": ("kk", "ru"), "ru": ("ru",), "en": ("en",), "mixed": ("kk", "ru", "en")}
LANGUAGES = tuple(STEMMERS)
NOTHING = 0  # the meaning of a word that stands in no phrase
FAR = 1 << 20  # more words than any text holds


class Phrasebook:
    """Phrases by the keys (stems) of their words, and the keys of each word that was ever seen.

    The words grow with what is read, twelve bytes each; they change no answer, only how soon it comes.

    keys      (phrase, number of the word), -1 behind the last word; a key belongs to one language
    lengths   words of each phrase
    """

    def __init__(self, phrases: Sequence[tuple[str, str]]) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        said = []
        for language, phrase in phrases:
            stemmer = exactly if phrase.startswith(EXACT) else STEMMERS[language]
            stems = dict.fromkeys(stemmer(word) for word in re.findall(r"\w+", phrase.lower()))
            said.append([self.numbers.setdefault((language, stem), len(self.numbers)) for stem in stems])
        self.lengths = np.array([len(keys) for keys in said], np.int64)
        self.keys = np.full((len(said), self.lengths.max(initial=1)), -1, np.int64)
        for number, keys in enumerate(said):
            self.keys[number, : len(keys)] = keys
        self.languages = np.array([LANGUAGES.index(language) for language, _ in self.numbers], np.int64)
        shared = Counter(key for keys in said for key in keys)
        leads = np.array([min(keys, key=lambda key: (shared[key], key), default=-1) for keys in said], np.int64)
        self.led = np.argsort(leads, kind="stable")  # phrases by the key that leads them
        self.led_by = np.searchsorted(leads[self.led], np.arange(len(self.numbers) + 1))
        self.entries: list[tuple[int, ...]] = [()]
        self.places: dict[tuple[int, ...], int] = {(): NOTHING}
        self.hashes, self.meaning = np.zeros(0, np.uint64), np.zeros(0, np.int32)

    def spoken(self, texts: Sequence[str], languages: Sequence[str]) -> Any:
        """Where keys stand: (text x keys + key) x FAR + position, sorted; only keys that the text's language reads."""
        cut = words(texts)
        distinct, first, back = np.unique(cut.hashes, return_index=True, return_inverse=True)
        meant = self._meaning(distinct, first, cut.spelt)[back]
        told = np.flatnonzero(meant)
        begins = np.concatenate([[0], np.cumsum([len(entry) for entry in self.entries])])
        flat = np.array([key for entry in self.entries for key in entry], np.int64)
        which, inside = spread(np.diff(begins)[meant[told]])
        keys, at = flat[begins[meant[told]][which] + inside], told[which]
        codes = {language: code for code, language in enumerate(READS)}
        post = np.array([codes.get(language, len(READS)) for language in languages], np.int64)
        read = _read()[post[cut.texts[at]], self.languages[keys]]
        line: Any = np.sort(((cut.texts[at] * len(self.numbers) + keys) * FAR + cut.positions[at])[read])
        return line

    def _meaning(self, distinct: Any, first: Any, spelt: Any) -> Any:
        """The entry of each distinct word; new ones are spelt, stemmed and remembered."""
        place = np.searchsorted(self.hashes, distinct)
        known = np.zeros(len(distinct), bool)
        inside = place < len(self.hashes)
        known[inside] = self.hashes[place[inside]] == distinct[inside]
        fresh = np.flatnonzero(~known)
        if len(fresh):
            meaning = np.array([self._learn(spelt(first[index])) for index in fresh], np.int32)
            self.meaning = np.insert(self.meaning, place[fresh], meaning)
            self.hashes = np.insert(self.hashes, place[fresh], distinct[fresh])
            place = np.searchsorted(self.hashes, distinct)
        return self.meaning[place]

    def _learn(self, word: str) -> int:
        keys = [
            self.numbers.get((language, key))
            for language in (("kk", "en") if word.isascii() else ("kk", "ru"))
            for key in (STEMMERS[language](word), exactly(word))
        ]
        entry = tuple(key for key in keys if key is not None)
        if entry not in self.places:
            self.places[entry] = len(self.entries)
            self.entries.append(entry)
        return self.places[entry]


@lru_cache(maxsize=8)
def phrasebook(phrases: tuple[tuple[str, str], ...]) -> Phrasebook:
    return Phrasebook(phrases)


@lru_cache(maxsize=1)
def _read() -> Any:
    """Whether a post of a language (row; the last row: any other) is tried with phrases of a language (column)."""
    rows = [*READS.values(), ()]
    return np.array([[language in read for language in LANGUAGES] for read in rows])


def spread(counts: Any) -> tuple[Any, Any]:
    """Each index as often as counted, and 0, 1, 2... beside it: the way from groups to their members."""
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)


def match_phrases(texts: Any, phrases: Any, within: int) -> Any:
    """Find phrases in texts by stems.

    texts    post string, language string, normal string
    phrases  language string, phrase string, in the order that gives each its number from 0. A phrase that begins with
             "=" matches its words as they are written: "=сделайте" is an order, "сделано" is none
    within   greatest distance of a phrase's words from its first one, in words, plus one
    Returns  text int64 [row of the text], phrase_number int64, words int64 [words of the phrase], times int64, first
             int64 [position of the first hit, in words from 1]; one row a text and phrase, sorted
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("post", "language", "normal"))
    require_columns("phrases", phrases, ("language", "phrase"))
    book = phrasebook(tuple(zip(phrases["language"].to_pylist(), phrases["phrase"].to_pylist(), strict=True)))
    line = book.spoken([text or "" for text in texts["normal"].to_pylist()], texts["language"].to_pylist())
    text, phrase, slots = _led(book, line)
    which, position = _anchors(book, line, text, phrase, slots, within)
    times = np.bincount(which, minlength=len(text))
    first = np.full(len(text), FAR)
    np.minimum.at(first, which, position)
    hit = np.flatnonzero(times)
    hit = hit[np.lexsort((phrase[hit], text[hit]))]
    columns = {
        "text": text[hit],
        "phrase_number": phrase[hit],
        "words": book.lengths[phrase[hit]],
        "times": times[hit],
        "first": first[hit],
    }
    return pa.table({name: pa.array(values, pa.int64()) for name, values in columns.items()})


def _led(book: Phrasebook, line: Any) -> tuple[Any, Any, Any]:
    """Texts and phrases of which every word stands somewhere in the text, and where keys of texts begin on the line."""
    begins = np.flatnonzero(np.diff(line // FAR, prepend=-1))
    slots = line[begins] // FAR
    keys = slots % max(len(book.numbers), 1)
    which, inside = spread(np.diff(book.led_by)[keys])
    text, phrase = slots[which] // max(len(book.numbers), 1), book.led[book.led_by[keys[which]] + inside]
    for number in range(book.keys.shape[1]):
        key = book.keys[phrase, number]
        wanted = text * len(book.numbers) + key
        place = np.minimum(np.searchsorted(slots, wanted), max(len(slots) - 1, 0))
        whole = (key < 0) | (slots[place] == wanted)
        text, phrase = text[whole], phrase[whole]
    return text, phrase, np.append(begins, len(line))


def _anchors(book: Phrasebook, line: Any, text: Any, phrase: Any, slots: Any, within: int) -> tuple[Any, Any]:
    """Positions of the first words of phrases whose other words all stand near them, and whose they are."""
    base = text * len(book.numbers)
    first = np.searchsorted(line, (base + book.keys[phrase, 0]) * FAR)
    last = slots[np.searchsorted(slots, first, side="right")]
    which, inside = spread(last - first)
    position = line[first[which] + inside] % FAR
    near = np.ones(len(which), bool)
    for number in range(1, book.keys.shape[1]):
        key = book.keys[phrase[which], number]
        wanted = (base[which] + key) * FAR + position
        place = np.searchsorted(line, wanted - within + 1)
        nearest = line[np.minimum(place, max(len(line) - 1, 0))]
        near &= (key < 0) | ((place < len(line)) & (nearest < wanted + within))
    return which[near], position[near]
