"""Sources: every export format that Tyndau reads. A new format is one new file here that holds a `SOURCE`."""

import codecs
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from tyndau.listening.errors import BinaryInput, EmptyInput, NoSuchFormat, NotUtf8, UnknownFormat
from tyndau.listening.sources.source import InputFile, Source


@cache
def sources() -> dict[str, Source]:
    """All sources by name, those of one platform before the generic ones."""
    found = (getattr(import_module(f"{__name__}.{module.name}"), "SOURCE", None) for module in iter_modules(__path__))
    known = [source for source in found if source is not None]
    return {source.name: source for source in sorted(known, key=lambda source: source.generic)}


def source_of(file: InputFile, named: str | None = None) -> Source:
    """The source that reads this file: the one named by the user, else the first that recognises the content.

    Raises NoSuchFormat, EmptyInput, BinaryInput, NotUtf8 (with a guess of the real encoding), UnknownFormat.
    """
    known = sources()
    if named is not None:
        if named not in known:
            raise NoSuchFormat(format=named, formats=", ".join(known))
        if not known[named].binary:
            check_text(file)
        return known[named]
    for binary in (True, False):
        if not binary:
            check_text(file)
        for source in known.values():
            if source.binary is binary and source.recognises(file):
                return source
    raise UnknownFormat(file=file.label, formats=", ".join(sources()))


def check_text(file: InputFile) -> None:
    """Refuse what is empty, binary or mostly not UTF-8; single broken lines are left to the source to reject."""
    head = file.head
    if not head.strip():
        raise EmptyInput(file=file.label)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotUtf8(file=file.label, guess="utf-16")
    if b"\x00" in head:
        raise BinaryInput(file=file.label)
    # Plain ASCII proves nothing about the encoding: only lines that hold more can speak for or against UTF-8.
    telling = [line for line in head.split(b"\n")[:-1] or [head] if not line.isascii()]
    broken = sum(not _is_utf8(line) for line in telling)
    if 2 * broken > len(telling):
        letters = head.decode("cp1251", "replace")
        cyrillic = sum("а" <= letter.lower() <= "я" for letter in letters)
        if 10 * cyrillic < len(letters):
            raise BinaryInput(file=file.label)
        # KOI8-R read as windows-1251 swaps the case: a text mostly in capitals is the other one.
        capitals = sum("А" <= letter <= "Я" for letter in letters)
        raise NotUtf8(file=file.label, guess="koi8-r" if 2 * capitals > cyrillic else "windows-1251")


def _is_utf8(line: bytes) -> bool:
    try:
        # The head may end within a letter where a file is one long line: what is begun counts as whole.
        codecs.getincrementaldecoder("utf-8")().decode(line)
    except UnicodeDecodeError:
        return False
    return True
