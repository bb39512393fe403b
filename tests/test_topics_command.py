"""`tyndau topics`: train on a CSV, ask line by line, measure; and what it says where that cannot be done."""

import csv
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from tests.listening.topics.labelled_texts import NONSENSE, texts


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "said", "about"])
        writer.writerows([number, row["text"], row["label"]] for number, row in enumerate(texts().to_pylist()))
        writer.writerow([98, "", "water"])
    return path


@pytest.fixture
def model(tyndau, labelled, tmp_path):
    path = tmp_path / "own.npz"
    result = tyndau("topics", "train", labelled, "--text", "said", "--label", "about", "--model", path)
    assert result.exit_code == 0
    return path


def answers(result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_training_tells_what_came_out_and_what_was_passed_over(tyndau, labelled, tmp_path):
    result = tyndau("topics", "train", labelled, "--text", "said", "--label", "about", "--model", tmp_path / "m")
    assert "2 labels from 98 texts" in result.stdout
    assert "1 row without a text or a label was passed over." in result.stderr
    assert "Training" in result.stderr


def test_answers_stand_in_the_order_of_the_lines(tyndau, model, tmp_path):
    asked = tmp_path / "asked.txt"
    asked.write_text(f"нет воды\n{NONSENSE}\na pothole near the school\n\nсу жоқ\n", encoding="utf-8")
    found = answers(tyndau("topics", "predict", asked, "--model", model, "--top", 1))
    assert [one["abstained"] for one in found] == [False, True, False, True, False]
    assert [found[place]["labels"] for place in (0, 2, 4)] == [["water"], ["roads"], ["water"]]
    assert all(set(one) == {"labels", "scores", "abstained"} for one in found)


def test_a_broken_line_of_ndjson_keeps_its_place(tyndau, model, tmp_path):
    asked = tmp_path / "asked.ndjson"
    asked.write_text('{"text": "нет воды"}\n{broken\n{"text": "яма на дороге"}\n', encoding="utf-8")
    found = answers(tyndau("topics", "predict", asked, "--model", model))
    assert (found[0]["labels"][0], found[1], found[2]["labels"][0]) == ("water", {"error": "row.broken-json"}, "roads")


def test_without_a_model_the_rules_answer(tyndau, tmp_path):
    asked = tmp_path / "asked.txt"
    asked.write_text("Ауылда ауыз су жоқ\nпросто хорошее утро\nЯма на дороге, асфальт разбит\n", encoding="utf-8")
    found = answers(tyndau("topics", "predict", asked))
    assert [one["labels"] for one in found] == [["water-supply"], [], ["roads"]]
    assert [one["abstained"] for one in found] == [False, True, False]
    assert all(0 < score <= 1 for one in found for score in one["scores"])


def test_measuring_prints_lines_or_json_with_the_same_figures(tyndau, labelled):
    call = ("topics", "evaluate", labelled, "--text", "said", "--label", "about", "--folds", 3)
    told = json.loads(tyndau(*call, "--json").stdout)
    assert (told["n"], told["folds"]) == (98, 3)
    lines = dict(line.split() for line in tyndau(*call).stdout.splitlines())
    assert lines["accuracy"] == f"{told['accuracy']:.3f}"
    assert lines["accuracy_at_50%"] == f"{told['accuracy_by_coverage']['50']:.3f}"


def test_a_semicolon_table_of_a_spreadsheet_is_read(tyndau, tmp_path):
    path = tmp_path / "excel.csv"
    rows = "\r\n".join(f'"{row["text"]}";{row["label"]}' for row in texts(step=3).to_pylist())
    path.write_text("\ufefftext;label\r\n" + rows + "\r\n", encoding="utf-8", newline="")
    result = tyndau("topics", "train", path, "--text", "text", "--label", "label", "--model", tmp_path / "m")
    assert (result.exit_code, "passed over" in result.stderr) == (0, False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "input.empty"),
        ("said,about\nвода,water\n".encode("cp1251"), "input.not-utf8"),
        (b"said,theme\na,b\n", "topics.no-column"),
        (b"said,about\n", "topics.no-rows"),
        (b"said,about\n,\n", "topics.no-rows"),
        (b'said,about\n"a,b\nc,d\n', "topics.broken-csv"),
        (b"said,about\na,x\nb,x\nc,x\n", "topics.one-label"),
        (b"said,about\na,x\na,x\nb,y\nb,y\n", "topics.too-few-texts"),
    ],
)
@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_a_table_that_teaches_nothing_is_refused(verb, content, code, tyndau, tmp_path):
    (tmp_path / "bad.csv").write_bytes(content)
    more = ("--model", tmp_path / "m") if verb == "train" else ()
    result = tyndau("topics", verb, tmp_path / "bad.csv", "--text", "said", "--label", "about", *more)
    assert (result.exit_code, result.stderr.strip().endswith(f"[{code}]")) == (2, True), result.stderr
    assert not (tmp_path / "m").exists()


def test_labels_of_a_single_row_are_told_and_do_not_stop_the_work(tyndau, tmp_path):
    rows = "said,about\na,x\nb,x\nc,x\nd,y\ne,y\nf,lifts\n"
    (tmp_path / "t.csv").write_text(rows, encoding="utf-8")
    result = tyndau("topics", "evaluate", tmp_path / "t.csv", "--text", "said", "--label", "about", "--json")
    assert "1 label has a single row" in result.stderr
    assert json.loads(result.stdout)["labels"] == 3


def test_a_model_is_not_overwritten_unless_that_is_said(tyndau, labelled, model):
    call = ("topics", "train", labelled, "--text", "said", "--label", "about", "--model", model)
    before = model.read_bytes()
    refused = tyndau(*call)
    assert (refused.exit_code, "[model.exists]" in refused.stderr) == (2, True)
    assert tyndau(*call, "--replace").exit_code == 0
    assert model.read_bytes() == before


def test_a_model_for_no_folder_is_refused(tyndau, labelled, tmp_path):
    call = ("topics", "train", labelled, "--text", "said", "--label", "about", "--model", tmp_path / "no" / "m")
    result = tyndau(*call)
    assert (result.exit_code, "[model.cannot-write]" in result.stderr) == (2, True)


def test_a_file_that_is_no_model_is_refused(tyndau, labelled):
    result = tyndau("topics", "predict", labelled, "--model", labelled)
    assert (result.exit_code, "[model.unreadable]" in result.stderr) == (2, True)


def test_listening_starts_without_scikit_learn():
    told = "import sys, tyndau.cli; print('sklearn' in sys.modules, 'scipy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["False", "False"]


def test_listening_with_a_model_takes_its_topics_where_it_is_sure(tyndau, tmp_path):
    texts = [f"{word} {number} {end}" for word in ("zork", "blip") for number in range(20) for end in ("aaa", "bbb")]
    rows = "".join(f"{text},{'lifts' if text[0] == 'z' else 'taxis'}\n" for text in texts)
    (tmp_path / "t.csv").write_text("said,about\n" + rows, encoding="utf-8")
    columns = ("--text", "said", "--label", "about")
    assert tyndau("topics", "train", tmp_path / "t.csv", *columns, "--model", tmp_path / "m").exit_code == 0
    post = {"platform": "vk", "created_at": "2026-03-02T09:00:00Z", "text": "zork 7 bbb"}
    lines = [json.dumps({**post, "id": str(number)}, ensure_ascii=False) + "\n" for number in range(3)]
    (tmp_path / "posts.ndjson").write_text("".join(lines), encoding="utf-8")
    said = tyndau("listen", tmp_path / "posts.ndjson", "--out", tmp_path / "run", "--model", tmp_path / "m")
    assert said.exit_code == 0, said.stderr
    found = pq.read_table(tmp_path / "run" / "posts.parquet")
    assert set(found["topic"].to_pylist()) == {"lifts"}
    assert set(found["topic_from"].to_pylist()) == {"model"}
    assert json.loads((tmp_path / "run" / "run.json").read_text())["parameters"]["model"]["sha256"]


def test_listening_with_a_model_of_foreign_labels_is_refused(tyndau, labelled, tmp_path):
    foreign = labelled.read_text(encoding="utf-8").replace(",roads", ",one").replace(",water", ",two")
    labelled.write_text(foreign, encoding="utf-8")
    model = tmp_path / "foreign.npz"
    tyndau("topics", "train", labelled, "--text", "said", "--label", "about", "--model", model)
    (tmp_path / "posts.ndjson").write_text('{"created_at": "2026-03-02T09:00:00Z", "text": "a"}\n', encoding="utf-8")
    said = tyndau("listen", tmp_path / "posts.ndjson", "--out", tmp_path / "run", "--model", model)
    assert (said.exit_code, "[model.foreign-labels]" in said.stderr) == (2, True)
    assert not (tmp_path / "run").exists()
