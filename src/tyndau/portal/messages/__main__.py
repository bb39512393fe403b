"""The message tool; docs/translating.md tells when to use which verb."""

import argparse
import csv
import sys
from pathlib import Path

from tyndau.portal.messages import catalogues, checking, filling, foreign, reviewing, sources
from tyndau.portal.messages.catalogues import DJANGO, LANGUAGES, OWN, path_of


def main() -> int:
    verbs = {"extract": extract, "check": check, "compile": compile_, "missing": missing, "review": review}
    asked = argparse.ArgumentParser(prog="python -m tyndau.portal.messages", description=__doc__)
    asked.add_argument("verb", choices=[*verbs, "fill"])
    asked.add_argument("sheet", type=Path, nargs="?", help="for fill: the table that `missing` wrote, filled in")
    given = asked.parse_args()
    if given.verb == "fill":
        if given.sheet is None:
            asked.error("fill needs the sheet")
        return fill(given.sheet)
    return verbs[given.verb]()


def extract() -> int:
    """Bring every catalogue up to the sources; what two branches translated differently is named."""
    said = sources.found()
    for folder, languages in ((OWN, LANGUAGES), (DJANGO, ("kk", "ru"))):
        for language in languages:
            path = path_of(language, folder)
            old, disputes = catalogues.read(path, language)
            new = catalogues.renewed(said if folder == OWN else foreign.lacking(language), old, language)
            print(*disputes, sep="\n", end="\n" if disputes else "")
            if len(new) or path.is_file():
                catalogues.replace(path, catalogues.written(new, language).encode())
            empty = 0 if language == "en" else sum(not all(catalogues.forms(one)) for one in new if one.id)
            print(f"{folder.name}/{language}: {len(new)} messages, {empty} without a translation")
    return 0


def check() -> int:
    found = checking.faults()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def compile_() -> int:
    compiled = catalogues.compile_all()
    if compiled:
        print(f"Compiled {compiled} catalogues of messages.")
    return 0


def missing() -> int:
    """Write the sheet of untranslated messages."""
    csv.writer(sys.stdout, delimiter="\t", lineterminator="\n").writerows([filling.COLUMNS, *filling.missing()])
    return 0


def fill(path: Path) -> int:
    """Take a filled sheet over, whole or not at all."""
    try:
        print(f"Taken over: {filling.fill(filling.sheet(path))} translations.")
    except (filling.BadSheet, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def review() -> int:
    print(*reviewing.table(), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
