"""A portal of one template and one Python file, with its catalogues, to be spoiled in one place."""

from pathlib import Path

import pytest

from tyndau.portal.messages import catalogues, checking, sources

PAGE = """{% load i18n %}
<p>{% translate "Demands" %}
{% blocktranslate count n=posts %}{{ n }} post{% plural %}{{ n }} posts{% endblocktranslate %}</p>
  <p>{% blocktranslate trimmed %}
      Don't ask
    twice.
{% endblocktranslate %}{% translate "May" context "month" %}</p>
"""
CODE = 'title = _("Who answers")\nanswer = gettext_lazy("By %(day)s")\n'
WORDS = {
    "Demands": ("Сұраныстар", "Запросы"),
    "%(n)s posts": ("%(n)s жазба", "%(n)s публикация", "%(n)s публикации", "%(n)s публикаций"),
    "Don't ask twice.": ("Екі рет сұрамаңыз.", "Не спрашивайте дважды."),
    "May": ("мамыр", "май"),
    "Who answers": ("Кім жауап береді", "Кто отвечает"),
    "By %(day)s": ("Мерзімі: %(day)s", "Срок: %(day)s"),
}


class Portal:
    def __init__(self, root: Path) -> None:
        self.root, self.locale = root, root / "locale"
        (root / "templates").mkdir(parents=True)
        (root / "templates" / "page.html").write_text(PAGE)
        (root / "views.py").write_text(CODE)
        self.extract()
        for place, language in enumerate(("kk", "ru")):
            catalogue, _ = catalogues.read(self.po(language), language)
            for message in catalogue:
                if not message.id:
                    continue
                if isinstance(message.id, str):
                    message.string = WORDS[message.id][place]
                else:
                    kk, *ru = WORDS[message.id[-1]]
                    message.string = tuple(ru) if language == "ru" else (kk, kk)
            self.po(language).write_text(catalogues.written(catalogue, language))

    def po(self, language: str) -> Path:
        return catalogues.path_of(language, self.locale)

    def extract(self) -> list[str]:
        said, told = sources.found(self.root), []
        for language in catalogues.LANGUAGES:
            old, disputes = catalogues.read(self.po(language), language)
            told += disputes
            text = catalogues.written(catalogues.renewed(said, old, language), language)
            catalogues.replace(self.po(language), text.encode())
        return told

    def spoil(self, language: str, old: str, new: str) -> None:
        text = self.po(language).read_text()
        assert old in text
        self.po(language).write_text(text.replace(old, new))

    def faults(self) -> list[str]:
        return checking.faults(self.root, self.locale, django=None)


@pytest.fixture
def portal(tmp_path) -> Portal:
    return Portal(tmp_path / "portal")
