"""What the sources say: the messages of Python files and templates, as a catalogue without translations."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PORTAL = Path(__file__).resolve().parent.parent
PLURAL, CONTEXT, BOTH = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL, "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": BOTH, "npgettext_lazy": BOTH,
}  # fmt: skip
NO_WORDS_IN = {"migrations", "formats", "messages", "built", "node_modules", "tests"}
# A line of a template that only blanks stand before: Python's tokenizer would take them for indentation.
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def found(root: Path = PORTAL) -> Catalog:
    """Every message below `root`, each with the files that say it.

    Raises  SyntaxError with the file's name for a template or a Python file that cannot be read
    """
    catalogue = Catalog(fuzzy=False)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if NO_WORDS_IN.isdisjoint(path.relative_to(root).parts[:-1]):
            for message, comments, context in _said(path, name):
                catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def _said(path: Path, name: str) -> Iterator[tuple[Any, list[str], str | None]]:
    if path.suffix == ".py":
        code = path.read_text(encoding="utf-8")
    elif "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
        code = INDENT.sub("", templatize(path.read_text(encoding="utf-8"), origin=name))
    else:
        return
    try:
        for _, message, comments, context in extract(
            "python", BytesIO(code.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}, strip_comment_tags=True
        ):
            yield message, comments, context
    except (SyntaxError, ValueError) as reason:
        raise SyntaxError(f"{name}: {reason}") from reason
