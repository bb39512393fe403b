"""Sentences out of translation catalogues that Python packages ship, by language. Needs Babel.

A folder holds one unpacked wheel a package, named as the package: training/README.md tells how to fill it.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

MARKUP = re.compile(
    r"<[^>]*>|%(?:\([^)]*\))?[#0 +-]*[\d.]*[a-zA-Z%]|\{[^}]*\}|&\w+;|https?://\S+|\[%key:[^\]]*\]|[`*_]"
)
CYRILLIC = re.compile("[а-яё]", re.I)
WRITTEN_IN_CYRILLIC = frozenset(re.findall(r"\w+", "kk ru ky tt ba uk be bg mk mn tg os cv sah sr uz_Cyrl az_Cyrl"))


def plain(text: str) -> str:
    return " ".join(MARKUP.sub(" ", text).replace("&", "").split())


def sentences(package: Path, language: str) -> list[str]:
    """Distinct translations into `language` in the order of their files; English is what was translated."""
    found: dict[str, None] = {}
    for text in _read(package, language):
        text = plain(text)
        if language in WRITTEN_IN_CYRILLIC and not CYRILLIC.search(text):
            continue
        if sum(map(str.isalpha, text)) >= 3:
            found[text] = None
    return list(found)


def _read(package: Path, language: str) -> Iterator[str]:
    code = "(?:ru|en)" if language == "en" else language
    folder = re.compile(rf"[/_-]{code}(?:[-_][A-Z]{{2}}(?:\.UTF-8)?)?(?:[-.][0-9a-f]{{32}})?(?:/[^/]+)*(?:/|\.)", 0)
    for path in sorted(package.rglob("*")):
        name = "/" + path.relative_to(package).as_posix()
        if path.suffix not in (".mo", ".po", ".json") or not folder.search(name):
            continue
        if path.suffix == ".json":
            if language == "en" and not re.search(r"[/_-]en[-_/.]", name):
                continue
            yield from _strings(json.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".mo" or not path.with_suffix(".mo").exists():
            with path.open("rb") as file:
                try:
                    catalogue = read_mo(file) if path.suffix == ".mo" else read_po(file)
                except (OSError, ValueError):
                    continue
            for message in catalogue:
                if message.id and not message.fuzzy:
                    source = [message.id] if isinstance(message.id, str) else list(message.id)
                    told = [message.string] if isinstance(message.string, str) else list(message.string)
                    yield from source if language == "en" else (one for one in told if one and one not in source)
    for path in sorted(package.glob(f"*/lang/{language}/*.py")):  # spaCy: examples and stop words
        if path.stem in ("stop_words", "examples"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for child in node.values():
            yield from _strings(child)
    elif isinstance(node, list):
        for child in node:
            yield from _strings(child)


def names(language: str) -> list[str]:
    """CLDR's names of languages, scripts, territories, currencies, months and days (Babel)."""
    from babel import Locale

    locale = Locale.parse(language)
    tables = [dict(locale.languages), dict(locale.scripts), dict(locale.territories), dict(locale.currencies)]
    calendars = [locale.months, locale.days]
    tables += [dict(one["format"]["wide"]) for one in calendars]
    root = set(Locale.parse("en").currencies.values()) if language != "en" else set()
    told = [str(name) for table in tables for name in table.values() if str(name) not in root]
    if language in WRITTEN_IN_CYRILLIC:
        told = [name for name in told if CYRILLIC.search(name)]
    return list(dict.fromkeys(told))
