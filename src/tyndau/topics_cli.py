"""The verbs of `tyndau topics`: ask a classifier or the rules, train one's own, measure it on held-out texts."""

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import orjson

from tyndau import jurisdictions, single_stage
from tyndau.listening import understand
from tyndau.listening.parameters import Parameters
from tyndau.listening.textlines import lines_of
from tyndau.listening.topics.labelled import labelled
from tyndau.listening.topics.refusals import ModelExists
from tyndau.progress import StageProgress
from tyndau.words import Words

Verb = Callable[..., None]
SECOND = 1.0
FIGURES = (
    "accuracy",
    "f1_weighted",
    "f1_macro",
    "top3_accuracy",
    "calibration_error",
    "answered",
    "accuracy_of_answered",
)


def group(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Group:
    """`tyndau topics`, made for a command that knows how refusals are told and in which language."""

    @click.group()
    def topics() -> None:
        """What texts are about: by rules, or by a classifier with labels of one's own."""

    @topics.command()
    @click.argument("file")
    @click.option("--model", type=click.Path(path_type=Path), help="Trained model; without it the rules answer.")
    @click.option("--top", default=3, show_default=True, type=click.IntRange(1, 1000), help="Labels to name at most.")
    @click.option("--jurisdiction", default="kz", show_default=True, help="Country whose rules answer.")
    @refusing
    def predict(file: str, model: Path | None, top: int, jurisdiction: str) -> None:
        """Name the topics of each line of FILE (text, or NDJSON with `text`; - is standard input)."""
        stage = model_stage(model, top) if model else rules_stage(jurisdiction)
        single_stage.answer(file, counted(stage, say()), say())

    @topics.command()
    @click.argument("file", metavar="LABELLED.csv")
    @click.option("--text", required=True, help="Column that holds the text.")
    @click.option("--label", required=True, help="Column that holds the label.")
    @click.option("--model", required=True, type=click.Path(path_type=Path), help="File to write the model into.")
    @click.option("--seed", default=20260101, show_default=True, help="Draws the held-out folds.")
    @click.option("--replace", is_flag=True, help="Replace a model written before.")
    @refusing
    def train(file: str, text: str, label: str, model: Path, seed: int, replace: bool) -> None:
        """Train a classifier on a CSV of labelled texts (- is standard input)."""
        if model.exists() and not replace:
            raise ModelExists(path=model)
        learn(file, text, label, model, seed, say())

    @topics.command()
    @click.argument("file", metavar="LABELLED.csv")
    @click.option("--text", required=True, help="Column that holds the text.")
    @click.option("--label", required=True, help="Column that holds the label.")
    @click.option("--folds", default=5, show_default=True, type=click.IntRange(2, 20), help="Held-out folds.")
    @click.option("--seed", default=20260101, show_default=True, help="Draws the held-out folds.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
    @refusing
    def evaluate(file: str, text: str, label: str, folds: int, seed: int, as_json: bool) -> None:
        """Measure on held-out texts how often a classifier trained on LABELLED.csv is right."""
        measure(file, text, label, folds, seed, as_json, say())

    return topics


def rules_stage(jurisdiction: str) -> Callable[[Any], list[single_stage.Answer]]:
    """The topic that the rules name, with its share of all topics' scores; silent where no phrase was found."""
    country, parameters = jurisdictions.load(jurisdiction), Parameters(jurisdiction)

    def stage(texts: Any) -> list[single_stage.Answer]:
        found = understand.topics(understand.languages(texts), country, parameters)
        return [
            {"labels": [topic], "scores": [round(share, 4)], "abstained": False}
            if topic is not None
            else {"labels": [], "scores": [], "abstained": True}
            for topic, share in zip(found["topic"].to_pylist(), found["topic_share"].to_pylist(), strict=True)
        ]

    return stage


def model_stage(path: Path, top: int) -> Callable[[Any], list[single_stage.Answer]]:
    """The labels that a trained model finds likeliest, with their chances."""
    from tyndau.listening.topics import classifier, model_file

    model = model_file.load(path)

    def stage(texts: Any) -> list[single_stage.Answer]:
        found = classifier.predict(texts, model, top).to_pylist()
        return [{**row, "scores": [round(score, 4) for score in row["scores"]]} for row in found]

    return stage


def counted(
    stage: Callable[[Any], list[single_stage.Answer]], say: Words
) -> Callable[[Any], list[single_stage.Answer]]:
    """The stage, with a line on stderr after each batch once it has taken longer than a second."""
    begun, done = time.monotonic(), 0

    def told(texts: Any) -> list[single_stage.Answer]:
        nonlocal done
        answers = stage(texts)
        done += len(answers)
        if time.monotonic() - begun > SECOND:
            click.echo(say("topics.answered", n=done), err=True)
        return answers

    return told


def examples(file: str, text: str, label: str, say: Words) -> Any:
    """The labelled rows of a CSV; rows without text or label, and labels of a single row, are told on stderr."""
    table, passed_over = labelled("\n".join(lines_of(file)), file, text, label)
    if passed_over:
        click.echo(say("topics.passed-over", n=passed_over), err=True)
    alone = sum(rows == 1 for rows in Counter(table["label"].to_pylist()).values())
    if alone:
        click.echo(say("topics.alone", n=alone), err=True)
    return table


def learn(file: str, text: str, label: str, path: Path, seed: int, say: Words) -> None:
    from tyndau.listening.topics import classifier, model_file

    table = examples(file, text, label, say)
    with StageProgress(say) as progress:
        begun = time.monotonic()
        training = classifier.Training(seed=seed)
        progress.stage("training", training.folds + 1)
        model = classifier.train(table, training, lambda done, total: progress.advance(done))
        progress.finished("training", table.num_rows, time.monotonic() - begun)
    model_file.save(model, path)
    held_out = model.facts["held_out"]
    places = {"path": path, "rows": table.num_rows, "labels": len(model.labels)}
    click.echo(say("topics.trained", **places, accuracy=say.percent(held_out["accuracy"])))
    if held_out["answered"]:
        answered, right = (say.percent(held_out[name]) for name in ("answered", "accuracy_of_answered"))
        click.echo(say("topics.threshold", answered=answered, right=right))
    else:
        click.echo(say("topics.never", wanted=say.percent(training.right_share)), err=True)


def measure(
    file: str, text: str, label: str, folds: int, seed: int, as_json: bool, say: Words
) -> None:  # fmt: skip
    from tyndau.listening.topics import classifier, evaluation

    table = examples(file, text, label, say)
    with StageProgress(say) as progress:
        begun = time.monotonic()
        progress.stage("folds", folds)
        training = classifier.Training(seed=seed)
        found = evaluation.evaluate(table, training, folds, lambda done, total: progress.advance(done))
        progress.finished("folds", table.num_rows, time.monotonic() - begun)
    if as_json:
        click.echo(orjson.dumps(found))
        return
    for line in lines(found):
        click.echo(line)


def lines(found: dict[str, Any]) -> list[str]:
    """Figures aligned under the names that the JSON gives them, so that both are read alike."""
    rows = [(name, str(found[name])) for name in ("n", "labels", "distinct_texts", "folds")]
    rows += [(name, "-" if found[name] is None else f"{found[name]:.3f}") for name in FIGURES]
    rows += [(f"accuracy_at_{part}%", f"{rate:.3f}") for part, rate in found["accuracy_by_coverage"].items()]
    width = max(len(name) for name, _ in rows)
    return [f"{name:<{width}}  {value:>6}" for name, value in rows]
