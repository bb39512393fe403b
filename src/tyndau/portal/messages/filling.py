"""Translations by the sheet: what is missing goes out as a table of tabs, and comes back filled in.

One row a message: context, English, Kazakh, Russian. A message that counts shows its English plural, and its forms
stand in one cell with `||` between them: Russian has three (1, 2, 5), Kazakh mostly one, which then serves for both.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message

from tyndau.portal.messages.catalogues import FORMS, OWN, forms, path_of, read, replace, written

COLUMNS = ["context", "english", "kk", "ru"]
BETWEEN = "||"


class BadSheet(ValueError):
    """A sheet that cannot be taken over; nothing was written. The text names the row."""


def missing(folder: Path = OWN) -> Iterator[list[str]]:
    """Rows of the messages that lack Kazakh or Russian, what is there already filled in."""
    kk, ru = (read(path_of(language, folder), language)[0] for language in ("kk", "ru"))
    for message in kk:
        twin = ru.get(message.id, message.context) if message.id else None
        if twin is not None and not (all(forms(message)) and all(forms(twin))):
            yield [*_key(message), *(f" {BETWEEN} ".join(filter(None, forms(one))) for one in (message, twin))]


def fill(rows: Iterable[dict[str, Any]], folder: Path = OWN) -> int:
    """Take the filled cells over into the catalogues; an empty cell leaves what is there. Returns how many were taken.

    Raises  BadSheet for a message that no source says, or a wrong number of forms
    """
    catalogues = {language: read(path_of(language, folder), language)[0] for language in ("kk", "ru")}
    places = {language: {_key(one): one for one in catalogue} for language, catalogue in catalogues.items()}
    taken = 0
    for number, row in enumerate(rows, 2):
        for language in catalogues:
            cell = (row.get(language) or "").strip()
            if not cell:
                continue
            message = places[language].get(((row.get("context") or "").strip(), (row.get("english") or "").strip()))
            if message is None:
                raise BadSheet(f"row {number}: no such message (run extract first): {row.get('english')}")
            message.string = _formed(message, cell, language, number)
            taken += 1
    for language, catalogue in catalogues.items():
        _write(path_of(language, folder), catalogue, language)
    return taken


def _formed(message: Message, cell: str, language: str, number: int) -> Any:
    if isinstance(message.id, str):
        return cell
    given = [one.strip() for one in cell.split(BETWEEN)]
    if len(given) == 1 and language == "kk":
        given *= FORMS[language]  # after a number a Kazakh noun stays in the singular
    if len(given) != FORMS[language]:
        raise BadSheet(f"row {number}: {language} has {FORMS[language]} forms, not {len(given)}: {cell}")
    return tuple(given)


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[-1]


def _write(path: Path, catalogue: Catalog, language: str) -> None:
    replace(path, written(catalogue, language).encode())


def sheet(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of tabs.

    Raises  BadSheet where its header is not ours
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != COLUMNS:
            raise BadSheet(f"{path}: the header is {reader.fieldnames}, not {COLUMNS}")
        return list(reader)
