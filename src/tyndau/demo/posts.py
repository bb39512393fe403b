"""Synthetic posts from the texts of this folder, in formats that networks export, and the truth that was planted.

People, troubles and places of troubles are invented; every post says that it is synthetic.
"""

import csv
import os
import random
import shutil
from collections.abc import Iterable
from dataclasses import replace as replaced
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tyndau.demo import files
from tyndau.demo.corpus import Author, corpus
from tyndau.demo.people import People
from tyndau.demo.plan import DAYS, RISING, Planted, plan
from tyndau.demo.post import Post, Truth
from tyndau.demo.tables import ASKING, material
from tyndau.refusals import Refused

POSTS = 30_000
DEMANDS = (
    "demand", "kind", "topic", "kato", "place", "planted", "posts", "accounts", "people", "first", "last", "rises",
    "peaks", "begins",
)  # fmt: skip
NONE = ("", "", "")
DECLARED = ("platform", "account", "name_kk", "name_ru", "name_en", "kind")


class DemoExists(Refused):
    code = "output.exists"


class NotADemo(Refused):
    code = "output.not-a-run"


def write(
    out: Path, count: int, seed: int, last: date, replace: bool, one_file: bool = False, brief: bool = False
) -> int:
    """Write `count` posts into `out`/posts, and what is true of them into truth.csv and demands.csv beside it,
    and the accounts that may be named into declared.csv.

    The same count, seed and last day give the same bytes. Refuses DemoExists, and NotADemo
    where --replace would destroy something else. Returns the number of posts.
    """
    if out.exists() and any(out.iterdir()):
        if not replace:
            raise DemoExists(path=out)
        if not (out / "truth.csv").is_file():
            raise NotADemo(path=out)
    rng, texts = random.Random(seed), replaced(material(), brief=brief)  # noqa: S311
    planted = plan(count, rng, texts)
    author = Author(texts, People(rng, max(count // 20, 10)), rng, last)
    made = corpus(count, planted, author)
    partial = out.parent / f".{out.name}.partial-{os.getpid()}"
    try:
        (partial / "posts").mkdir(parents=True)
        keys = files.one(partial / "posts", made) if one_file else files.several(partial / "posts", made)
        _truth(partial / "truth.csv", keys, made)
        _demands(partial / "demands.csv", planted, made, last)
        _declared(partial / "declared.csv", made)
        shutil.rmtree(out, ignore_errors=True)
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return len(made)


def _truth(path: Path, keys: Iterable[str], made: list[Post]) -> None:
    """One row a post: what is true of it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("post", *Truth._fields))
        rows.writerows((key, *post.truth) for key, post in zip(keys, made, strict=True))


def _demands(path: Path, planted: list[Planted], made: list[Post], last: date) -> None:
    """One row for each topic and region in which anybody asks and names the place, planted or not.

    Counts are plain counts over all posts of the cell: planted, background and copies. `planted` counts the planted
    ones, `people` the persons, of whom some have two accounts. No name of an account stands here. `rises` and `peaks`
    are the first and last day of a rise, `begins` the first day of a demand that was not there from the beginning.
    """
    cells: dict[tuple[str, str], list[Post]] = {}
    for post in made:
        if post.truth.kind in ASKING and post.truth.kato2:
            cells.setdefault((post.truth.topic, post.truth.kato2), []).append(post)
    of = {(one.topic, one.region): one for one in planted}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(DEMANDS)
        for (topic, region), posts in sorted(cells.items()):
            own = of.get((topic, region))
            named = (own.name, own.kind) if own else ("", "background")
            rows.writerow(
                (
                    *named, topic, f"{region}0000000", own.place if own else "",
                    sum(bool(post.truth.demand) for post in posts), len(posts),
                    len({post.account.number for post in posts}), len({post.account.person for post in posts}),
                    *(_day(edge(post.at for post in posts)) for edge in (min, max)),
                    *(_turns(own, last) if own else NONE),
                )
            )  # fmt: skip


def _declared(path: Path, made: list[Post]) -> None:
    """The channels of the publisher: the only accounts of a corpus that speak in public by office."""
    channels = sorted({(post.account.platform, files.handle(post)) for post in made if _speaks_openly(post)})
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(DECLARED)
        for number, (platform, account) in enumerate(channels, start=1):
            names = (f"Ойдан шығарылған арна {number}", f"Вымышленный канал {number}", f"Invented channel {number}")
            rows.writerow((platform, account, *names, "media"))


def _speaks_openly(post: Post) -> bool:
    return post.truth.staged.startswith("media")


def _turns(one: Planted, last: date) -> tuple[str, ...]:
    """First and last day of the rise, and the day on which the demand begins; empty where there is none."""
    start = last - timedelta(days=DAYS - 1)

    def day(number: int) -> str:
        return (start + timedelta(days=number)).isoformat()

    rise = (day(one.peak - RISING + 1), day(one.peak)) if one.peak >= 0 else ("", "")
    return (*rise, day(one.first) if one.first > 0 else "")


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
