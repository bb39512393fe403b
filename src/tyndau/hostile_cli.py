"""The verb `tyndau hostile`: which lines a moderator should look at, and why; it takes nothing away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tyndau import single_stage
from tyndau.listening.hostile import lexicon as lexicons
from tyndau.listening.hostile.flags import THRESHOLD, hostile
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise
from tyndau.words import Words

Verb = Callable[..., None]


def verb(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Command:
    """`tyndau hostile`, made for a command that knows how refusals are told and in which language."""

    @click.command("hostile")
    @click.argument("file")
    @click.option("--lexicon", type=click.Path(path_type=Path), help="Terms of your own (CSV); see docs.")
    @click.option(
        "--threshold", default=THRESHOLD, show_default=True, type=click.FloatRange(0, 1), help="Least score of a flag."
    )
    @refusing
    def flag(file: str, lexicon: Path | None, threshold: float) -> None:
        """Flag lines of FILE that may contain a threat, incitement or an insult (text, or NDJSON with `text`)."""
        terms = lexicons.read(lexicon) if lexicon else lexicons.shipped()
        single_stage.answer(file, stage(terms, threshold, say()), say())
        click.echo(say()("hostile.exploratory"), err=True)

    return flag


def stage(lexicon: lexicons.Lexicon, threshold: float, say: Words) -> Callable[[Any], list[single_stage.Answer]]:
    """code, score, and the sentence for the moderator; code and note null without a flag, score null if not read."""

    def answers(texts: Any) -> list[single_stage.Answer]:
        posts = normalise(texts)
        posts = posts.append_column("language", detect(posts)["language"])
        found = hostile(posts, lexicon, threshold=threshold)
        return [
            {"code": code, "score": score, "note": say(f"hostile.{code}") if code else None}
            for code, score in zip(found["code"].to_pylist(), found["score"].to_pylist(), strict=True)
        ]

    return answers
