"""Shares from tables: weights of a stratified sample, units without a prediction, and what cannot be told."""

import pyarrow as pa
import pytest

from tyndau.listening.coding.confusion import confusion
from tyndau.listening.coding.refusals import NobodyCoded, NoSuchCategory, NothingInCommon
from tyndau.listening.coding.share import share


def predicted(*names: str, language: str | None = None) -> pa.Table:
    columns = {"unit": [f"u{n}" for n in range(len(names))], "predicted": list(names)}
    return pa.table(columns | ({"language": language.split()} if language else {}))


def coded(*names: str, weights: list[float] | None = None) -> pa.Table:
    return pa.table(
        {"unit": [f"u{n}" for n in range(len(names))], "code": list(names), "weight": weights or [1.0] * len(names)}
    )


def told(category: str, method: str, **tables) -> dict:
    return share(category, method, **tables).to_pylist()[0]


def test_the_prediction_powered_share_on_paper():
    # The classifier says asks for 6 of 10; of 4 read posts it saw one too many: 0.6 - 0.25.
    row = told(
        "asks", "ppi", predictions=predicted(*["asks"] * 6, *["no"] * 4), codes=coded("asks", "asks", "asks", "no")
    )
    assert row["share"] == pytest.approx(0.35)
    assert (row["n"], row["predictions"], row["predicted_share"]) == (4, 10, 0.6)
    assert row["low"] < row["share"] < row["high"]


def test_weights_undo_a_stratified_sample():
    row = told("asks", "plain", codes=coded("asks", "no", weights=[9.0, 1.0]))
    assert row["share"] == pytest.approx(0.9)
    assert row["effective_n"] == pytest.approx(100 / 82)


def test_rates_of_a_weighted_sample_are_those_of_the_corpus():
    codes = coded("asks", "asks", "no", "no", weights=[3.0, 1.0, 2.0, 2.0])
    row = told("asks", "rogan-gladen", predictions=predicted("asks", "no", "no", "no", "asks"), codes=codes)
    assert (row["sensitivity"], row["specificity"]) == (0.75, 1.0)


def test_the_classifier_s_error_is_weighed_as_the_sample_was_drawn():
    # Nine of ten posts stand behind the unit that the classifier missed: its error is 0.9, not one half.
    said, codes = predicted("no", "no", "no", "asks"), coded("asks", "no", weights=[9.0, 1.0])
    row = told("asks", "ppi", predictions=said, codes=codes)
    assert row["share"] == 1
    row = told("asks", "ppi", predictions=predicted("no", "no", "no"), codes=codes, known=["asks", "no"])
    assert row["share"] == pytest.approx(0.9)


def test_only_the_proportions_of_weights_count_however_huge():
    small, huge = (
        told("asks", "plain", codes=coded("asks", "no", weights=[3.0 * unit, unit])) for unit in (1.0, 1e300)
    )
    assert huge == pytest.approx(small)


def test_units_without_a_prediction_are_counted_and_left_out():
    row = told("asks", "ppi", predictions=predicted("asks", "no"), codes=coded("asks", "no", "asks"))
    assert (row["n"], row["without_prediction"]) == (2, 1)


@pytest.mark.parametrize("exact", [False, True])
def test_a_plain_share_of_everything_keeps_an_interval(exact):
    row = told("asks", "plain", codes=coded(*["asks"] * 8), exact=exact)
    assert (row["share"], row["high"]) == (1, 1)
    assert 0.5 < row["low"] < 0.7


def test_a_classifier_alone_has_a_share_and_no_interval():
    row = told("asks", "plain", predictions=predicted("asks", "no"))
    assert (row["share"], row["low"], row["high"], row["reason"]) == (0.5, None, None, "classifier-only")


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (["no", "no"], "no-positive-coded"),
        (["asks", "asks"], "no-negative-coded"),
        (["no", "asks"], "classifier-like-chance"),
    ],
)
def test_a_share_that_cannot_be_corrected_is_null_with_its_reason(codes, reason):
    row = told("asks", "rogan-gladen", predictions=predicted("asks", "no", "asks"), codes=coded(*codes))
    assert (row["share"], row["low"], row["high"], row["reason"]) == (None, None, None, reason)


def test_refusals():
    with pytest.raises(NobodyCoded):
        share("asks", "ppi", predictions=predicted("asks"))
    with pytest.raises(NoSuchCategory):
        share("askz", "plain", codes=coded("asks"))
    with pytest.raises(NothingInCommon):
        share("asks", "ppi", predictions=pa.table({"unit": ["x"], "predicted": ["asks"]}), codes=coded("asks"))


def test_a_category_of_the_codebook_that_nobody_used_has_a_share_of_nought():
    row = told("thanks", "plain", codes=coded("asks", "no"), known=["asks", "no", "thanks"])
    assert (row["share"], row["low"]) == (0, 0)
    assert row["high"] > 0.5


def test_a_confusion_matrix_for_each_language_with_cells_of_nought():
    codes, said = coded("asks", "asks", "no"), predicted("asks", "no", "no", language="kk kk ru")
    rows = {
        (row["group"], row["code"], row["predicted"]): row for row in confusion(codes, said, "language").to_pylist()
    }
    assert len(rows) == 4
    assert (rows["kk", "asks", "no"]["n"], rows["kk", "asks", "no"]["of"], rows["kk", "asks", "no"]["share"]) == (
        1,
        2,
        0.5,
    )
    assert (rows["ru", "no", "asks"]["n"], rows["ru", "no", "asks"]["low"]) == (0, 0)
    assert confusion(codes, said).num_rows == 4
