"""What Django and django-axes say on our pages without having Kazakh words for it: the second folder of catalogues."""

from importlib import resources
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tyndau.portal.messages.sources import found

PARTS = ("conf", "contrib/auth", "contrib/admin")
# Django's sources whose words neither visitor nor staff meets here: names of ninety languages and of kinds of columns,
# pages for developers.
NEVER_MET = (
    "conf/global_settings.py",
    "db/models/fields/__init__.py",
    "db/models/fields/files.py",
    "db/models/fields/json.py",
    "views/templates/",
    "views/generic/",
    "views/static.py",
    "contrib/contenttypes/",
    "contrib/humanize/",
    "contrib/messages/",
    "contrib/staticfiles/",
    "contrib/sitemaps/",
    "contrib/syndication/",
    "contrib/admin/static/",
)
# Django writes Kazakh months with a capital even within a date.
MENDED = {"kk": {"alt. month"}}


def lacking(language: str) -> Catalog:
    """Messages that a page may show and that Django has no words for in `language`."""
    catalogue = Catalog(fuzzy=False)
    for part in PARTS:
        known = _of_django(part, language)
        for message in _of_django(part, "en"):
            if message.id and _met(message) and (_mended(message, language) or not _translated(known, message)):
                files = sorted({f"django/{name}" for name, _ in message.locations})
                catalogue.add(message.id, locations=[(name, 0) for name in files], context=message.context)
    axes = _package("axes")
    if not (axes / "locale" / language).exists():
        for message in found(axes):
            if message.id and any(name == "conf.py" for name, _ in message.locations):
                catalogue.add(message.id, locations=[("axes/conf.py", 0)], context=message.context)
    return catalogue


def _of_django(part: str, language: str) -> Catalog:
    path = _package("django") / part / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _package(name: str) -> Path:
    return Path(str(resources.files(name)))


def _met(message: Message) -> bool:
    return any(not name.startswith(NEVER_MET) for name, _ in message.locations)


def _mended(message: Message, language: str) -> bool:
    return message.context in MENDED.get(language, ())


def _translated(known: Catalog, message: Message) -> bool:
    there = known.get(message.id, message.context)
    if there is None or there.fuzzy:
        return False
    return all(there.string) if isinstance(there.string, (list, tuple)) else bool(there.string)
