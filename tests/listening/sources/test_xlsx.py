"""Excel. What a cell becomes: https://pypi.org/project/python-calamine; the workbook is built as ECMA-376 says."""

import pytest

from tyndau.listening.errors import BinaryInput, BrokenWorkbook, MissingColumns
from tyndau.listening.sources import source_of, sources
from tyndau.listening.sources.rows import NaiveTime, instant
from tyndau.listening.sources.source import Options
from tyndau.listening.zones import zone

HEADER = ["id", "created_at", "text", "likes", "a_column_of_tomorrow"]


def test_a_row_is_read_under_the_names_of_the_header(workbook, read):
    (row,) = read("xlsx", workbook([HEADER, ["a1", "2026-03-02T09:00:00Z", "Су <жоқ>", 4, "x"]]))
    assert [row.values[name] for name in ("id", "text", "likes")] == ["a1", "Су <жоқ>", 4]
    assert row.number == 2


def test_a_date_cell_is_a_time_without_zone(workbook, read):
    (row,) = read("xlsx", workbook([HEADER, ["1", (46083.5833333333,), "Нет воды"]]))
    with pytest.raises(NaiveTime):
        instant(row.values["created_at"], None)
    assert instant(row.values["created_at"], zone("Asia/Almaty")).isoformat() == "2026-03-02T09:00:00+00:00"


def test_whole_numbers_stay_whole(workbook, read):
    (row,) = read("xlsx", workbook([HEADER, [17, 1772442000, "Нет воды", 3]]))
    assert (row.values["id"], row.values["created_at"], row.values["likes"]) == (17, 1772442000, 3)
    assert isinstance(row.values["id"], int)


def test_row_numbers_are_those_that_excel_shows_and_blank_rows_are_passed_over(workbook, read):
    rows = [["", "created_at", "text"], ["", "2026-03-02", "one"], ["", "", ""], ["", "2026-03-03", "two"]]
    found = read("xlsx", workbook(rows, first=5))
    assert [(row.number, row.values["text"]) for row in found] == [(6, "one"), (8, "two")]


def test_the_columns_of_a_mapping_are_found(workbook, read):
    options = Options(columns={"text": ("тема", "жалоба"), "created_at": ("когда",)}, always={"platform": "109"})
    (row,) = read("xlsx", workbook([["когда", "тема", "жалоба"], ["2026-03-02", "Су", "жоқ"]]), options)
    assert (row.values["text"], row.values["platform"]) == ("Су\nжоқ", "109")


@pytest.mark.parametrize("rows", [[["id", "date"], ["1", "2026-03-02"]], []])
def test_missing_columns_are_named(workbook, read, rows):
    with pytest.raises(MissingColumns) as refused:
        read("xlsx", workbook(rows))
    assert refused.value.facts["missing"] == "created_at, text"


def test_a_workbook_that_is_cut_off_is_refused(workbook, saved, read):
    whole = workbook([HEADER]).path.read_bytes()
    with pytest.raises(BrokenWorkbook):
        read("xlsx", saved(whole[:-200], "cut.xlsx"))


def test_a_file_that_is_called_a_workbook_and_is_none_is_refused(saved):
    file = saved(b"PK\x03\x04" + bytes(100), "posts.xlsx")
    with pytest.raises(BinaryInput):
        source_of(file)
    with pytest.raises(BrokenWorkbook):
        list(sources()["xlsx"].read(file, Options()))
