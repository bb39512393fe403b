"""The table of accounts that may be named."""

import pytest
from tests.conftest import KEY

from tyndau.listening import declared
from tyndau.listening.errors import NoSuchInput, NotUtf8
from tyndau.listening.pseudonyms import pseudonym

HEADER = "platform,account,name_kk,name_ru,name_en,kind\n"
AKIMAT = "vk,club5,Әкімдік,Акимат,Akimat,official\n"


def test_accounts_get_the_pseudonyms_that_the_run_gave_them():
    (row,) = declared.declared(HEADER + AKIMAT, "d.csv", KEY).to_pylist()
    assert row["pseudonym"] == pseudonym(KEY, "vk", "club5")
    assert (row["name_kk"], row["kind"]) == ("Әкімдік", "official")


@pytest.mark.parametrize(
    ("platform", "written", "meant"),
    [
        ("vk", "public5", "club5"),
        ("x", "@akimat", "akimat"),
        ("telegram", "public5", "public5"),
        ("vk", "publicist", "publicist"),
    ],
)
def test_a_handle_is_read_as_the_sources_write_it(platform, written, meant):
    assert declared.handle(platform, written) == meant


def test_a_table_of_a_spreadsheet_is_read(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("\ufeff" + (HEADER + AKIMAT + ",,,,,\n").replace(",", ";").replace("\n", "\r\n"), newline="")
    assert declared.load(path, KEY).num_rows == 1


def test_rows_are_sorted_and_a_table_without_rows_names_nobody():
    other = "telegram,channel1,Газет,Газета,Paper,media\n"
    one, two = (declared.declared(HEADER + body, "d.csv", KEY) for body in (AKIMAT + other, other + AKIMAT))
    assert one.equals(two)
    assert declared.declared(HEADER, "d.csv", KEY).num_rows == 0


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        ("platform,account\n", declared.NoDeclaredColumns, {"missing": "name_kk, name_ru, name_en, kind"}),
        ("", declared.NoDeclaredColumns, {"found": "-"}),
        (HEADER + '"vk,club5', declared.BrokenDeclared, {"line": 2}),
        (HEADER + "vk,,A,Б,C,official\n", declared.BadDeclaredRow, {"line": 2, "column": "account"}),
        (HEADER + AKIMAT + "vk,club6,A,Б,C,person\n", declared.BadDeclaredRow, {"line": 3, "value": "person"}),
        (HEADER + "vk,club5,A\n", declared.BadDeclaredRow, {"column": "name_ru"}),
        (HEADER + AKIMAT + AKIMAT.replace("club", "public"), declared.DeclaredTwice, {"line": 3, "first": 2}),
    ],
)
def test_a_table_that_would_name_the_wrong_is_refused(content, refusal, facts):
    with pytest.raises(refusal) as refused:
        declared.declared(content, "d.csv", KEY)
    assert facts.items() <= refused.value.facts.items()
    assert "d.csv" in refused.value.tell("kk").what


def test_a_refusal_repeats_no_handle():
    with pytest.raises(declared.BadDeclaredRow) as refused:
        declared.declared(HEADER + "vk,somebody,A,Б,C,\n", "d.csv", KEY)
    assert "somebody" not in str(refused.value)


def test_an_absent_file_and_another_encoding_are_refused(tmp_path):
    with pytest.raises(NoSuchInput):
        declared.load(tmp_path / "no.csv", KEY)
    (tmp_path / "d.csv").write_bytes((HEADER + AKIMAT.replace("Әкімдік", "А")).encode("cp1251"))
    with pytest.raises(NotUtf8):
        declared.load(tmp_path / "d.csv", KEY)
