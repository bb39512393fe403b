"""Words: a topic needs phrases in all three languages, a phrase one topic, and what is shown needs a name in each."""

import re
from collections.abc import Iterator

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.tables import Sheets
from tyndau.jurisdictions.templates import NAMES, names_in
from tyndau.listening.text.stems import STEMMERS
from tyndau.words import LANGUAGES

SHOWN = ("region", "country")  # levels whose names stand in reports
PLACED = ("region", "district", "city", "city_district")  # levels that texts are searched for
KEYS = (("territories", "kato"), ("topics", "topic"), ("bodies", "body"), ("holidays", "day"))
MOST = 250  # codes that one finding lists


def missing_phrases(sheets: Sheets) -> Iterator[Finding]:
    """A topic that nobody can raise in one of the languages."""
    there = {(row.cells["topic"], row.cells["language"]) for row in sheets["phrases"].rows}
    for row in sheets["topics"].rows:
        for language in LANGUAGES:
            if (row.cells["topic"], language) not in there:
                yield Finding("missing-phrase", "topics", row.number, row.cells["topic"], language)


def shared_phrases(sheets: Sheets) -> Iterator[Finding]:
    """One phrase, in any form and order of its words, under two topics: posts would go to either by chance."""
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    for row in sheets["phrases"].rows:
        cells = row.cells
        stem = STEMMERS.get(cells["language"])
        words = re.findall(r"\w+", cells["phrase"].lower())
        if stem is None or not words:
            continue
        key = (cells["language"], *sorted({stem(word) for word in words}))
        topic, line = first.setdefault(key, (cells["topic"], row.number))
        if topic != cells["topic"]:
            told = f"{cells['phrase']} ({cells['language']}, {cells['topic']})"
            yield Finding("phrase-twice", "phrases", row.number, told, f"{line} ({topic})")


def names(sheets: Sheets) -> Iterator[Finding]:
    """A name that a report would leave blank in one of its languages; smaller territories are told together."""
    unnamed = []
    for table, key in KEYS:
        for row in sheets[table].rows if table in sheets else ():
            columns = [f"name_{language}" for language in LANGUAGES]
            if table == "territories" and row.cells["level"] == "region":
                columns += [f"short_{language}" for language in LANGUAGES]
            empty = [column for column in columns if not row.cells[column].strip()]
            if empty and table == "territories" and row.cells["level"] not in SHOWN:
                unnamed.append(row.cells["kato"])
            elif empty:
                yield Finding("missing-name", table, row.number, row.cells[key], ", ".join(empty))
    if unnamed:
        yield Finding("unnamed", "territories", None, str(len(unnamed)), _some(unnamed))


def bad_templates(sheets: Sheets) -> Iterator[Finding]:
    """A template name that asks for something other than {place} and {region}."""
    anywhere = dict.fromkeys(NAMES, "")
    for row in sheets["bodies"].rows:
        if row.cells["each"] == "yes":
            try:
                names_in(row.cells, anywhere, anywhere)
            except ValueError as error:
                yield Finding("bad-template", "bodies", row.number, f"{error}={row.cells[str(error)]}")


def _some(codes: list[str]) -> str:
    """As many codes as a reader can take in."""
    return ", ".join(codes[:MOST]) + (", ..." if len(codes) > MOST else "")


def unnamed_places(sheets: Sheets) -> Iterator[Finding]:
    """Territories that no text can name, told together: there may be many, and a town may stand for its district."""
    named = {row.cells["kato"] for row in sheets["place_names"].rows}
    placed = [row.cells["kato"] for row in sheets["territories"].rows if row.cells["level"] in PLACED]
    if unnamed := [kato for kato in placed if kato not in named]:
        yield Finding("no-place-name", "territories", None, str(len(unnamed)), _some(unnamed))
