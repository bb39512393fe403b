"""The texts of this folder, read once and laid out for drawing."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

ASKING = ("complaint", "request", "proposal", "question")
WHERE_LANGUAGE = {"kk-ru": "kk"}  # mixed posts name places in Kazakh, and greet in it
SLOT = "{where}"


class Phrasing(NamedTuple):
    """A text as a writer wrote it. `number` is its row; `placed` tells whether it has a slot for a place."""

    number: int
    topic: str
    kind: str
    language: str
    text: str
    placed: bool


class Form(NamedTuple):
    """A place as a text names it. `place` is the KATO of the city or district, empty where a region is named."""

    text: str
    place: str


@dataclass(frozen=True)
class Material:
    """All texts. Languages of forms, openers and closers are those of WHERE_LANGUAGE."""

    asking: dict[str, list[Phrasing]]  # by topic
    silent: dict[str, list[Phrasing]]  # by kind: thanks, news, advertising, chatter
    alike: dict[tuple[str, str, str], list[Phrasing]]  # by topic, kind, language
    forms: dict[tuple[str, str], list[Form]]  # by region (two digits) and language
    cities: dict[tuple[str, str], list[Form]]  # by KATO of the city or district and language
    details: dict[str, list[str]]
    frames: dict[tuple[str, str], list[str]]  # by language and position: opener, closer
    echoes: list[dict[str, str]]
    regions: list[str]
    brief: bool = False  # asking posts say one thing and at most one detail: half as long, and copies by chance

    def towns(self) -> list[str]:
        """Cities and districts, not regions, that both Kazakh and Russian texts can name."""
        both = {place for place, language in self.cities if language == "kk" and (place, "ru") in self.cities}
        return sorted(place for place in both if not place.endswith("0000000"))


def table(name: str) -> list[dict[str, str]]:
    """One of this folder's CSV tables."""
    text = resources.files("tyndau.demo").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def material() -> Material:
    """Everything that posts are made of."""
    asking, silent, alike = defaultdict(list), defaultdict(list), defaultdict(list)
    for number, row in enumerate(table("phrasings.csv"), start=1):
        one = Phrasing(number, row["topic"], row["kind"], row["language"], row["text"], SLOT in row["text"])
        alike[one.topic, one.kind, one.language].append(one)
        if one.kind in ASKING and one.topic:
            asking[one.topic].append(one)
        elif one.kind not in ASKING:
            silent[one.kind].append(one)
    forms, cities = defaultdict(list), defaultdict(list)
    for row in table("where.csv"):
        form = Form(row["form"], row["place"])
        forms[row["kato2"], row["language"]].append(form)
        if form.place:
            cities[form.place, row["language"]].append(form)
    details, frames = defaultdict(list), defaultdict(list)
    for row in table("details.csv"):
        details[row["language"]].append(row["text"])
    for row in table("frames.csv"):
        frames[row["language"], row["position"]].append(row["text"])
    regions = sorted({region for region, _ in forms})
    return Material(
        dict(asking), dict(silent), dict(alike), dict(forms), dict(cities), dict(details), dict(frames),
        table("echoes.csv"), regions,
    )  # fmt: skip
