"""Translations come by the sheet: what is missing goes out, what was filled in comes back, whole or not at all."""

import csv

import pytest

from tyndau.portal.messages import filling

NEW = 'one = _("A new word")\nmany = ngettext("%(n)s region", "%(n)s regions", n)\nmay = pgettext("verb", "May")\n'


@pytest.fixture
def grown(portal):
    with (portal.root / "views.py").open("a") as file:
        file.write(NEW)
    portal.extract()
    return portal


def row(english: str, kk: str, ru: str, context: str = "") -> dict[str, str]:
    return dict(zip(filling.COLUMNS, (context, english, kk, ru), strict=True))


def test_what_is_missing_is_told_once(grown):
    assert list(filling.missing(grown.locale)) == [
        ["", "%(n)s regions", "", ""],
        ["", "A new word", "", ""],
        ["verb", "May", "", ""],
    ]


def test_a_filled_sheet_leaves_nothing_missing(grown, tmp_path):
    path = tmp_path / "new.tsv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, filling.COLUMNS, delimiter="\t")
        writer.writeheader()
        writer.writerow(row("A new word", "Жаңа сөз", "Новое слово"))
        writer.writerow(row("%(n)s regions", "%(n)s өңір", "%(n)s регион || %(n)s региона || %(n)s регионов"))
        writer.writerow(row("May", "Болады", "Можно", "verb"))
    assert filling.fill(filling.sheet(path), grown.locale) == 6
    assert list(filling.missing(grown.locale)) == []
    assert grown.faults() == []
    assert 'msgstr[1] "%(n)s региона"' in grown.po("ru").read_text()


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (row("No such message", "Жоқ", ""), "row 3: no such message"),
        (row("%(n)s regions", "", "%(n)s регионов"), "row 3: ru has 3 forms, not 1"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(grown, bad, told):
    before = grown.po("kk").read_bytes()
    with pytest.raises(filling.BadSheet, match=told):
        filling.fill([row("A new word", "Жаңа сөз", "Новое слово"), bad], grown.locale)
    assert grown.po("kk").read_bytes() == before


def test_a_sheet_of_other_columns_is_refused(tmp_path):
    path = tmp_path / "other.tsv"
    path.write_text("english\tkk\n")
    with pytest.raises(filling.BadSheet, match="header"):
        filling.sheet(path)
