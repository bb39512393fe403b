"""How often a place is found where a reader marked one, code and all, and how often where nobody meant any.

    PYTHONPATH=src python -m quality.places [--misses]

places.csv was composed and read again by one language model, which knew the codes and names of territories.csv but
had opened neither the list of place names nor the finder. Composed, not gathered: rarer places and traps are commoner
than in networks. A row: the text; `mentions`, surface:kato joined by |, of places of Kazakhstan from region to town;
`held_off`, words that name a place elsewhere but not here. A town without its own code has that of its district; a
bare name that is a city and its region has that of the city. id: kk-plain has no Kazakh letters, kk-latin is in Latin.
The Russian forum lies in ../shared/data or TYNDAU_DATA; where it is absent it is skipped and named.
"""

import argparse
import csv
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import pyarrow as pa

from tyndau import jurisdictions
from tyndau.listening.country import Country
from tyndau.listening.places.mentions import find_mentions

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "quality" / "places.csv"
DATA = Path(os.environ.get("TYNDAU_DATA", ROOT.parent / "shared" / "data"))
FORUM = DATA / "posts" / "troitsk_forum.ndjson"
TEXTS, CHARACTERS = 20_000, 200
KINDS = {"kk": "kk", "kk-plain": "kk without Kazakh letters", "kk-latin": "kk in Latin", "ru": "ru", "en": "en"}


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    kato: str

    def meets(self, other: "Place") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Sentence:
    id: str
    language: str
    text: str
    mentions: tuple[Place, ...]
    held_off: tuple[Place, ...]

    @property
    def kind(self) -> str:
        return KINDS[self.id.rpartition("-")[0]]


def paired(marked: tuple[Place, ...], found: list[Place]) -> list[int | None]:
    """For each marked place the number of the found one that meets it, each at most once; an equal code goes first."""
    pairs: list[int | None] = [None] * len(marked)
    meeting = [(at, number) for at, place in enumerate(marked) for number, hit in enumerate(found) if hit.meets(place)]
    for at, number in sorted(meeting, key=lambda pair: found[pair[1]].kato != marked[pair[0]].kato):
        if pairs[at] is None and number not in pairs:
            pairs[at] = number
    return pairs


@dataclass
class Tally:
    """Counts over sentences; `elsewhere` holds found mentions that met an annotation with another code."""

    sentences: int = 0
    marked: int = 0
    found: int = 0
    right: int = 0
    elsewhere: int = 0
    same_region: int = 0
    told: int = 0  # of these, met by a mention that has the marked code among its candidates
    silent: int = 0  # sentences without a place
    false_hits: int = 0  # mentions in these
    tempting: int = 0  # words held off
    tempted: int = 0  # of these, taken for a place
    lines: list[str] = field(default_factory=list)

    def add(self, sentence: Sentence, hits: list[tuple[Place, list[str]]]) -> None:
        self.sentences += 1
        self.marked += len(sentence.mentions)
        self.found += len(hits)
        self.tempting += len(sentence.held_off)
        self.tempted += sum(any(word.meets(hit) for hit, _ in hits) for word in sentence.held_off)
        if not sentence.mentions:
            self.silent += 1
            self.false_hits += len(hits)
        met = paired(sentence.mentions, [hit for hit, _ in hits])
        for place, number in zip(sentence.mentions, met, strict=True):
            shown = sentence.text[place.start : place.end]
            if number is None:
                self.lines.append(f"    {sentence.id} not found   {shown} ({place.kato})")
                continue
            hit, candidates = hits[number]
            if hit.kato == place.kato:
                self.right += 1
                continue
            self.elsewhere += 1
            self.same_region += hit.kato[:2] == place.kato[:2]
            self.told += place.kato in candidates
            self.lines.append(f"    {sentence.id} other code  {shown}: {hit.kato}, marked {place.kato}")
        for number, (hit, _) in enumerate(hits):
            if number not in met:
                self.lines.append(f"    {sentence.id} not marked  {sentence.text[hit.start : hit.end]}: {hit.kato}")

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.marked, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        other = f"{self.elsewhere} ({self.same_region}; {self.told})"
        hundred = f"{100 * self.false_hits / max(self.silent, 1):.1f} ({self.silent})"
        return (
            f"{self.sentences:>5}{self.marked:>8}{self.found:>7}{precision:>8.1%}{recall:>8.1%}{f1:>8.1%}"
            f"{other:>12}{hundred:>13}{self.tempted:>6} of {self.tempting}"
        )


def sentences(path: Path = SENTENCES) -> list[Sentence]:
    """The annotated sentences, surfaces turned into spans. Raises ValueError where a surface is not in its text."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Sentence(
                row["id"],
                row["language"],
                row["text"],
                tuple(
                    _at(row["text"], surface, kato)
                    for surface, _, kato in (m.rpartition(":") for m in _list(row["mentions"]))
                ),
                tuple(_at(row["text"], word, "") for word in _list(row["held_off"])),
            )
            for row in csv.DictReader(file)
        ]


def _list(field: str) -> list[str]:
    return [part for part in field.split("|") if part]


def _at(text: str, surface: str, kato: str) -> Place:
    start = text.index(surface)
    return Place(start, start + len(surface), kato)


def hits(texts: list[str], country: Country) -> list[list[tuple[Place, list[str]]]]:
    """Mentions, text by text."""
    table = pa.table({"post": [str(number) for number in range(len(texts))], "text": texts})
    found: list[list[tuple[Place, list[str]]]] = [[] for _ in texts]
    for row in find_mentions(table, country.place_names, country.territories).to_pylist():
        found[int(row["post"])].append((Place(row["start"], row["end"], row["kato"]), row["candidates"]))
    return found


def tallies(told: list[Sentence], country: Country) -> dict[str, Tally]:
    """A tally each of every kind of sentence, and one over all Kazakh."""
    found = hits([sentence.text for sentence in told], country)
    kept = {name: Tally() for name in ("kk in all", *KINDS.values(), "all")}
    for sentence, seen in zip(told, found, strict=True):
        kept[sentence.kind].add(sentence, seen)
        kept["all"].add(sentence, seen)
        if sentence.language == "kk":
            kept["kk in all"].add(sentence, seen)
    return kept


def forum(country: Country) -> str:
    """How many posts of a Russian forum are told a place of Kazakhstan; some name one in earnest (Troitsk is near)."""
    if not FORUM.exists():
        return f"skipped: Russian forum ({FORUM} is not here)"
    with FORUM.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] or "" for line in file]
    found = hits(texts, country)
    total, posts = sum(map(len, found)), sum(map(bool, found))
    return f"Russian forum: {total} mentions in {posts} of {len(texts):,} posts, {total / len(texts):.2%} a post"


def long_texts(told: list[Sentence]) -> Iterator[str]:
    """Sentences joined, over and over, until each text has about CHARACTERS of them."""
    text = ""
    for sentence in cycle(told):
        text = f"{text} {sentence.text}".strip()
        if len(text) >= CHARACTERS - len(sentence.text) / 2:
            yield text
            text = ""


def speed(told: list[Sentence], country: Country) -> str:
    texts = list(islice(long_texts(told), TEXTS))
    table = pa.table({"post": [str(number) for number in range(TEXTS)], "text": texts})
    find_mentions(table.slice(0, 10), country.place_names, country.territories)  # the automaton is built before
    wall, cpu = time.perf_counter(), time.process_time()
    find_mentions(table, country.place_names, country.territories)
    wall_s, cpu_s = time.perf_counter() - wall, time.process_time() - cpu
    mean = sum(map(len, texts)) / TEXTS
    return f"n={TEXTS:,} mean {mean:.0f} characters: {TEXTS / wall_s:,.0f} texts/s, {TEXTS / cpu_s:,.0f} a core second"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--misses", action="store_true", help="show what was missed and what was wrongly found")
    given = arguments.parse_args()
    country, told = jurisdictions.load("kz"), sentences()
    print("other: met by a mention with another code (in the same region; with the marked code as a candidate)")
    print("false: mentions in 100 sentences without a place (so many sentences); held off: words taken for a place")
    print(f"{'':<26}{'n':>5}{'marked':>8}{'found':>7}{'prec.':>8}{'recall':>8}{'F1':>8}"
          f"{'other':>12}{'false':>13}  held off")  # fmt: skip
    for name, tally in tallies(told, country).items():
        print(f"{name:<26}{tally}")
        if given.misses and name in KINDS.values() and tally.lines:
            print("\n".join(tally.lines))
    print(forum(country))
    print(speed(told, country))


if __name__ == "__main__":
    main()
