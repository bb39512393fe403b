"""Synthetic posts from the phrasings of this folder, in three file formats, and the truth that was planted.

People, troubles and places of troubles are invented; every post says that it is synthetic.
"""

import csv
import json
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from tyndau.refusals import Refused

DAYS = 120
NOISE = 0.32  # part of the posts that asks for nothing
NAMED = 70  # demands that are planted on purpose; the rest of the asking posts is scattered
EPISODE = ("heating", "55")  # rises in the last week: one tension episode
PLATFORMS = (("telegram", 0.4), ("vk", 0.25), ("instagram", 0.15), ("youtube", 0.1), ("forum", 0.1))
WHERE_LANGUAGE = {"kk-ru": "kk"}  # mixed posts name places in Kazakh
HERE = {"kk": "осында", "kk-plain": "осында", "kk-latn": "osynda", "ru": "здесь", "en": "here"}
TRUTH = ("post", "topic", "kind", "kato2", "language", "campaign")


class DemoExists(Refused):
    code = "output.exists"


class NotADemo(Refused):
    code = "output.not-a-run"


@dataclass(frozen=True)
class Post:
    platform: str
    id: int
    author: str
    at: datetime
    text: str
    truth: dict[str, str]


def write(out: Path, count: int, seed: int, last: date, replace: bool, one_file: bool = False) -> int:
    """Write `count` posts into `out`/posts (telegram.json, networks.ndjson, forum.csv) and their truth.csv beside them.

    The same count, seed and last day give the same bytes. Refuses DemoExists, and NotADemo
    where --replace would destroy something else. Returns the number of posts.
    """
    if out.exists() and any(out.iterdir()):
        if not replace:
            raise DemoExists(path=out)
        if not (out / "truth.csv").is_file():
            raise NotADemo(path=out)
    made = sorted(_posts(count, random.Random(seed), last), key=lambda post: (post.at, post.id))  # noqa: S311
    partial = out.parent / f".{out.name}.partial-{os.getpid()}"
    try:
        (partial / "posts").mkdir(parents=True)
        _write_files(partial, made, one_file)
        shutil.rmtree(out, ignore_errors=True)
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return len(made)


def _write_files(folder: Path, made: list[Post], one_file: bool) -> None:
    """The three formats, or all posts in one NDJSON file, and the truth."""
    posts = folder / "posts"
    if one_file:
        _ndjson(posts / "all.ndjson", made)
    else:
        _three_formats(posts, made)
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, TRUTH, lineterminator="\n")
        rows.writeheader()
        for post in made:
            native = f"777000/{post.id}" if post.platform == "telegram" and not one_file else str(post.id)
            rows.writerow({"post": f"{post.platform}:{native}", **post.truth})


def table(name: str) -> list[dict[str, str]]:
    """One of this folder's CSV tables."""
    text = resources.files("tyndau.demo").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _three_formats(posts: Path, made: list[Post]) -> None:
    _telegram(posts / "telegram.json", [post for post in made if post.platform == "telegram"])
    _ndjson(posts / "networks.ndjson", [post for post in made if post.platform in ("vk", "instagram", "youtube")])
    _csv(posts / "forum.csv", [post for post in made if post.platform == "forum"])


def _posts(count: int, rng: random.Random, last: date) -> Iterator[Post]:
    phrasings, where, frames = table("phrasings.csv"), _where(), table("frames.csv")
    details: dict[str, list[str]] = {}
    for one in table("details.csv"):
        details.setdefault(one["language"], []).append(one["text"])
    asking = [
        one for one in phrasings if one["topic"] and one["kind"] in ("complaint", "request", "proposal", "question")
    ]
    other = [one for one in phrasings if one not in asking]
    by_topic: dict[str, list[dict[str, str]]] = {}
    for one in asking:
        by_topic.setdefault(one["topic"], []).append(one)
    regions = sorted({region for region, _ in where})
    planted = [EPISODE, *((rng.choice(sorted(by_topic)), rng.choice(regions)) for _ in range(NAMED - 1))]
    weights = [1 / (rank + 2) for rank in range(NAMED)]
    campaigns = list(_campaigns(count, rng, last))
    yield from campaigns
    for number in range(len(campaigns), count):
        day = last - timedelta(days=rng.randrange(DAYS))
        if rng.random() < NOISE:
            phrasing, region = rng.choice(other), rng.choice(regions)
        else:
            topic, region = rng.choices(planted, weights)[0]
            if rng.random() < 0.35:
                topic, region = rng.choice(sorted(by_topic)), rng.choice(regions)
            if (topic, region) == EPISODE and rng.random() < 0.6:
                day = last - timedelta(days=rng.randrange(6))
            phrasing = rng.choice(by_topic[topic])
        text, named = _filled(phrasing, region, where, rng)
        if phrasing in asking:
            text = _continued(text, phrasing, by_topic[phrasing["topic"]], rng)
            text = _framed(text, phrasing["language"], frames, details, rng)
        truth = {
            "topic": phrasing["topic"], "kind": phrasing["kind"], "kato2": region if named else "",
            "language": phrasing["language"], "campaign": "",
        }  # fmt: skip
        yield _post(number, day, text, truth, rng, people=max(count // 3, 20))


def _where() -> dict[tuple[str, str], list[str]]:
    forms: dict[tuple[str, str], list[str]] = {}
    for one in table("where.csv"):
        forms.setdefault((one["kato2"], one["language"]), []).append(one["form"])
    return forms


def _filled(
    phrasing: dict[str, str], region: str, where: dict[tuple[str, str], list[str]], rng: random.Random
) -> tuple[str, bool]:
    """The text with its place, capital at the start as the writer had it; and whether it names a place."""
    text = phrasing["text"]
    if "{where}" not in text:
        return text, False
    language = WHERE_LANGUAGE.get(phrasing["language"], phrasing["language"])
    form = rng.choice(where[region, language])
    return text.replace("{where}", form[0].upper() + form[1:] if text.startswith("{where}") else form), True


def _continued(text: str, phrasing: dict[str, str], same_topic: list[dict[str, str]], rng: random.Random) -> str:
    """Two posts in three say more: a second text on the same topic, of the same kind and language, as people go on."""
    more = [
        one["text"]
        for one in same_topic
        if one["language"] == phrasing["language"] and one["kind"] == phrasing["kind"] and one is not phrasing
    ]
    if not more or rng.random() < 0.33:
        return text
    here = HERE[WHERE_LANGUAGE.get(phrasing["language"], phrasing["language"])]
    second = rng.choice(more)
    first_word = here.capitalize() if second.startswith("{where}") else here
    return f"{text.rstrip('.')}. {second.replace('{where}', first_word)}"


def _framed(
    text: str, language: str, frames: list[dict[str, str]], details: dict[str, list[str]], rng: random.Random
) -> str:
    """The text as one person tells it: a greeting perhaps, one to three details of his own, a last word perhaps."""
    mine = [one for one in frames if one["language"] == WHERE_LANGUAGE.get(language, language)]
    if rng.random() < 0.3:
        text = rng.choice([one["text"] for one in mine if one["position"] == "opener"]) + " " + text
    own = rng.sample(details[language], rng.choice((1, 1, 2, 2, 3)))
    text = ". ".join([text.rstrip("."), *(one.rstrip(".") for one in own)])
    if rng.random() < 0.2:
        text = text + ". " + rng.choice([one["text"] for one in mine if one["position"] == "closer"])
    return text


def _campaigns(count: int, rng: random.Random, last: date) -> Iterator[Post]:
    """Copies of one text by many accounts within a day and a half, a word changed here and there."""
    number = 0
    for one in table("echoes.csv"):
        day = last - timedelta(days=rng.randrange(10, DAYS - 10))
        for _ in range(max(count // 100, 6)):
            words = one["text"].split()
            if rng.random() < 0.6:
                words.insert(rng.randrange(1, len(words)), rng.choice(("!!!", "да", "иә", "👇", "👍")))
            truth = {
                "topic": one["topic"], "kind": "complaint", "kato2": one["kato2"], "language": one["language"],
                "campaign": one["campaign"],
            }  # fmt: skip
            shift = timedelta(days=rng.randrange(2))
            yield _post(number, day + shift, " ".join(words), truth, rng, people=count)
            number += 1


def _post(number: int, day: date, text: str, truth: dict[str, str], rng: random.Random, people: int) -> Post:
    platform = rng.choices([name for name, _ in PLATFORMS], [weight for _, weight in PLATFORMS])[0]
    # A few write much, most write once: the square pushes the draw towards the low numbers.
    author = f"demo-{platform}-{int(people * rng.random() ** 2)}"
    at = datetime(
        day.year, day.month, day.day, rng.choice((3, 4, 5, 8, 9, 12, 13, 14, 15, 16)), rng.randrange(60), tzinfo=UTC
    )
    return Post(platform, number + 1, author, at, text, truth)


def _telegram(path: Path, posts: list[Post]) -> None:
    messages: list[dict[str, Any]] = [
        {"id": 0, "type": "service", "date": "2026-01-01T00:00:00", "action": "create_group", "text": ""}
    ]
    for post in posts:
        messages.append(
            {
                "id": post.id, "type": "message", "date": post.at.isoformat()[:19],
                "date_unixtime": str(int(post.at.timestamp())), "from": f"Demo {post.author}",
                "from_id": f"user{post.author}",
                "text": post.text, "text_entities": [{"type": "plain", "text": post.text}], "synthetic": True,
            }
        )  # fmt: skip
    chat = {"name": "Synthetic demo chat", "type": "public_supergroup", "id": 777000, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _ndjson(path: Path, posts: list[Post]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for post in posts:
            row = {
                "platform": post.platform, "id": str(post.id), "author": post.author, "created_at": post.at.isoformat(),
                "text": post.text, "synthetic": True,
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(path: Path, posts: list[Post]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\n")
        rows.writerow(("platform", "id", "author", "created_at", "text", "synthetic"))
        for post in posts:
            rows.writerow(("forum", post.id, post.author, post.at.isoformat(), post.text, "true"))
