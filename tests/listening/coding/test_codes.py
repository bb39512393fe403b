"""Tables of codes as people make them: missing cells, doubles, contradictions, codes of no codebook."""

import pyarrow as pa
import pytest

from tyndau.listening.coding.adjudication import final
from tyndau.listening.coding.codes import number, read_codes, read_final, read_predictions
from tyndau.listening.coding.refusals import BrokenCsv, NoColumn, NoRows, TwoCodes


def read(*lines: str, level: str = "nominal", **more):
    return read_codes("\n".join(["unit,coder,code", *lines]), "codes.csv", level, **more)


def reasons(codes) -> list[tuple[int, str]]:
    return [(row["row"], row["reason"]) for row in codes.rejected.to_pylist()]


def test_missing_codes_are_counted_and_doubles_count_once():
    codes = read("u1,dana,a", "u1,dana,a", "u1,timur,", "u2,timur,NA", "", "u2,dana,.")
    assert codes.table.to_pylist() == [{"row": 2, "unit": "u1", "coder": "dana", "code": "a"}]
    assert codes.missing == 3


def test_two_codes_of_one_coder_are_refused_with_both_rows():
    with pytest.raises(TwoCodes) as refused:
        read("u1,dana,a", "u2,dana,b", "u1,dana,b")
    assert (refused.value.facts["row"], refused.value.facts["first"]) == (4, 2)
    assert "row 4" in str(refused.value)


def test_rows_that_cannot_be_used_are_rejected_with_row_and_reason():
    codes = read("u1,dana,a", ",dana,a", "u2,,a", "u3,dana,c", "u4,dana", known=["a", "b"])
    assert reasons(codes) == [
        (3, "row.no-unit"), (4, "row.no-coder"), (5, "row.unknown-code"), (6, "row.wrong-width"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "code", "reason"),
    [("interval", "much", "row.code-not-a-number"), ("ordinal", "inf", "row.code-not-a-number"),
     ("ratio", "-1", "row.code-below-zero"), ("interval", "1_000", "row.code-not-a-number")],
)  # fmt: skip
def test_levels_that_need_numbers_reject_what_is_none(level, code, reason):
    assert reasons(read("u1,dana,1", f"u2,dana,{code}", level=level)) == [(3, reason)]


def test_a_decimal_comma_is_a_number_and_a_semicolon_table_is_read():
    codes = read_codes("unit;coder;code\nu1;dana;1,5", "codes.csv", "interval")
    assert codes.table["code"].to_pylist() == ["1,5"]
    assert number("1,5") == 1.5


@pytest.mark.parametrize(
    ("content", "refusal"),
    [("unit,coder\nu,dana", NoColumn), ('unit,coder,code\nu,dana,"a', BrokenCsv), ("unit,coder,code", NoRows),
     ("unit,coder,code\nu1,dana,", NoRows), ("", NoColumn)],
)  # fmt: skip
def test_tables_that_hold_nothing_usable_are_refused(content, refusal):
    with pytest.raises(refusal):
        read_codes(content, "codes.csv", "nominal")


def test_a_chance_becomes_a_weight_and_a_bad_one_is_rejected():
    codes = read_final("unit,code,probability\nu1,a,0.25\nu2,a,0\nu3,a,2\nu4,a,x\nu5,a,1e-320", "final.csv")
    assert codes.table["weight"].to_pylist() == [4.0]
    assert [reason for _, reason in reasons(codes)] == ["row.bad-weight"] * 4


def test_final_codes_of_one_unit_may_not_contradict_each_other():
    with pytest.raises(TwoCodes):
        read_final("unit,code\nu1,a\nu1,b", "final.csv")


def test_a_prediction_may_be_empty_for_a_classifier_may_name_nothing():
    assert read_predictions("unit,predicted\nu1,\nu2,a", "p.csv").table["predicted"].to_pylist() == ["", "a"]


def test_final_codes_tell_how_they_came_about_and_who_differs():
    rows = [("u1", "ab", "xx"), ("u2", "abc", "xxy"), ("u3", "ab", "xy"), ("u4", "ab", "xy"), ("u5", "a", "x")]
    flat = [(unit, coder, code) for unit, coders, codes in rows for coder, code in zip(coders, codes, strict=True)]
    table = pa.table(dict(zip(("unit", "coder", "code"), map(list, zip(*flat, strict=True)), strict=True)))
    decided = pa.table({"unit": ["u4", "u6"], "code": ["z", "x"]})
    told = {row["unit"]: row for row in final(table, decided).to_pylist()}
    assert [(row["code"], row["how"], row["differs"]) for row in told.values()] == [
        ("x", "agreed", []), ("x", "majority", ["c"]), (None, "unresolved", []), ("z", "adjudicated", ["a", "b"]),
        ("x", "single", []), ("x", "adjudicated", []),
    ]  # fmt: skip
    assert final(table.take(pa.array(range(table.num_rows - 1, -1, -1))), decided).equals(final(table, decided))
