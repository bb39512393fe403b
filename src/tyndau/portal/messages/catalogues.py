"""The .po files: read even with merge conflicts inside, written so that the same messages give the same bytes."""

import os
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tyndau.portal.messages.sources import PORTAL

LANGUAGES = ("kk", "ru", "en")
OWN, DJANGO = PORTAL / "locale", PORTAL / "locale_django"
# Whole numbers only: nothing is counted in halves here, so Russian needs no fourth form.
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = {"kk": 2, "ru": 3, "en": 2}
# No dates and no names: they would differ in every branch.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def path_of(language: str, folder: Path = OWN) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def forms(message: Message) -> tuple[str, ...]:
    """The translation as a tuple, one text a plural form."""
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string or "",)


def name_of(message: Message) -> str:
    """How people are told of a message: its English text, the plural's where there are two."""
    text = message.id[-1] if isinstance(message.id, (list, tuple)) else message.id
    return f"{text} [{message.context}]" if message.context else str(text)


def sides(text: str) -> tuple[str, str]:
    """Both versions of a file with git's conflict marks; twice the same where there is none."""
    ours: list[str] = []
    theirs: list[str] = []
    into = [ours, theirs]
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<< "):
            into = [ours]
        elif line.startswith("||||||| "):
            into = []
        elif line.rstrip() == "=======":
            into = [theirs]
        elif line.startswith(">>>>>>> "):
            into = [ours, theirs]
        else:
            for one in into:
                one.append(line)
    return "".join(ours), "".join(theirs)


def read(path: Path, language: str) -> tuple[Catalog, list[str]]:
    """The catalogue of a file, empty where there is none, and what two branches translated differently.

    Of two translations the one of our side stays; a missing one is taken from the other side.
    """
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False), []
    ours, theirs = (_parsed(side, language) for side in sides(path.read_text(encoding="utf-8")))
    disputes = []
    for message in theirs:
        here = ours.get(message.id, message.context) if message.id else message
        if here is None:
            ours.add(message.id, message.string, context=message.context)
        elif not any(forms(here)):
            here.id, here.string = message.id, message.string
        elif any(forms(message)) and forms(here) != forms(message):
            disputes.append(f"{language}: {name_of(message)}: kept {forms(here)}, dropped {forms(message)}")
    return ours, disputes


def _parsed(text: str, language: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale=language)


def renewed(said: Catalog, old: Catalog, language: str) -> Catalog:
    """What the sources say with the translations of `old`; what nobody says any more is left out."""
    catalogue = Catalog(locale=language, fuzzy=False)
    for message in said:
        if not message.id:
            continue
        there = old.get(message.id, message.context)
        # A message that became plural, or ceased to be, is translated anew.
        kept = there if there is not None and isinstance(there.id, str) == isinstance(message.id, str) else None
        catalogue.add(
            message.id,
            _shaped(message, kept, language),
            locations=message.locations,
            flags={"fuzzy"} if kept is not None and kept.fuzzy else (),
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept is not None else (),
            context=message.context,
        )
    return catalogue


def _shaped(message: Message, there: Message | None, language: str) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return forms(there)[0] if there else ""
    kept = forms(there) if there else ()
    return tuple((*kept, *("",) * FORMS[language])[: FORMS[language]])


def written(catalogue: Catalog, language: str) -> str:
    """The text of the .po file: sorted, a message a line, files without line numbers."""
    body = BytesIO()
    write_po(body, catalogue, width=0, sort_output=True, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return HEADER.format(language=language, plurals=PLURALS[language]) + body.getvalue().decode().lstrip("\n")


def replace(path: Path, content: bytes) -> bool:
    """Write whole or not at all, several processes at once allowed; False where the file says so already."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(path)
    return True


def compile_all(folders: tuple[Path, ...] = (OWN, DJANGO)) -> int:
    """Compile each .po that is newer than its .mo; returns how many were."""
    compiled = 0
    for folder in folders:
        for path in sorted(folder.glob("*/LC_MESSAGES/django.po")):
            made = path.with_suffix(".mo")
            if made.is_file() and made.stat().st_mtime_ns >= path.stat().st_mtime_ns:
                continue
            catalogue, _ = read(path, path.parent.parent.name)
            content = BytesIO()
            write_mo(content, catalogue)
            if not replace(made, content.getvalue()):
                made.touch()
            compiled += 1
    return compiled
