"""The verbs of `tyndau coding`: draw texts to code, check a codebook, measure agreement, settle codes, tell a share."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow.compute as pc

from tyndau import coding_files, keys
from tyndau.listening import pseudonyms, runfolder
from tyndau.listening.coding import adjudication, agreement, codes, confusion, samples, share, table_file
from tyndau.listening.coding.alpha import LEVELS
from tyndau.listening.coding.codebook import parse
from tyndau.listening.coding.gate import Gate
from tyndau.listening.coding.refusals import BadCodebook
from tyndau.words import Words

Verb = Callable[..., None]
Say = Callable[[], Words]
PREDICTED = ("topic", "kind")
codebook_option = click.option("--codebook", "book", metavar="FILE", help="Codebook; other codes are rejected.")
voices_option = click.option("--voices", "only_voices", is_flag=True, help="Only posts that are voices of a demand.")
topic_option = click.option("--topic", metavar="TOPIC", help="Only posts of this topic, as the run says.")
replace_option = click.option("--replace", is_flag=True, help="Replace a file written before.")
confidence_option = click.option(
    "--confidence", default=0.95, show_default=True, type=click.FloatRange(0.5, 0.999), help="Of the interval."
)


def group(refusing: Callable[[Verb], Verb], say: Say) -> click.Group:
    """`tyndau coding`, made for a command that knows how refusals are told and in which language."""

    @click.group()
    def coding() -> None:
        """Content analysis: people code a sample, their agreement is measured, a share is told with its error."""

    for verb in (*_drawing(refusing), *_measuring(refusing, say), _check(refusing, say)):
        coding.add_command(verb)
    return coding


def _drawing(refusing: Callable[[Verb], Verb]) -> list[click.Command]:
    @click.command()
    @click.argument("run", type=click.Path(path_type=Path))
    @click.option("--n", required=True, type=click.IntRange(1, 1_000_000), help="Texts to draw.")
    @click.option("--by", type=click.Choice(samples.STRATA), help="Draw from each of its values apart.")
    @click.option("--allocation", default="proportional", show_default=True, type=click.Choice(samples.ALLOCATIONS))
    @voices_option
    @topic_option
    @click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1))
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV to write.")
    @replace_option
    @refusing
    def sample(
        run: Path, n: int, by: str | None, allocation: str, only_voices: bool, topic: str | None, seed: int, out: Path,
        replace: bool,
    ) -> None:  # fmt: skip
        """Draw texts of the folder RUN for people to code: unit, text, stratum, probability, language."""
        key, population, posts = _population(run, by, only_voices, topic)
        drawn = samples.sample(population, n, seed, allocation).to_pylist()
        found = [
            (_unit(key, row["post"]), table_file.cell(text), row["stratum"], row["probability"], language)
            for row in drawn for text, language in [posts[row["post"]]]
        ]  # fmt: skip
        coding_files.write(out, ("unit", "text", "stratum", "probability", "language"), found, replace)

    @click.command()
    @click.argument("run", type=click.Path(path_type=Path))
    @click.option("--column", type=click.Choice(PREDICTED), help="What the engine said of each post.")
    @click.option("--model", type=click.Path(path_type=Path), help="Or what this trained model says of it.")
    @voices_option
    @topic_option
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV to write.")
    @replace_option
    @refusing
    def predictions(
        run: Path, column: str | None, model: Path | None, only_voices: bool, topic: str | None, out: Path,
        replace: bool,
    ) -> None:  # fmt: skip
        """Write what the engine said of each post of RUN under the sample's names: unit, predicted, language."""
        if (column is None) == (model is None):
            raise click.UsageError("One of --column and --model is needed.")
        key, population, _ = _population(run, column, only_voices, topic)
        posts = runfolder.read_table(run, "posts.parquet", ["post", column or "text", "language"])
        wanted = posts.filter(pc.is_in(posts["post"], population["post"].combine_chunks()))
        said = wanted[column].to_pylist() if column else _said(wanted, model)
        pairs = zip(wanted["post"].to_pylist(), said, wanted["language"].to_pylist(), strict=True)
        found = sorted((_unit(key, post), one or "", language) for post, one, language in pairs)
        coding_files.write(out, ("unit", "predicted", "language"), found, replace)

    return [sample, predictions]


def _said(posts: Any, model: Path | None) -> list[str]:
    """The likeliest label of each text, also where the model alone would keep silent: a share needs all of them."""
    from tyndau.listening.topics import classifier, model_file  # they take a while to load

    found = classifier.predict(posts, model_file.load(Path(str(model))), 1)
    return [labels[0] for labels in found["labels"].to_pylist()]


def _measuring(refusing: Callable[[Verb], Verb], say: Say) -> list[click.Command]:
    @click.command(name="agreement")
    @click.argument("file", metavar="CODES.csv")
    @click.option("--level", type=click.Choice(LEVELS), help="Scale of the codes; the codebook's when not given.")
    @codebook_option
    @click.option("--by", default="language", show_default=True, help="Column of groups to measure apart, if there.")
    @click.option("--resamples", default=agreement.RESAMPLES, show_default=True, type=click.IntRange(100, 100_000))
    @click.option("--seed", default=agreement.SEED, show_default=True, type=click.IntRange(0, 2**63 - 1))
    @confidence_option
    @click.option("--tentative", default=Gate.tentative, show_default=True, type=click.FloatRange(0, 1))
    @click.option("--usable", default=Gate.usable, show_default=True, type=click.FloatRange(0, 1))
    @refusing
    def agree(
        file: str, level: str | None, book: str | None, by: str, resamples: int, seed: int, confidence: float,
        tentative: float, usable: float,
    ) -> None:  # fmt: skip
        """Krippendorff's alpha of coders: CSV with unit, coder, code (- is standard input)."""
        codebook = coding_files.codebook_of(book)
        scale = level or (codebook.level if codebook else None)
        if scale is None:
            raise click.UsageError("--level or --codebook is needed.")
        if tentative > usable:
            raise click.UsageError("--tentative lies above --usable.")
        known = codebook.codes if codebook else None
        read = codes.read_codes(coding_files.content_of(file), file, scale, known, by.strip().lower())
        bootstrap = agreement.Bootstrap(resamples, seed, confidence)
        told = agreement.agreement(read.table, scale, known, by.strip().lower(), bootstrap).to_pylist()
        gate, whole = Gate(tentative, usable), told[0]
        for row in told:
            row["gate"] = gate.verdict(row["low"], row["units"])
        coding_files.tell_rejected(read, say())
        if whole["reason"]:
            click.echo(say()(f"coding.reason.{whole['reason']}"), err=True)
        units = len(pc.unique(read.table["unit"]))
        coding_files.print_json(
            {
                **coding_files.without(whole, "scope", "name"),
                "level": scale,
                "confidence": confidence,
                "seed": seed,
                "units_passed_over": units - whole["units"],
                **coding_files.counted(read),
                "codebook": {"version": codebook.version} if codebook else None,
                "categories": [coding_files.without(row, "scope") for row in told if row["scope"] == "category"],
                "groups": [coding_files.without(row, "scope") for row in told if row["scope"] == "group"],
            }
        )

    @click.command(name="final")
    @click.argument("file", metavar="CODES.csv")
    @click.option("--adjudicated", metavar="FILE", help="CSV with unit, code: what a third person decided.")
    @codebook_option
    @click.option("--sample", "drawn", metavar="FILE", help="The drawn sample: its chances are carried over.")
    @click.option("--texts", is_flag=True, help="Also the text of each unit, to train a classifier with.")
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="CSV to write.")
    @replace_option
    @refusing
    def final(
        file: str, adjudicated: str | None, book: str | None, drawn: str | None, texts: bool, out: Path, replace: bool
    ) -> None:
        """One code a unit from several coders: agreed, majority, adjudicated; and who differs."""
        if texts and drawn is None:
            raise click.UsageError("--texts needs --sample.")
        codebook = coding_files.codebook_of(book)
        known = codebook.codes if codebook else None
        read = codes.read_codes(coding_files.content_of(file), file, "nominal", known)
        decided = (
            codes.read_final(coding_files.content_of(adjudicated), adjudicated, known).table if adjudicated else None
        )
        chances = codes.read_chances(coding_files.content_of(drawn), drawn) if drawn else None
        rows = adjudication.final(read.table, decided).to_pylist()
        if chances is not None:
            codes.require_chances([row["unit"] for row in rows], chances, str(drawn))
        written = codes.read_texts(coding_files.content_of(str(drawn)), str(drawn)) if texts else {}
        names = ("unit", "code", "how", "coders", "differs", *(("probability",) if chances is not None else ()),
                 *(("text",) if texts else ()))  # fmt: skip
        found = [
            (row["unit"], row["code"] or "", row["how"], row["coders"], " ".join(row["differs"]),
             *((chances[row["unit"]],) if chances is not None else ()),
             *((table_file.cell(written.get(row["unit"], "")),) if texts else ()))
            for row in rows
        ]  # fmt: skip
        coding_files.write(out, names, found, replace)
        coding_files.tell_rejected(read, say())
        coding_files.print_json(
            {
                "units": len(rows),
                "how": dict(sorted(Counter(row["how"] for row in rows).items())),
                **coding_files.counted(read),
            }
        )

    @click.command(name="share")
    @click.option("--predictions", "predicted", metavar="FILE", help="CSV with unit, predicted: all units.")
    @click.option("--codes", "coded", metavar="FILE", help="CSV with unit, code, and weight or probability.")
    @click.option("--category", required=True, help="Code whose share is wanted.")
    @click.option("--method", default="ppi", show_default=True, type=click.Choice(share.METHODS))
    @click.option("--exact", is_flag=True, help="Clopper-Pearson instead of Wilson, for plain.")
    @codebook_option
    @confidence_option
    @refusing
    def tell_share(
        predicted: str | None, coded: str | None, category: str, method: str, exact: bool, book: str | None,
        confidence: float,
    ) -> None:  # fmt: skip
        """The share of a category with its interval, the classifier's error included."""
        if predicted is None and coded is None:
            raise click.UsageError("--codes or --predictions is needed.")
        codebook = coding_files.codebook_of(book)
        known = codebook.codes if codebook else None
        said = codes.read_predictions(coding_files.content_of(predicted), predicted) if predicted else None
        human = codes.read_final(coding_files.content_of(coded), coded, known) if coded else None
        tables = {"predictions": said and said.table, "codes": human and human.table}
        row = share.share(category, method, **tables, known=known, exact=exact, confidence=confidence).to_pylist()[0]
        for read in (said, human):
            if read is not None:
                coding_files.tell_rejected(read, say())
        if row["reason"]:
            click.echo(say()(f"coding.reason.{row['reason']}"), err=True)
        rejected = Counter[str]()
        for read in (said, human):
            rejected.update(read.rejected["reason"].to_pylist() if read else [])
        coding_files.print_json(
            {**row, "confidence": confidence, "missing": human.missing if human else 0, "rejected": dict(rejected)}
        )

    @click.command(name="confusion")
    @click.option("--predictions", "predicted", required=True, metavar="FILE", help="CSV with unit, predicted.")
    @click.option("--codes", "coded", required=True, metavar="FILE", help="CSV with unit, code.")
    @click.option("--by", default="language", show_default=True, help="Column of the predictions, if there.")
    @confidence_option
    @refusing
    def tell_confusion(predicted: str, coded: str, by: str, confidence: float) -> None:
        """What the classifier says of texts that people coded, by language, with intervals."""
        by = by.strip().lower()
        said = codes.read_predictions(coding_files.content_of(predicted), predicted, by)
        human = codes.read_final(coding_files.content_of(coded), coded)
        coding_files.tell_rejected(human, say())
        cells = confusion.confusion(human.table, said.table, by, confidence).to_pylist()
        coding_files.print_json({"by": by, "confidence": confidence, "cells": cells, **coding_files.counted(human)})

    return [agree, final, tell_share, tell_confusion]


def _check(refusing: Callable[[Verb], Verb], say: Say) -> click.Command:
    @click.command()
    @click.argument("file", metavar="CODEBOOK.toml")
    @refusing
    def check(file: str) -> None:
        """Check a codebook; exit code 1 where it has mistakes, each on a line of its own."""
        try:
            codebook = parse(coding_files.content_of(file), file)
        except BadCodebook as refused:
            for finding in refused.findings:
                click.echo(f"!!  {finding.tell(say().language)}")
            raise SystemExit(1) from None
        name = codebook.name[say().language]
        n = len(codebook.categories)
        click.echo(say()("coding.checked", name=name, version=codebook.version, level=codebook.level, n=n))

    return check


def _unit(key: bytes, post: str) -> str:
    """A name that leads back to the post only for who holds the key; the same in every sample of one key."""
    return pseudonyms.pseudonym(key, "coding-unit", post)


def _population(
    run: Path, by: str | None, only_voices: bool, topic: str | None
) -> tuple[bytes, Any, dict[str, tuple[str, str]]]:
    """The key, the posts that may be drawn, and of each post its text and language."""
    key = keys.load(keys.key_path())
    runfolder.read_run(run)
    columns = dict.fromkeys(["post", "text", "language", *([by] if by else []), *(["topic"] if topic else [])])
    posts = runfolder.read_table(run, "posts.parquet", list(columns))
    voices = runfolder.read_table(run, "voices.parquet", ["post"]) if only_voices else None
    told = zip(posts["text"].to_pylist(), posts["language"].to_pylist(), strict=True)
    return key, samples.frame(posts, by, voices, topic), dict(zip(posts["post"].to_pylist(), told, strict=True))
