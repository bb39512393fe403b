"""Near-duplicates of short posts: CPU, memory, precision and recall on planted campaigns, and datasketch beside it.

    python benchmarks/near.py [--posts 1000000] [--peer 100000]

Texts are windows of words out of the demo's sentences, some 20 words or 140 characters; three in ten posts are copies
in campaigns of 2 to 40, with none, one or two words changed, emoji or a number added. Pairs of one campaign are the
truth; the original comes before its copies. Each
part runs in a process of its own, so that its CPU seconds and its peak memory are its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

SEED, COPIES, LEAST, JACCARD = 20260101, 0.3, 40, 0.6


def corpus(posts: int) -> tuple[list[str], Any]:
    """Texts in a random order, and the campaign of each (-1: none)."""
    from tyndau.demo.tables import table

    rng = np.random.default_rng(SEED)
    words = " ".join(
        row["text"].replace("{where}", "") for name in ("phrasings.csv", "details.csv") for row in table(name)
    )
    vocabulary = np.array(words.lower().split())

    def window() -> str:
        begins, sizes = rng.integers(0, len(vocabulary) - 14, 2), rng.integers(7, 13, 2)
        return " ".join(word for b, s in zip(begins, sizes, strict=True) for word in vocabulary[b : b + s])

    texts, campaigns = [], []
    while len(texts) < posts * COPIES:
        base, number = window().split(), len(campaigns) and campaigns[-1] + 1
        for copy in range(int(rng.integers(2, 41))):
            said = list(base)
            for _ in range(int(rng.integers(0, 3)) if copy else 0):
                said[int(rng.integers(len(said)))] = str(rng.choice(vocabulary))
            more = rng.random()
            if more < 0.2:
                said.append("👇🔥")
            elif more < 0.4:
                said.insert(int(rng.integers(len(said))), str(rng.integers(2, 999)))
            texts.append(" ".join(said))
            campaigns.append(number)
    while len(texts) < posts:
        texts.append(window())
        campaigns.append(-1)
    # Anybody at any time, but the original of a campaign before its copies.
    numbers = np.array(campaigns)
    order = rng.permutation(posts)
    original = np.append(True, numbers[1:] != numbers[:-1]) & (numbers >= 0)
    order = np.concatenate([order[original[order]], order[~original[order]]])
    return [texts[place] for place in order], np.array(campaigns)[order]


def pairs(groups: Any) -> int:
    sizes = np.unique(groups, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def judged(found: Any, campaigns: Any) -> tuple[float, float]:
    """Pair precision and recall of groups (-1: alone)."""
    grouped, planted = found >= 0, campaigns >= 0
    both = grouped & planted
    right = pairs(found[both].astype(np.int64) * (campaigns.max() + 1) + campaigns[both])
    return right / max(pairs(found[grouped]), 1), right / pairs(campaigns[planted])


def ours(texts: list[str]) -> Any:
    import pyarrow as pa

    from tyndau.listening.echoes.near import near_duplicates, sign

    pa.set_memory_pool(pa.system_memory_pool())  # as the command does
    count = len(texts)
    table = pa.table({"post": pa.array([f"{number:07}" for number in range(count)]), "normal": pa.array(texts)})
    texts.clear()  # a run holds its texts in columns only
    signed = pa.concat_tables([sign(table.slice(begin, 10_000), LEAST, SEED) for begin in range(0, count, 10_000)])
    echoes = near_duplicates(signed, JACCARD)
    found = np.full(count, -1)
    rows = echoes["post"].to_numpy().astype(np.int64)
    found[rows] = np.unique(echoes["echo"].to_numpy(), return_inverse=True)[1]
    return found


def datasketch(texts: list[str]) -> Any:
    """The peer as its documentation has it: MinHash and MinHashLSH, each text joined to the first that matches."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=JACCARD, num_perm=64)
    found = np.full(len(texts), -1)
    for number, text in enumerate(texts):
        if len(text) < LEAST:
            continue
        sketch = MinHash(num_perm=64)
        sketch.update_batch([text[place : place + 5].encode() for place in range(max(len(text) - 4, 1))])
        near = lsh.query(sketch)
        if near:
            first = min(near)
            found[number] = found[first] = found[first] if found[first] >= 0 else first
        lsh.insert(number, sketch)
    return found


def measured(which: str, posts: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "--only", which, "--posts", str(posts)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def only(which: str, posts: int) -> None:
    texts, campaigns = corpus(posts)
    characters = sum(map(len, texts)) / len(texts)
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    found = {"ours": ours, "datasketch": datasketch}[which](texts)
    after = resource.getrusage(resource.RUSAGE_SELF)
    precision, recall = judged(found, campaigns)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = {
        "cpu": cpu,
        "wall": time.perf_counter() - started,
        "mb": after.ru_maxrss / 1024,
        "p": precision,
        "r": recall,
    }
    told["characters"] = characters
    print(json.dumps({**told, "texts_mb": before.ru_maxrss / 1024}))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--posts", type=int, default=1_000_000)
    arguments.add_argument("--peer", type=int, default=100_000, help="posts for the comparison with datasketch")
    arguments.add_argument("--only", choices=("ours", "datasketch"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.only:
        only(given.only, given.posts)
        return
    one = measured("ours", given.posts)
    print(
        f"near n={given.posts:,} cpu_s={one['cpu']:.1f} wall_s={one['wall']:.1f} peak_mb={one['mb']:.0f} "
        f"(texts alone {one['texts_mb']:.0f}) "
        f"characters={one['characters']:.0f} precision={one['p']:.3f} recall={one['r']:.3f}"
    )
    small, peer = measured("ours", given.peer), measured("datasketch", given.peer)
    print(
        f"near n={given.peer:,} cpu_s={small['cpu']:.1f} x_datasketch={small['cpu'] / peer['cpu']:.2f} "
        f"precision={small['p']:.3f} recall={small['r']:.3f} datasketch_cpu_s={peer['cpu']:.1f} "
        f"datasketch_precision={peer['p']:.3f} datasketch_recall={peer['r']:.3f}"
    )


if __name__ == "__main__":
    main()
