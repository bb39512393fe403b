"""Bodies come from somebody's table: sound rows are taken, the others counted with their reason."""

import csv
import re
from pathlib import Path

import pytest

from tyndau.jurisdictions import load
from tyndau.jurisdictions.folders import ShippedFolder, folder_of, own_folder
from tyndau.jurisdictions.importing.bodies import import_bodies
from tyndau.jurisdictions.importing.outcome import NothingImported
from tyndau.jurisdictions.importing.source import BadColumnOption, BrokenTable, ImportColumns, named_columns
from tyndau.listening.errors import BadCountryTable, CannotWrite, EmptyInput, NoSuchInput, NotUtf8
from tyndau.words import catalogue

HEADER = "body,level,kind,name_kk,name_ru,name_en"


@pytest.fixture
def table(tmp_path):
    def write(*rows: str, header: str = HEADER):
        path = tmp_path / "theirs.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def rows(folder) -> dict[str, dict]:
    with (folder / "bodies.csv").open(encoding="utf-8", newline="") as file:
        return {row["body"]: row for row in csv.DictReader(file)}


def test_bodies_are_added_and_updated_by_key(small, table):
    path = table("ministry-sea,central,ministry,Теңіз,Море,Sea", "akimat-75,region,akimat,А,Б,Mayor of Almaty")
    outcome = import_bodies(path, small, {})
    assert outcome.counts == {"added": 1, "changed": 1, "same": 0}
    assert [(one.sign, one.key) for one in outcome.changes] == [("+", "ministry-sea"), ("~", "akimat-75")]
    assert list(rows(small)) == ["akimat-11", "akimat-75", "ministry-sea", "ministry-water"]
    assert rows(small)["akimat-75"]["name_en"] == "Mayor of Almaty"
    assert rows(small)["ministry-sea"]["each"] == "no"
    assert (rows(small)["ministry-sea"]["source"], rows(small)["akimat-75"]["source"]) == ("theirs.csv", "typed")


def test_an_empty_cell_leaves_what_the_table_says(small, table):
    first = table("akimat-75,region,akimat,А,Б,C,https://a.example,2020-01-01", header=HEADER + ",website,valid_from")
    import_bodies(first, small, {})
    import_bodies(table("akimat-75,region,akimat,А,Б,D,,", header=HEADER + ",website,valid_from"), small, {})
    row = rows(small)["akimat-75"]
    assert (row["name_en"], row["website"], row["valid_from"]) == ("D", "https://a.example", "2020-01-01")


def test_the_rejected_rows_of_an_earlier_import_do_not_stay(small, table):
    outcome = import_bodies(table("sea,central,m,Т,М,S", "Sea,central,m,Т,М,S"), small, {})
    assert outcome.rejected_file.exists()
    import_bodies(table("sea,central,m,Т,М,S"), small, {})
    assert not outcome.rejected_file.exists()


def test_the_same_import_again_changes_no_byte(small, table):
    path = table("ministry-sea,central,ministry,Теңіз,Море,Sea")
    import_bodies(path, small, {})
    before = (small / "bodies.csv").read_bytes()
    assert import_bodies(path, small, {}).counts == {"added": 0, "changed": 0, "same": 1}
    assert (small / "bodies.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("row", "reason", "value"),
    [
        ("Ministry of Sea,central,m,Т,М,S,,", "bad-key", "Ministry of Sea"),
        ("ok,central,m,Т,М,S,,", "repeated", "ok"),
        ("sea,galactic,m,Т,М,S,,", "bad-level", "galactic"),
        ("sea,central,m,Т,,S,,", "no-name", "sea"),
        ("sea,central,m,Т,М,S,01.02.2020,", "bad-date", "01.02.2020.."),
        ("sea,central,m,Т,М,S,2021-01-01,2020-01-01", "dates-reversed", "2021-01-01..2020-01-01"),
        ("sea,central,m,Т,М", "wrong-width", "sea"),
    ],
)
def test_an_unsound_row_is_rejected_with_its_line_and_reason(small, table, row, reason, value):
    outcome = import_bodies(table("ok,central,m,Т,М,S,,", row, header=HEADER + ",valid_from,valid_to"), small, {})
    assert [(one.line, one.reason, one.value) for one in outcome.rejected] == [(3, reason, value)]
    assert "sea" not in rows(small)
    with outcome.rejected_file.open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    assert kept == [{"line": "3", "reason": reason, "value": value, "row": row.replace(",", " | ")}]
    assert outcome.rejected_file == small / "rejected-bodies.csv"


def test_a_file_without_a_sound_row_changes_nothing(small, table):
    before = sorted((path.name, path.read_bytes()) for path in small.iterdir())
    with pytest.raises(NothingImported) as refused:
        import_bodies(table("Sea,central,m,Т,М,S", "Ocean,central,m,Т,М,S"), small, {})
    assert (refused.value.facts["n"], refused.value.facts["reasons"]) == (2, "bad-key x 2 (2)")
    assert sorted((path.name, path.read_bytes()) for path in small.iterdir()) == before


def test_a_failed_write_leaves_the_old_table(small, table, monkeypatch):
    before = (small / "bodies.csv").read_bytes()
    monkeypatch.setattr(Path, "write_bytes", lambda self, content: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(CannotWrite, match="No space left"):
        import_bodies(table("sea,central,m,Т,М,S"), small, {})
    monkeypatch.undo()
    assert (small / "bodies.csv").read_bytes() == before
    assert not [path for path in small.iterdir() if "partial" in path.name]


def test_columns_may_have_other_names_a_title_above_and_semicolons(small, tmp_path):
    path = tmp_path / "theirs.csv"
    path.write_text("List of bodies;;;;;\n\nkey;Level;KIND;name_kk;name_ru;name_en\nsea;central;m;Т;М;S\n")
    with pytest.raises(ImportColumns) as refused:
        import_bodies(path, small, {})
    assert refused.value.facts["missing"] == "body"
    import_bodies(path, small, named_columns(["body=key"], ["body"]))
    assert rows(small)["sea"]["name_en"] == "S"


@pytest.mark.parametrize("option", ["body", "spirit=key", "body="])
def test_a_column_option_that_names_nothing_is_refused(option):
    with pytest.raises(BadColumnOption):
        named_columns([option], ["body"])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyInput),
        ("body,тело".encode("windows-1251"), NotUtf8),
        ((HEADER + '\n"sea,central').encode(), BrokenTable),
        (b"a,b\n1,2\n", ImportColumns),
    ],
)
def test_an_unusable_file_is_refused(small, tmp_path, content, refusal):
    (tmp_path / "theirs.csv").write_bytes(content)
    with pytest.raises(refusal):
        import_bodies(tmp_path / "theirs.csv", small, {})
    with pytest.raises(NoSuchInput):
        import_bodies(tmp_path / "nowhere.csv", small, {})


def test_a_broken_table_of_the_folder_is_not_written_over(small, table):
    (small / "bodies.csv").write_text("body,level\n")
    with pytest.raises(BadCountryTable):
        import_bodies(table("sea,central,m,Т,М,S"), small, {})
    assert (small / "bodies.csv").read_text() == "body,level\n"


def test_the_shipped_tables_are_never_imported_into():
    with pytest.raises(ShippedFolder):
        own_folder(folder_of("kz"))


def test_every_reason_of_a_rejected_row_has_words_and_stands_in_the_docs(request):
    root = request.config.rootpath
    told = {key.rsplit(".", 1)[1] for key in catalogue("en") if key.startswith("import.reason.")}
    source = "".join(path.read_text() for path in (root / "src/tyndau/jurisdictions/importing").glob("*.py"))
    assert all(f'"{reason}"' in source for reason in told)
    given = re.findall(r'(?:BadGeometry\(|Rejected\(row.line, |return )"([a-z]+-[a-z-]+|repeated|swapped)"', source)
    assert told >= set(given)
    section = (root / "docs/country.md").read_text().split("## Rejected rows")[1]
    assert told == set(re.findall(r"^\| `([a-z0-9-]+)` \|", section, re.M))


def test_the_command_tells_what_changed_and_what_was_rejected(tyndau, small, table):
    done = tyndau("country", "import", "bodies", table("sea,central,m,Т,М,S", "Sea,x,m,Т,М,S"), "--into", small)
    assert done.exit_code == 0
    assert "+ sea  М" in done.output
    assert "1 bodies added, 0 changed, 0 unchanged." in done.output
    assert "Rejected: 1 (the key is not small Latin letters, digits and hyphens: 1)." in done.stderr
    assert load(str(small)).bodies.num_rows == 4
