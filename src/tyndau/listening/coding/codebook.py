"""The codebook: what each code means, in three languages, with what belongs to it and what does not.

One TOML file, versioned: two people who read the same text decide by the same words. The parser is strict, for a
mistyped key would silently leave coders without a definition.
"""

import difflib
import tomllib
import unicodedata
from dataclasses import dataclass
from typing import Any

from tyndau.listening.coding.codes import MISSING, number
from tyndau.listening.coding.refusals import BadCodebook, NotToml
from tyndau.words import LANGUAGES, words

LEVELS = ("nominal", "ordinal", "interval")
BOOK_KEYS = ("name", "version", "level", "category")
CATEGORY_KEYS = ("code", "name", "definition", "examples", "counter_examples")


@dataclass(frozen=True)
class Finding:
    """A mistake: where it stands, and which (a key under coding.finding in the catalogues)."""

    where: str
    what: str
    value: str = ""

    def tell(self, language: str) -> str:
        return words(language)(f"coding.finding.{self.what}", where=self.where, value=self.value)


@dataclass(frozen=True)
class Category:
    """Texts by language kk, ru, en; examples in any of them."""

    code: str
    name: dict[str, str]
    definition: dict[str, str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """Categories in the order of the file: the order of an ordinal level."""

    name: dict[str, str]
    version: str
    level: str
    categories: tuple[Category, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.categories)


def parse(content: str, file: str) -> Codebook:
    """The codebook of a TOML text. Raises NotToml, BadCodebook with all findings; docs/listening/coding.md."""
    try:
        raw = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise NotToml(file=file, reason=str(error) or type(error).__name__) from None
    reader = _Reader()
    book = reader.book(raw)
    if reader.findings:
        raise BadCodebook(file, reader.findings)
    return book


class _Reader:
    """Reads on after a mistake, so that one reading finds them all."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def found(self, where: str, what: str, value: object = "") -> None:
        self.findings.append(Finding(where, what, str(value)[:80]))

    def book(self, raw: dict[str, Any]) -> Codebook:
        self.keys("codebook", raw, BOOK_KEYS)
        level = raw.get("level")
        if "level" in raw and level not in LEVELS:
            self.found("level", "level", level)
        version = raw.get("version", "?")
        if not isinstance(version, str) or not version.strip():
            self.found("version", "text")
        given = raw.get("category", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self.found("category", "tables")
            given = []
        elif "category" in raw and len(given) < 2:
            self.found("category", "too-few", len(given))
        categories = tuple(self.category(f"category {n}", one, str(level)) for n, one in enumerate(given, 1))
        self.distinct([one.code for one in categories])
        return Codebook(self.texts("name", raw.get("name")), str(version), str(level), categories)

    def category(self, where: str, raw: dict[str, Any], level: str) -> Category:
        self.keys(where, raw, CATEGORY_KEYS, optional=("examples", "counter_examples"))
        code = self.code(f"{where}, code", raw.get("code"), level)
        name, definition = (self.texts(f"{where}, {key}", raw.get(key)) for key in ("name", "definition"))
        lists = (self.list_of_texts(f"{where}, {key}", raw.get(key, [])) for key in CATEGORY_KEYS[3:])
        return Category(code, name, definition, *lists)

    def keys(self, where: str, raw: dict[str, Any], known: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        for key in raw:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                self.found(where, "meant" if near else "unknown-key", f"{key} → {near[0]}" if near else key)
        for key in known:
            if key not in raw and key not in optional:
                self.found(where, "missing-key", key)

    def code(self, where: str, raw: object, level: str) -> str:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            if raw is not None:
                self.found(where, "code", raw)
            return ""
        code = unicodedata.normalize("NFC", str(raw))
        if not code or any(not (sign.isalnum() or sign in "-_.+") for sign in code):
            self.found(where, "code", code)
        elif code in MISSING:
            self.found(where, "reserved", code)
        elif level == "interval" and number(code) is None:
            self.found(where, "not-a-number", code)
        return code

    def texts(self, where: str, raw: object) -> dict[str, str]:
        """One text a language, all three."""
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.found(where, "languages")
            return {}
        for language in raw:
            if language not in LANGUAGES:
                self.found(where, "unknown-key", language)
        for language in LANGUAGES:
            if not isinstance(raw.get(language), str) or not raw[language].strip():
                self.found(f"{where}, {language}", "text")
        return {language: str(raw.get(language, "")).strip() for language in LANGUAGES}

    def list_of_texts(self, where: str, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(one, str) and one.strip() for one in raw):
            self.found(where, "list")
            return ()
        return tuple(one.strip() for one in raw)

    def distinct(self, codes: list[str]) -> None:
        """No two codes that a coder would take for one: letter case and compatible forms do not tell codes apart."""
        seen: set[str] = set()
        for place, code in enumerate(codes, 1):
            value = number(code)
            folded = str(value) if value is not None else unicodedata.normalize("NFKC", code).casefold()
            if code and folded in seen:
                self.found(f"category {place}, code", "twice", code)
            seen.add(folded)
