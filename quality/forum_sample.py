"""Twice thirty posts of the real forum, drawn by printed seeds, read by two readers, held against what the run says.

    python quality/forum_sample.py RUN --write SAMPLE.json    the drawn posts with texts, for the readers
    python quality/forum_sample.py RUN                        agreement with quality/forum_labels.csv

The labels hold numbers of posts and codes, never a text. Readers see the posts and the codebook (topics.csv),
not the run. SAMPLE.json stays outside the repository. The readers knew 34 topics; topics_of_34.csv says to which of
them each of today's topics belonged.
"""

import argparse
import csv
import json
import random
from pathlib import Path

import pyarrow.parquet as pq

SEEDS, COUNT = (20261124, 20261125), 30
ASKING = ("complaint", "request", "proposal", "question")
LABELS = Path(__file__).with_name("forum_labels.csv")
OF_34 = Path(__file__).with_name("topics_of_34.csv")


def drawn(run: Path, seed: int) -> list[dict[str, str]]:
    table = pq.read_table(run / "posts.parquet", columns=["post", "text", "topic", "territory", "kind"])
    with OF_34.open(encoding="utf-8") as file:
        coarse = {row["topic"]: row["of_34"] for row in csv.DictReader(file)}
    rows = {row["post"]: {**row, "topic": coarse.get(row["topic"])} for row in table.to_pylist()}
    return [rows[post] for post in random.Random(seed).sample(sorted(rows), COUNT)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("run", type=Path)
    arguments.add_argument("--write", type=Path)
    arguments.add_argument("--seed", type=int, default=SEEDS[-1])
    given = arguments.parse_args()
    if given.write:
        posts = drawn(given.run, given.seed)
        sample = [{"post": post["post"], "text": post["text"]} for post in posts]
        given.write.write_text(json.dumps(sample, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"seed {given.seed}, {COUNT} posts")
        return
    with LABELS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for seed in SEEDS:
        print(f"seed {seed}, {COUNT} posts")
        compare(drawn(given.run, seed), [row for row in rows if row["seed"] == str(seed)])


def compare(posts: list[dict[str, str]], rows: list[dict[str, str]]) -> None:
    """Print how often the run says what each reader says, and how often two readers say the same."""
    labels = {(row["reader"], row["post"]): row for row in rows}
    readers = sorted({reader for reader, _ in labels})
    for reader in readers:
        pairs = [(labels[reader, post["post"]], post) for post in posts]
        figures = {
            "topic": sum(one["topic"] == (post["topic"] or "none") for one, post in pairs),
            "place": sum(one["territory"] == (post["territory"] or "unknown") for one, post in pairs),
            "kind": sum(one["kind"] == post["kind"] for one, post in pairs),
            "asks or not": sum((one["kind"] in ASKING) == (post["kind"] in ASKING) for one, post in pairs),
        }
        named = [(one, post) for one, post in pairs if post["topic"]]
        right = sum(one["topic"] == post["topic"] for one, post in named)
        print(f"  reader {reader}: " + ", ".join(f"{name} {n} of {COUNT}" for name, n in figures.items()), end="; ")
        print(f"of the {len(named)} posts given a topic {right} right")
    if len(readers) == 2:
        both = [(labels[readers[0], post["post"]], labels[readers[1], post["post"]]) for post in posts]
        same = {name: sum(a[name] == b[name] for a, b in both) for name in ("topic", "territory", "kind")}
        print("  the two readers agree: " + ", ".join(f"{name} {n} of {COUNT}" for name, n in same.items()))


if __name__ == "__main__":
    main()
