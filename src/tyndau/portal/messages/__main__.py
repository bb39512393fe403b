"""The message tool: extract, check, compile."""

import argparse

from tyndau.portal.messages import catalogues, checking, foreign, sources
from tyndau.portal.messages.catalogues import DJANGO, LANGUAGES, OWN, path_of


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tyndau.portal.messages", description=__doc__)
    asked.add_argument("verb", choices=["extract", "check", "compile"])
    return {"extract": extract, "check": check, "compile": compile_}[asked.parse_args().verb]()


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


if __name__ == "__main__":
    raise SystemExit(main())
