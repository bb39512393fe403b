"""Several people may add messages at once: extraction finds every one, loses no translation and is stable."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from tyndau.portal import messages
from tyndau.portal.messages import catalogues, sources


def test_extracting_twice_changes_nothing(portal):
    before = {one: portal.po(one).read_bytes() for one in catalogues.LANGUAGES}
    portal.extract()
    assert before == {one: portal.po(one).read_bytes() for one in catalogues.LANGUAGES}


def test_a_new_message_comes_untranslated_and_a_dropped_one_goes(portal):
    (portal.root / "views.py").write_text('title = _("Who owes")\n')
    portal.extract()
    text = portal.po("kk").read_text()
    assert 'msgid "Who owes"\nmsgstr ""' in text
    assert "Who answers" not in text
    assert "Кім жауап береді" not in text
    assert 'msgstr "Сұраныстар"' in text
    assert "fuzzy" not in text


def test_a_message_that_moves_within_its_file_changes_no_catalogue(portal):
    before = portal.po("kk").read_bytes()
    page = portal.root / "templates" / "page.html"
    page.write_text("\n\n<hr>\n" + page.read_text())
    portal.extract()
    assert portal.po("kk").read_bytes() == before


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('{% translate "Plain" %}', "Plain"),
        ("{{ _('Quoted')|upper }}", "Quoted"),
        ('{% include "x.html" with title=_("Given") %}', "Given"),
        (
            '    {% if x %}\n  <b title="it\'s (">{% translate "Badly indented" %}</b>\n      {% endif %}',
            "Badly indented",
        ),
        ("{% blocktranslate %}{{ n }} of 5 %{% endblocktranslate %}", "%(n)s of 5 %%"),
    ],
)
def test_templates_are_read_whatever_stands_around_the_message(tmp_path, code, message):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% load i18n %}" + code)
    assert [one.id for one in sources.found(tmp_path) if one.id] == [message]


def test_a_template_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% blocktranslate %}{% if x %}{% endblocktranslate %}")
    with pytest.raises(SyntaxError, match=r"templates/page\.html"):
        sources.found(tmp_path)


def git(*arguments: str, cwd) -> None:
    names = {"GIT_AUTHOR_NAME": "Dana", "GIT_AUTHOR_EMAIL": "dana@example.org"}
    names |= {one.replace("AUTHOR", "COMMITTER"): value for one, value in names.items()}
    subprocess.run(["git", *arguments], cwd=cwd, check=False, capture_output=True, env={**os.environ, **names})


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_after_a_merge_conflict_extracting_is_enough(portal, style):
    def add(english: str, kazakh: str, **changed: str) -> None:
        with (portal.root / "views.py").open("a") as file:
            file.write(f'\n\n\n{english.split()[-1].lower()} = _("{english}")\n')
        portal.extract()
        portal.spoil("kk", f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{kazakh}"')
        for old, new in changed.values():
            portal.spoil("kk", old, new)
        git("commit", "-am", english, cwd=portal.root)

    git("init", "-b", "main", cwd=portal.root)
    git("config", "merge.conflictStyle", style, cwd=portal.root)
    git("add", ".", cwd=portal.root)
    git("commit", "-m", "start", cwd=portal.root)
    git("checkout", "-b", "other", cwd=portal.root)
    add("Demand of a region", "Өңір сұранысы", april=("Кім жауап береді", "Кім жауапты"))
    code = (portal.root / "views.py").read_text()
    git("checkout", "main", cwd=portal.root)
    add("Demand of a town", "Қала сұранысы", april=("Кім жауап береді", "Кім жауап қайтарады"))
    git("merge", "other", cwd=portal.root)
    assert "<<<<<<< " in portal.po("kk").read_text()

    (portal.root / "views.py").write_text(code + 'town = _("Demand of a town")\n')
    disputes = portal.extract()
    text = portal.po("kk").read_text()
    assert 'msgid "Demand of a region"\nmsgstr "Өңір сұранысы"' in text
    assert 'msgid "Demand of a town"\nmsgstr "Қала сұранысы"' in text
    assert "<<<<<<<" not in text
    assert disputes == ["kk: Who answers: kept ('Кім жауап қайтарады',), dropped ('Кім жауапты',)"]


def test_a_message_that_one_side_has_translated_is_translated_after_the_merge(portal):
    whole = portal.po("kk").read_text()
    bare = re.sub(r'^msgstr(\[\d\])? ".+"$', r'msgstr\1 ""', whole, flags=re.MULTILINE)
    for ours, theirs in ((bare, whole), (whole, bare)):
        portal.po("kk").write_text(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")
        assert portal.extract() == []
        assert portal.po("kk").read_text() == whole


def test_a_catalogue_is_compiled_once_and_again_when_its_source_is_newer(portal):
    assert catalogues.compile_all((portal.locale,)) == 3
    assert catalogues.compile_all((portal.locale,)) == 0
    made = portal.po("kk").with_suffix(".mo")
    os.utime(portal.po("kk"), ns=(0, made.stat().st_mtime_ns + 1))
    assert catalogues.compile_all((portal.locale,)) == 1
    assert "Сұраныстар".encode() in made.read_bytes()


def test_no_message_hides_in_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token: messages in it are not gathered, and stay English for ever."""
    source = Path(messages.__file__).parents[1]
    hidden = [
        f"{path.relative_to(source)}:{part.lineno}"
        for path in source.rglob("*.py")
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for part in ast.walk(whole)
        if isinstance(part, ast.Call) and getattr(part.func, "id", "") in ("_", "gettext", "ngettext", "pgettext")
    ]
    assert hidden == []
