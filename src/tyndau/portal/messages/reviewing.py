"""Every message beside its translations, by the page that says it: what a native editor reads."""

from collections import defaultdict
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from tyndau.portal.messages.catalogues import DJANGO, OWN, forms, path_of, read


def table() -> Iterator[str]:
    """The lines of a Markdown page: a section a source file, a row a message; plural forms one under another."""
    yield from ("# Messages of the portal", "")
    kk, ru = (read(path_of(language, OWN), language)[0] for language in ("kk", "ru"))
    yield from _sections(kk, ru)
    yield from ("# Messages of Django, in Kazakh", "")
    yield from _sections(read(path_of("kk", DJANGO), "kk")[0], None)


def _sections(kk: Catalog, ru: Catalog | None) -> Iterator[str]:
    by_file: dict[str, list[Message]] = defaultdict(list)
    for message in kk:
        if message.id:
            by_file[message.locations[0][0]].append(message)
    for name in sorted(by_file):
        yield from (f"## {name}", "")
        yield "| English | Қазақша |" + (" Русский |" if ru is not None else "")
        yield "|---|---|" + ("---|" if ru is not None else "")
        for message in by_file[name]:
            english = (message.id,) if isinstance(message.id, str) else message.id
            context = f" *({message.context})*" if message.context else ""
            twin = ru.get(message.id, message.context) if ru is not None else None
            cells = [_cell(tuple(english)) + context, _cell(forms(message))] + ([_cell(forms(twin))] if twin else [])
            yield f"| {' | '.join(cells)} |"
        yield ""


def _cell(texts: tuple[str, ...]) -> str:
    """One cell; forms that are alike are written once, and nothing in them is taken for markup."""
    alone = dict.fromkeys(texts)
    return "<br>".join(one.replace("<", "&lt;").replace("|", "\\|").replace("\n", " ") for one in alone)
