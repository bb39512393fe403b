"""What is wrong with the catalogues, each fault with its language and its message; the tests want none."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tyndau.portal.messages.catalogues import DJANGO, LANGUAGES, OWN, forms, name_of, path_of, read, renewed, written
from tyndau.portal.messages.foreign import lacking
from tyndau.portal.messages.sources import PORTAL, found

# A doubled sign too: a template that finds a single one falls back to English without a word.
PLACE = re.compile(r"%%|%\(\w+\)[a-z]|%[sd]|\{\w*\}")
KAZAKH = frozenset("әғқңөұүһі")
CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
# A Kazakh sentence of so many letters without one of its own nine is most likely Russian.
LONG = 25


def faults(root: Path = PORTAL, own: Path = OWN, django: Path | None = DJANGO) -> list[str]:
    """Everything to be mended in the catalogues below `own`, and in those of Django's messages."""
    said, allowed, found_faults = found(root), _allowed(own / "same.txt"), []
    used: set[str] = set()
    catalogues = {}
    for language in LANGUAGES:
        catalogues[language], stale = _current(path_of(language, own), said, language)
        found_faults += stale
        if language != "en":
            found_faults += [f"{language}: {one}" for one in _broken(catalogues[language])]
    found_faults += _alike(catalogues["kk"], catalogues["ru"], allowed, used)
    for language in ("kk", "ru") if django else ():
        assert django is not None  # noqa: S101 - for mypy
        foreign, stale = _current(path_of(language, django), lacking(language), language)
        found_faults += stale + [f"{language}, Django's: {one}" for one in _broken(foreign)]
    found_faults += [f"same.txt: {one}: no longer alike, remove the line" for one in sorted(allowed - used)]
    return found_faults


def _current(path: Path, said: Catalog, language: str) -> tuple[Catalog, list[str]]:
    """The catalogue as it would be after extraction, and a fault if it is not so yet."""
    old, _ = read(path, language)
    new = renewed(said, old, language)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text == written(new, language) or (not text and not len(new)):
        return new, []
    lost = [f"not in the catalogue: {name_of(one)}" for one in new if one.id and old.get(one.id, one.context) is None]
    gone = [f"nobody says it: {name_of(one)}" for one in old if one.id and new.get(one.id, one.context) is None]
    told = [*lost, *gone] or ["not as `extract` writes it"]
    return new, [f"{language}: {path.parent.parent.parent.name}: {one}: run extract" for one in told]


def _broken(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {name_of(message)}"
        if not all(forms(message)):
            yield f"untranslated: {name_of(message)}"
            continue
        wanted = _places(message.id if isinstance(message.id, str) else message.id[-1])
        for form in forms(message):
            if _places(form) != wanted:
                yield f"other places: {name_of(message)}: {form}"


def _places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def _alike(kk: Catalog, ru: Catalog, allowed: set[str], used: set[str]) -> Iterator[str]:
    for message in kk:
        twin = ru.get(message.id, message.context) if message.id else None
        if twin is None:
            continue
        for fault in _likeness(message, twin):
            if name_of(message) in allowed:
                used.add(name_of(message))
            else:
                yield f"{fault}: {name_of(message)}"


def _likeness(kk: Message, ru: Message) -> Iterator[str]:
    english = {kk.id} if isinstance(kk.id, str) else set(kk.id)
    english = {one for one in english if re.search("[^\\W\\d_]", PLACE.sub("", one))}
    kazakh, russian = ({one for one in forms(message) if one} for message in (kk, ru))
    if english and kazakh & russian:
        yield "Kazakh is the same as Russian"
    if english & kazakh:
        yield "Kazakh is the same as English"
    if english & russian:
        yield "Russian is the same as English"
    for form in kazakh:
        letters = PLACE.sub("", form).lower()
        if len(CYRILLIC.findall(letters)) > LONG and KAZAKH.isdisjoint(letters):
            yield "Kazakh without a Kazakh letter"


def _allowed(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}
