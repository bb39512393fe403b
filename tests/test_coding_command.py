"""`tyndau coding` from the drawn sample to the share, as a person does it, and what it refuses."""

import csv
import json
import shutil
from collections import Counter

import pytest

from tests.listening.coding.test_agreement import FOUR
from tests.listening.coding.test_codebook import EXAMPLE
from tyndau.listening import runfolder


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """A run over demo posts, made once."""
    from datetime import UTC, date, datetime

    from tests.conftest import KEY
    from tyndau import jurisdictions
    from tyndau.demo.posts import write
    from tyndau.listening.parameters import Parameters
    from tyndau.listening.run import Request, run
    from tyndau.listening.sources.source import Options
    from tyndau.progress import StageProgress
    from tyndau.words import words

    folder = tmp_path_factory.mktemp("coding")
    write(folder / "input", 400, 1, date(2026, 10, 31), replace=False)
    request = Request((folder / "input" / "posts",), folder / "run", Options(), Parameters("kz"))
    with StageProgress(words("en")) as progress:
        run(request, KEY, jurisdictions.load("kz"), progress, datetime(2026, 11, 1, tzinfo=UTC))
    return folder / "run"


@pytest.fixture
def codes(tmp_path):
    path = tmp_path / "codes.csv"
    rows = [f"u{unit},c{coder},{code}" for coder, line in enumerate(FOUR) for unit, code in enumerate(line.split())]
    path.write_text("\n".join(["unit,coder,code", *rows]) + "\n", encoding="utf-8")
    return path


def rows_of(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answer(result) -> dict:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout, parse_constant=lambda name: pytest.fail(name))


def test_agreement_prints_numbers(tyndau, codes):
    told = answer(tyndau("coding", "agreement", codes, "--level", "ordinal", "--resamples", 200))
    assert round(told["alpha"], 3) == 0.815
    assert (told["units"], told["units_passed_over"], told["coders"], told["missing"]) == (11, 1, 4, 7)
    assert told["low"] < told["alpha"] <= told["high"]
    assert told["gate"] == "exploratory"
    assert [row["name"] for row in told["categories"]] == ["1", "2", "3", "4", "5"]


def test_one_coder_is_told_in_words_and_null(tyndau, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("unit,coder,code\nu1,dana,a\nu2,dana,b\n", encoding="utf-8")
    result = tyndau("coding", "agreement", path, "--level", "nominal")
    assert (answer(result)["alpha"], answer(result)["reason"]) == (None, "one-coder")
    assert "one coder only" in result.stderr


def test_rejected_rows_are_counted_with_their_reason(tyndau, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("unit,coder,code\nu1,a,asks\nu1,b,asks\nu2,a,neither\nu2,b,neither\nu3,a,wants\n", encoding="utf-8")
    result = tyndau("coding", "agreement", path, "--codebook", EXAMPLE)
    told = answer(result)
    assert (told["level"], told["rejected"]) == ("nominal", {"row.unknown-code": 1})
    assert "Row 6 rejected" in result.stderr
    assert {row["name"]: row["reason"] for row in told["categories"]}["complains"] == "unused"


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "input.empty"), ("unit,coder,code\n", "coding.no-rows"), ("a,b\n1,2\n", "coding.no-column"),
     ("unit,coder,code\nu,a,1\nu,a,2\n", "coding.two-codes")],
)  # fmt: skip
def test_unusable_files_are_refused_with_their_code(tyndau, tmp_path, content, code):
    path = tmp_path / "codes.csv"
    path.write_text(content, encoding="utf-8")
    result = tyndau("coding", "agreement", path, "--level", "interval")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"[{code}]" in result.stderr


def test_check_tells_all_mistakes_and_ends_with_1(tyndau, tmp_path):
    assert tyndau("coding", "check", EXAMPLE).exit_code == 0
    path = tmp_path / "book.toml"
    shutil.copy(EXAMPLE, path)
    path.write_text(path.read_text(encoding="utf-8").replace('"complains"', '"asks"').replace("nominal", "nominel"))
    result = tyndau("coding", "check", path)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2


def test_a_sample_names_nobody_and_is_drawn_again_by_its_seed(tyndau, heard, tmp_path):
    call = ("coding", "sample", heard, "--n", 40, "--by", "language", "--seed", 3)
    assert tyndau(*call, "--out", tmp_path / "a.csv").exit_code == 0
    assert tyndau(*call, "--out", tmp_path / "b.csv").exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
    rows = rows_of(tmp_path / "a.csv")
    assert len(rows) == len({row["unit"] for row in rows}) == 40
    assert list(rows[0]) == ["unit", "text", "stratum", "probability", "language"]
    assert all(len(row["unit"]) == 16 and ":" not in row["unit"] for row in rows)
    again = tyndau(*call, "--out", tmp_path / "a.csv")
    assert (again.exit_code, "[output.exists]" in again.stderr) == (2, True)


def test_sample_and_predictions_of_one_topic_speak_of_the_same_posts(tyndau, heard, tmp_path):
    posts = runfolder.read_table(heard, "posts.parquet", ["topic"])["topic"].to_pylist()
    topic, n = Counter(filter(None, posts)).most_common(1)[0]
    for verb, more in (("sample", ("--n", len(posts))), ("predictions", ("--column", "topic"))):
        call = ("coding", verb, heard, *more, "--topic", topic, "--out", tmp_path / f"{verb}.csv")
        assert tyndau(*call).exit_code == 0
    drawn, said = (rows_of(tmp_path / f"{verb}.csv") for verb in ("sample", "predictions"))
    assert len(drawn) == n
    assert {row["unit"] for row in drawn} == {row["unit"] for row in said}
    assert {row["predicted"] for row in said} == {topic}


def test_a_topic_that_nobody_spoke_of_is_refused(tyndau, heard, tmp_path):
    refused = tyndau("coding", "sample", heard, "--n", 5, "--topic", "dragons", "--out", tmp_path / "none.csv")
    assert (refused.exit_code, "[coding.nothing-to-sample]" in refused.stderr) == (2, True)
    assert not (tmp_path / "none.csv").exists()


def test_a_text_that_looks_like_a_formula_is_computed_by_no_spreadsheet(tyndau, key_file, tmp_path):
    source, out = tmp_path / "posts.ndjson", tmp_path / "sample.csv"
    said = [("=1+1 су жоқ, көмектесіңіздер", 1), ("Нет воды второй день, помогите", 2)]
    rows = [{"id": str(n), "created_at": f"2026-03-0{n}T09:00:00Z", "author": f"a{n}", "platform": "vk", "text": text}
            for text, n in said]  # fmt: skip
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert tyndau("listen", source, "--out", tmp_path / "run").exit_code == 0
    assert tyndau("coding", "sample", tmp_path / "run", "--n", 5, "--out", out).exit_code == 0
    assert sorted(row["text"][:2] for row in rows_of(out)) == ["'=", "Не"]


def test_from_the_sample_to_the_share(tyndau, heard, tmp_path):
    sample, codes, final, said = (tmp_path / f"{name}.csv" for name in ("sample", "codes", "final", "said"))
    assert (
        tyndau("coding", "sample", heard, "--n", 60, "--by", "kind", "--allocation", "equal", "--out", sample).exit_code
        == 0
    )
    assert tyndau("coding", "predictions", heard, "--column", "kind", "--out", said).exit_code == 0
    predicted = {row["unit"]: row["predicted"] for row in rows_of(said)}
    lines = ["unit,coder,code"]
    for number, row in enumerate(rows_of(sample)):
        truth = "complaint" if number % 10 == 0 else predicted[row["unit"]]
        lines += [f"{row['unit']},dana,{truth}", f"{row['unit']},timur,{truth}"]
    codes.write_text("\n".join(lines), encoding="utf-8")
    settled = answer(tyndau("coding", "final", codes, "--sample", sample, "--out", final))
    assert settled["how"] == {"agreed": 60}
    call = ("coding", "share", "--predictions", said, "--codes", final, "--category", "complaint")
    for method in ("ppi", "rogan-gladen", "plain"):
        told = answer(tyndau(*call, "--method", method))
        assert told["n"] == 60
        assert told["effective_n"] < 60
        assert 0 <= told["low"] <= told["share"] <= told["high"] <= 1
    cells = answer(tyndau("coding", "confusion", "--predictions", said, "--codes", final))["cells"]
    assert sum(cell["n"] for cell in cells) == 60
    assert {cell["group"] for cell in cells} <= {"kk", "ru", "en", "mixed", "other"}


def test_a_unit_outside_the_sample_has_no_chance(tyndau, codes, tmp_path):
    sample = tmp_path / "sample.csv"
    sample.write_text("unit,probability\nu1,0.5\n", encoding="utf-8")
    result = tyndau("coding", "final", codes, "--sample", sample, "--out", tmp_path / "final.csv")
    assert (result.exit_code, "[coding.not-in-sample]" in result.stderr) == (2, True)


def test_without_human_codes_only_the_classifier_speaks(tyndau, tmp_path):
    said = tmp_path / "said.csv"
    said.write_text("unit,predicted\nu1,asks\nu2,\n", encoding="utf-8")
    call = ("coding", "share", "--predictions", said, "--category", "asks")
    result = tyndau(*call, "--method", "plain")
    assert (answer(result)["share"], answer(result)["low"], answer(result)["reason"]) == (0.5, None, "classifier-only")
    assert "Nobody coded" in result.stderr
    assert "[coding.nobody-coded]" in tyndau(*call).stderr


def test_a_classifier_learns_from_the_coded_sample_and_answers_for_every_post(tyndau, heard, tmp_path):
    names = ("sample", "codes", "coded", "said")
    sample, codes, coded, said = (tmp_path / f"{name}.csv" for name in names)
    model = tmp_path / "ours.model"
    assert tyndau("coding", "sample", heard, "--n", 60, "--out", sample).exit_code == 0
    units = [row["unit"] for row in rows_of(sample)]
    given = [f"{unit},{coder},{'asks' if n % 2 else 'tells'}" for n, unit in enumerate(units) for coder in "AB"]
    codes.write_text("\n".join(["unit,coder,code", *given]) + "\n", encoding="utf-8")
    assert tyndau("coding", "final", codes, "--sample", sample, "--texts", "--out", coded).exit_code == 0
    texts = {row["unit"]: row["text"] for row in rows_of(sample)}
    assert all(row["text"] == texts[row["unit"]] for row in rows_of(coded))
    told = tyndau("topics", "train", coded, "--text", "text", "--label", "code", "--model", model)
    assert told.exit_code == 0, told.stderr
    assert tyndau("coding", "predictions", heard, "--model", model, "--out", said).exit_code == 0
    posts = runfolder.read_table(heard, "posts.parquet", ["post"]).num_rows
    found = rows_of(said)
    assert len(found) == posts, "the model answers also where it alone would keep silent"
    assert {row["predicted"] for row in found} <= {"asks", "tells"}


@pytest.mark.parametrize("options", [(), ("--column", "kind", "--model", "ours.model")])
def test_predictions_come_from_the_run_or_from_a_model(tyndau, heard, tmp_path, options):
    result = tyndau("coding", "predictions", heard, *options, "--out", tmp_path / "said.csv")
    assert result.exit_code == 2
    assert "One of --column and --model" in result.stderr


def test_texts_without_their_sample_are_refused(tyndau, codes, tmp_path):
    assert tyndau("coding", "final", codes, "--texts", "--out", tmp_path / "final.csv").exit_code == 2
