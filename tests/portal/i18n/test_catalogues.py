"""No sentence of the portal is left untranslated; what would be wrong with one is found and named."""

import pytest

from tyndau.portal.messages import checking


def test_every_message_of_the_portal_is_translated_with_its_places_and_in_its_own_language():
    assert checking.faults() == []


def test_a_whole_catalogue_has_no_fault(portal):
    assert portal.faults() == []


@pytest.mark.parametrize(
    ("language", "old", "new", "fault"),
    [
        ("kk", 'msgstr "Сұраныстар"', 'msgstr ""', "kk: untranslated: Demands"),
        ("ru", 'msgstr[2] "%(n)s публикаций"', 'msgstr[2] ""', "ru: untranslated: %(n)s posts"),
        ("ru", 'msgid "Demands"', '#, fuzzy\nmsgid "Demands"', "ru: fuzzy: Demands"),
        ("ru", "Срок: %(day)s", "Срок: %(date)s", "ru: other places: By %(day)s: Срок: %(date)s"),
        ("kk", "%(n)s жазба", "n жазба", "kk: other places: %(n)s posts: n жазба"),
        ("ru", "Срок: %(day)s", "100 %% за %(day)s", "ru: other places: By %(day)s: 100 %% за %(day)s"),
        ("kk", "Сұраныстар", "Запросы", "Kazakh is the same as Russian: Demands"),
        ("kk", "Сұраныстар", "Demands", "Kazakh is the same as English: Demands"),
        ("ru", "Запросы", "Demands", "Russian is the same as English: Demands"),
        ("kk", "Екі рет сұрамаңыз.", "Не надо спрашивать дважды одно и то же.",
         "Kazakh without a Kazakh letter: Don't ask twice."),
        ("kk", '"May"', '"June"', "kk: locale: not in the catalogue: May [month]: run extract"),
        ("en", 'msgid "Who answers"', 'msgid "Who is it"', "en: locale: nobody says it: Who is it: run extract"),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_names_its_message(portal, language, old, new, fault):
    portal.spoil(language, old, new)
    assert fault in portal.faults()


def test_what_a_person_has_looked_at_may_be_alike_and_an_idle_permission_is_named(portal):
    portal.spoil("kk", "Сұраныстар", "Запросы")
    (portal.locale / "same.txt").write_text("# looked at\nDemands\nWho answers\n")
    assert portal.faults() == ["same.txt: Who answers: no longer alike, remove the line"]
