"""Krippendorff's alpha: worked examples, invariances, and what is said where it is not defined."""

import itertools
import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.coding.agreement import Bootstrap, agreement
from tyndau.listening.coding.gate import Gate

FOUR = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
TWO = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
FEW = Bootstrap(resamples=200)


def coded(*coders: str, language: str | None = None) -> pa.Table:
    """A coder a line, a unit a place, a dot where the coder was silent."""
    rows = [
        {"unit": f"u{unit:03}", "coder": f"c{coder}", "code": code}
        | ({"language": language.split()[unit]} if language else {})
        for coder, line in enumerate(coders)
        for unit, code in enumerate(line.split())
        if code != "."
    ]
    names = ("unit", "coder", "code", *(("language",) if language else ()))
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))


def told(codes: pa.Table, level: str = "nominal", bootstrap: Bootstrap = FEW, **more) -> dict:
    return agreement(codes, level, bootstrap=bootstrap, **more).to_pylist()[0]


def by_the_book(codes: pa.Table, level: str) -> float | None:
    """Alpha from the coincidence matrix, pair by pair, as the textbook writes it."""
    units: dict[str, list[float]] = {}
    for row in codes.to_pylist():
        units.setdefault(row["unit"], []).append(float(row["code"]))
    units = {unit: values for unit, values in units.items() if len(values) > 1}
    values = sorted({value for some in units.values() for value in some})
    matrix = np.zeros((len(values), len(values)))
    for some in units.values():
        for one, other in itertools.permutations(some, 2):
            matrix[values.index(one), values.index(other)] += 1 / (len(some) - 1)
    sums = matrix.sum(axis=1)
    distance = np.zeros_like(matrix)
    for c, k in itertools.product(range(len(values)), repeat=2):
        between = sums[min(c, k) : max(c, k) + 1].sum() - (sums[c] + sums[k]) / 2
        distance[c, k] = {
            "nominal": float(c != k),
            "ordinal": between**2 if c != k else 0,
            "interval": (values[c] - values[k]) ** 2,
            "ratio": ((values[c] - values[k]) / (values[c] + values[k] or 1)) ** 2,
        }[level]
    expected = (np.outer(sums, sums) * distance).sum() / (sums.sum() - 1) if len(values) > 1 else 0
    return None if not expected else 1 - (matrix * distance).sum() / expected


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_worked_example_of_four_coders(level, expected):
    row = told(coded(*FOUR), level)
    assert round(row["alpha"], 3) == expected
    assert (row["units"], row["coders"], row["codes"]) == (11, 4, 40)
    assert row["low"] < row["alpha"] < row["high"]


def test_the_worked_example_of_two_coders():
    assert round(told(coded(*TWO))["alpha"], 3) == 0.095


def test_words_in_the_codebook_s_order_are_an_ordinal_scale():
    words = {"1": "none", "2": "some", "3": "much", "4": "most", "5": "all"}
    lines = [" ".join(words.get(code, code) for code in line.split()) for line in FOUR]
    row = told(coded(*lines), "ordinal", known=list(words.values()))
    assert row["alpha"] == told(coded(*FOUR), "ordinal")["alpha"]


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (coded(), "no-codes"),
        (coded("1 2 1 2"), "one-coder"),
        (coded("1 2 . .", ". . 1 2"), "no-pairable-unit"),
        (coded("1 1 1 .", "1 1 1 2"), "all-equal"),
    ],
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_an_undefined_alpha_is_null_with_its_reason(codes, reason, level):
    row = told(codes, level)
    assert (row["alpha"], row["low"], row["high"], row["reason"]) == (None, None, None, reason)


def test_agreement_in_everything_is_1_but_few_units_do_not_make_it_sure():
    few, many = told(coded("1 2 1 2", "1 2 1 2")), told(coded("1 2 " * 60, "1 2 " * 60))
    assert few["alpha"] == many["alpha"] == 1
    assert Gate().verdict(few["low"], few["units"]) == "exploratory"
    assert Gate().verdict(many["low"], many["units"]) == "usable"
    # On paper: of 120 undisputed units at most 1 - 0.025 ** (1 / 120) may be disputed; D_e = 2 * 120 * 120 / 240 / 239.
    assert many["low"] == pytest.approx(1 - (1 - 0.025 ** (1 / 120)) * 239 / 120, abs=1e-9)


def test_a_category_is_measured_against_all_others():
    rows = agreement(coded("a a b c b", "a a b b c"), "nominal", known=["a", "b", "c", "d"], bootstrap=FEW).to_pylist()
    found = {row["name"]: row for row in rows if row["scope"] == "category"}
    assert found["a"]["alpha"] == 1
    assert found["b"]["alpha"] < found["a"]["alpha"]
    assert (found["d"]["alpha"], found["d"]["reason"]) == (None, "unused")
    against = coded("0 0 1 0 1", "0 0 1 1 0")
    assert found["b"]["alpha"] == pytest.approx(told(against)["alpha"])


def test_groups_of_units_are_measured_apart():
    codes = coded("1 2 1 2 1 2", "1 2 1 1 2 1", language="kk kk kk ru ru ru")
    rows = agreement(codes, "nominal", by="language", bootstrap=FEW).to_pylist()
    found = {row["name"]: row for row in rows if row["scope"] == "group"}
    assert list(found) == ["kk", "ru"]
    assert found["kk"]["alpha"] == 1
    assert found["ru"]["alpha"] < 0
    assert found["kk"]["units"] == found["ru"]["units"] == 3


def test_coders_who_name_a_unit_s_group_differently_still_meet_in_it():
    codes = coded("1 2 1 2", "1 2 1 2", language="kk kk ru ru").to_pylist()
    codes[-1]["language"] = "kk"  # the second coder's last row; the first coder's says ru
    table = pa.Table.from_pylist(codes)
    rows = agreement(table, "nominal", by="language", bootstrap=FEW).to_pylist()
    assert [(row["name"], row["units"]) for row in rows if row["scope"] == "group"] == [("kk", 3), ("ru", 1)]


@pytest.mark.parametrize(
    ("low", "verdict"),
    [(None, "unmeasured"), (0.6669, "exploratory"), (0.667, "tentative"), (0.7999, "tentative"), (0.8, "usable")],
)
def test_the_lower_end_decides(low, verdict):
    assert Gate().verdict(low, 100) == verdict


def test_few_units_stay_exploratory_however_near_their_codes_lie():
    near = " ".join(str(unit) for unit in range(9)), " ".join(f"{unit}.01" for unit in range(9))
    row = told(coded(*near), "interval")
    assert row["low"] > 0.99
    assert Gate().verdict(row["low"], row["units"]) == "exploratory"
    assert Gate(least_units=5).verdict(row["low"], row["units"]) == "usable"


def test_one_unit_has_an_alpha_and_no_interval():
    row = told(coded("1 2", "2 ."))
    assert (row["alpha"], row["low"], row["high"], row["reason"]) == (0.0, None, None, "too-few-units")


def test_huge_values_of_a_scale_stay_finite():
    row = told(coded("1e300 2e300 1e300", "1e300 2e300 2e300"), "interval")
    assert row["alpha"] == pytest.approx(told(coded("1 2 1", "1 2 2"), "interval")["alpha"])


codes = st.lists(
    st.lists(st.sampled_from([".", "1", "2", "3", "7"]), min_size=3, max_size=3), min_size=1, max_size=8
).map(lambda units: coded(*(" ".join(line) for line in zip(*units, strict=True))))
levels = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])


@settings(max_examples=60)
@given(codes, levels)
def test_alpha_is_what_the_coincidence_matrix_says(codes, level):
    row, expected = told(codes, level, Bootstrap(resamples=10)), by_the_book(codes, level)
    assert row["alpha"] == (None if expected is None else pytest.approx(expected, abs=1e-9))
    if row["alpha"] == 1:
        kinds = {(one["unit"], one["code"]) for one in codes.to_pylist()}
        pairable = {unit for unit, _ in kinds if codes["unit"].to_pylist().count(unit) > 1}
        assert len([unit for unit, _ in kinds if unit in pairable]) == len(pairable)
        assert len({code for unit, code in kinds if unit in pairable}) > 1
    if row["low"] is not None:
        assert row["low"] <= row["alpha"] <= row["high"] <= 1
    json.dumps(row, allow_nan=False)


@settings(max_examples=40)
@given(codes, levels, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte_and_names_change_no_alpha(codes, level, random):
    whole = agreement(codes, level, bootstrap=FEW)
    order = list(range(codes.num_rows))
    random.shuffle(order)
    shuffled = codes.take(pa.array(order, pa.int64()))
    assert agreement(shuffled, level, bootstrap=FEW).equals(whole)
    renamed = [{**row, "unit": row["unit"][::-1], "coder": f"x{9 - int(row['coder'][1])}"} for row in codes.to_pylist()]
    again = told(pa.Table.from_pylist(renamed, schema=codes.schema), level)
    assert again["alpha"] == (None if whole["alpha"][0].as_py() is None else pytest.approx(whole["alpha"][0].as_py()))


@settings(max_examples=30)
@given(codes, st.permutations(["1", "2", "3", "7"]))
def test_other_names_for_categories_change_no_nominal_alpha(codes, names):
    other = dict(zip(["1", "2", "3", "7"], names, strict=True))
    renamed = [{**row, "code": other[row["code"]]} for row in codes.to_pylist()]
    again = told(pa.Table.from_pylist(renamed, schema=codes.schema))["alpha"]
    alpha = told(codes)["alpha"]
    assert again == (None if alpha is None else pytest.approx(alpha))
