"""A classifier learns labels from examples, says how sure it is, and keeps silent where it does not know."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listening.topics.labelled_texts import NONSENSE, texts

from tyndau.listening.errors import MissingColumns, NoSuchInput
from tyndau.listening.topics import model_file, ridge
from tyndau.listening.topics.calibration import NEVER, Calibration, calibration_error, chances, learn_threshold
from tyndau.listening.topics.classifier import Training, predict, train
from tyndau.listening.topics.evaluation import evaluate, figures
from tyndau.listening.topics.features import cleaned, key_of
from tyndau.listening.topics.folds import folds_of
from tyndau.listening.topics.refusals import OneLabel, TooFewTexts, UnreadableModel


@pytest.fixture(scope="module")
def model():
    return train(texts())


def asked(*said: str) -> pa.Table:
    return pa.table({"text": pa.array(said, pa.string())})


def test_two_topics_are_told_apart_in_three_languages(model):
    found = predict(
        asked("У нас с утра нет воды!", "көшеде су жоқ", "a pothole at the school", "жол бұзылған"), model
    ).to_pylist()
    assert [row["labels"][0] for row in found] == ["water", "water", "roads", "roads"]
    assert not any(row["abstained"] for row in found)


def test_nonsense_and_silence_are_left_to_people(model):
    assert predict(asked(NONSENSE, "", " "), model)["abstained"].to_pylist() == [True] * 3


def test_scores_are_chances_and_best_first(model):
    for row in predict(asked("нет воды", "яма", NONSENSE, "вода и дорога"), model).to_pylist():
        assert row["scores"] == sorted(row["scores"], reverse=True)
        assert 0 <= sum(row["scores"]) <= 1 + 1e-9


def test_no_more_labels_are_named_than_asked_for_or_known(model):
    assert [len(predict(asked("вода"), model, top)["labels"][0]) for top in (1, 2, 9)] == [1, 2, 2]


def test_markup_is_not_read(model):
    plain, marked = predict(asked("нет воды в доме", "<p>нет&nbsp;воды <b>в доме</b></p>"), model).to_pylist()
    assert plain == marked


def test_no_text_gives_no_answer_and_the_same_columns(model):
    empty = predict(asked(), model)
    assert (empty.num_rows, empty.schema) == (0, predict(asked("вода"), model).schema)


def test_the_same_rows_in_any_order_give_the_same_bytes():
    rows = texts(step=3)
    backwards = rows.take(list(reversed(range(rows.num_rows))))
    first, again, turned = (model_file.to_bytes(train(table)) for table in (rows, rows, backwards))
    assert first == again == turned


def test_another_seed_draws_other_folds_but_tells_topics_apart_as_well():
    found = predict(asked("нет воды", "яма на дороге"), train(texts(), Training(seed=7)), 1)
    assert found["labels"].to_pylist() == [["water"], ["roads"]]


def test_training_and_asking_leave_their_tables_alone(model):
    rows = texts(step=3)
    before = rows.to_pylist()
    train(rows)
    predict(rows, model)
    assert rows.to_pylist() == before


def test_the_model_tells_what_it_was_trained_from(model):
    assert model.facts["rows"] == sum(model.facts["rows_by_language"].values()) == 98
    assert model.facts["rows_by_label"] == {"roads": 49, "water": 49}
    assert {"kk", "ru", "en"} <= set(model.facts["rows_by_language"])
    assert model.facts["training"]["seed"] == Training().seed


def test_a_stored_model_answers_as_before_and_holds_no_text(model, tmp_path):
    model_file.save(model, tmp_path / "m.npz")
    again = model_file.load(tmp_path / "m.npz")
    question = asked("нет воды", "яма", NONSENSE)
    assert predict(question, again).equals(predict(question, model))
    assert model_file.to_bytes(again) == (tmp_path / "m.npz").read_bytes()
    with np.load(tmp_path / "m.npz") as stored:
        assert "вод" not in stored["description"].tobytes().decode()
    assert [path.name for path in tmp_path.iterdir()] == ["m.npz"]


def changed(content: bytes, how: str) -> bytes:
    if how == "cut":
        return content[: len(content) // 2]
    if how == "one bit":
        place = len(content) // 2
        return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    return {"empty": b"", "text": b"topic model", "zip": b"PK\x05\x06" + bytes(18)}[how]


@pytest.mark.parametrize("how", ["cut", "one bit", "empty", "text", "zip"])
def test_a_damaged_file_is_refused(how, model, tmp_path):
    (tmp_path / "m").write_bytes(changed(model_file.to_bytes(model), how))
    with pytest.raises(UnreadableModel) as refused:
        model_file.load(tmp_path / "m")
    assert refused.value.facts["path"] == tmp_path / "m"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weights", np.ones((3, 2), np.float16)),
        ("intercepts", np.array([np.nan, 0], np.float32)),
        ("idf", np.array([{"a": 1}], object)),
        ("description", np.frombuffer(b'{"format": "another"}', np.uint8)),
    ],
)
def test_a_foreign_archive_is_refused(name, value, model, tmp_path):
    model_file.save(model, tmp_path / "m.npz")
    with np.load(tmp_path / "m.npz") as stored:
        arrays = {**stored, name: value}
    with (tmp_path / "m.npz").open("wb") as file:
        np.savez(file, **arrays)
    with pytest.raises(UnreadableModel):
        model_file.load(tmp_path / "m.npz")


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NoSuchInput):
        model_file.load(tmp_path / "none.npz")


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.text(alphabet="аб в!.Ё", max_size=5), min_size=1, max_size=40), st.integers(2, 6), st.integers(0, 99)
)
def test_no_normalised_text_stands_in_two_folds(said, folds, seed):
    keys = [key_of(text) for text in cleaned(said)]
    fold = folds_of(keys, folds, seed)
    for key in set(keys):
        assert len({number for number, other in zip(fold, keys, strict=True) if other == key}) == 1
    assert sorted(set(fold)) == list(range(min(folds, len(set(keys)))))
    turned = folds_of(keys[::-1], folds, seed)[::-1]
    assert turned.tolist() == fold.tolist()


def test_copies_that_differ_in_case_markup_and_signs_are_one_text():
    assert len({key_of(text) for text in cleaned(["Нет воды!", "<p>нет  воды</p>", "НЕТ ВОДЫ..."])}) == 1


@pytest.mark.parametrize(
    ("said", "labels", "refusal"),
    [
        (["a b", "c d", "e f", "g h"], ["x"] * 4, OneLabel),
        (["a b", "A b!", "a  b", "a b."], ["x", "x", "y", "y"], TooFewTexts),
        ([], [], OneLabel),
    ],
)
def test_examples_that_teach_nothing_are_refused(said, labels, refusal):
    with pytest.raises(refusal):
        train(pa.table({"text": pa.array(said, pa.string()), "label": pa.array(labels, pa.string())}))


def test_missing_columns_are_named(model):
    with pytest.raises(MissingColumns):
        train(asked("a"))
    with pytest.raises(MissingColumns):
        predict(pa.table({"label": ["x"]}), model)


def test_a_label_of_a_single_row_is_learned():
    rows = pa.concat_tables([texts(step=5), pa.table({"text": ["лифт застрял"], "label": ["lifts"]})])
    assert "lifts" in train(rows, Training()).labels


def test_labels_without_sense_make_a_model_that_always_abstains():
    rows = texts()
    mixed = rows.set_column(1, "label", pa.array([f"label {number * 7 % 5}" for number in range(rows.num_rows)]))
    model = train(mixed)
    assert model.threshold == NEVER
    assert predict(rows, model)["abstained"].to_pylist() == [True] * rows.num_rows


def test_both_ways_to_solve_give_the_same_weights():
    from scipy import sparse

    features = sparse.random(60, 200, 0.1, "csr", random_state=np.random.default_rng(1))
    root, sides = np.linspace(0.5, 2, 60)[:, None], np.random.default_rng(2).normal(size=(60, 40))
    exact, near = (solve(features, root, sides, 1.0) for solve in (ridge.direct, ridge.by_gradients))
    assert np.abs(exact - near).max() < 1e-3


def test_a_threshold_is_the_least_chance_that_is_right_often_enough():
    first = np.array([0.9, 0.8, 0.7, 0.6, 0.6])
    right = np.array([True, True, False, True, False])
    assert [learn_threshold(first, right, wanted) for wanted in (1.0, 0.6, 0.5)] == [0.8, 0.6, 0.5]
    assert learn_threshold(first, ~right, 0.9) == NEVER


def test_chances_keep_the_order_of_scores_and_part_what_the_first_leaves():
    scores = np.array([[0.5, 0.1, -1.0], [0.2, 0.2, 0.2]])
    found = chances(scores, Calibration(4.0, -0.5))
    assert np.argsort(-found[0], kind="stable").tolist() == [0, 1, 2]
    assert found[0, 0] == pytest.approx(1 / (1 + np.exp(-(4 * 0.4 - 0.5))))
    assert (found.sum(axis=1) <= 1 + 1e-12).all()


def test_figures_that_can_be_checked_on_paper():
    codes, best = np.array([0, 0, 1, 1]), np.array([[0, 1], [0, 1], [0, 1], [1, 0]])
    found = figures(codes, best, np.array([0.9, 0.8, 0.2, 0.7]), np.array([False, False, True, False]))
    assert (found["accuracy"], found["top3_accuracy"], found["accuracy_of_answered"]) == (0.75, 1.0, 1.0)
    assert found["f1_macro"] == pytest.approx((0.8 + 2 / 3) / 2)
    assert found["accuracy_by_coverage"] == {"30": 1.0, "50": 1.0, "70": 1.0, "90": 1.0, "100": 0.75}
    assert calibration_error(np.array([1.0, 0.5]), np.array([True, False])) == 0.25


def test_evaluation_answers_each_text_by_a_model_that_never_saw_it():
    found = evaluate(texts(), Training(), 5)
    assert (found["n"], found["labels"], found["folds"], found["distinct_texts"]) == (98, 2, 5, 98)
    assert found["accuracy"] > 0.9
    # Each text twice, with the label of the other topic the second time: a leak would show as an accuracy above half.
    rows = texts(step=2)
    other = rows.set_column(
        1, "label", pa.array([{"water": "roads", "roads": "water"}[x.as_py()] for x in rows["label"]])
    )
    assert evaluate(pa.concat_tables([rows, other]), Training(), 5)["accuracy"] == 0.5
