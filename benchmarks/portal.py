"""The portal over HTTP, through its production server on PostgreSQL, caches off, pages and filters drawn at random.

    python -m benchmarks.portal                 # small: 5,000 demands, 100,000 voices
    python -m benchmarks.portal --scale full    # 200,000 demands, 5 million voices; takes some minutes

Server, database and the readers drawn here share the machine's cores. `x_floor` compares a page with the lightest
answer of the same server in the same run (/health/live).
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.portal_corpus import LANGUAGES, PLATFORMS, write
from tests.postgres import server

from tyndau import jurisdictions
from tyndau.listening.country import Country

SCALES = {"small": (5_000, 100_000, 5_000, 100_000), "full": (200_000, 5_000_000, 50_000, 1_250_000)}
PORT, READERS, SECONDS, SEED = 8437, 4, 15, 20261125
Draw = Callable[[random.Random], str]


def pages(country: Country, words: list[str], codes: list[str]) -> dict[str, Draw]:
    """An address of each kind, drawn anew for each request."""
    topics = country.topics["topic"].to_pylist()
    rows = country.territories.to_pylist()
    regions = [row["kato"] for row in rows if row["level"] == "region"]
    language = lambda draw: draw.choice(["kk", "ru", "en"])  # noqa: E731

    def filtered(draw: random.Random) -> str:
        asked = {
            "topic": draw.choice(topics), "territory": draw.choice(regions), "language": draw.choice(LANGUAGES),
            "channel": draw.choice(PLATFORMS), "since": f"2026-0{draw.randint(1, 6)}-11", "trend": "steady",
            "page": str(draw.randint(2, 9)),
        }  # fmt: skip
        chosen = draw.sample(sorted(asked), draw.randint(1, 3))
        return f"/{language(draw)}/demands/?{urlencode({name: asked[name] for name in chosen})}"

    return {
        "home": lambda draw: f"/{language(draw)}/",
        "list": filtered,
        "search": lambda draw: (
            f"/{language(draw)}/demands/?q={quote(' '.join(draw.sample(words, draw.randint(1, 2))))}"
        ),
        "demand": lambda draw: f"/{language(draw)}/demands/{draw.choice(codes)}/",
        "territory": lambda draw: f"/{language(draw)}/territories/{draw.choice(regions)}/",
        "floor": lambda draw: "/health/live",
    }


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, float, int]:
    started = time.perf_counter()
    connection.request("GET", path, headers={"Host": "127.0.0.1"})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, time.perf_counter() - started, len(body)


def latencies(draw_page: Draw, seed: int, requests: int) -> tuple[list[float], int]:
    """Seconds of requests one after the other, after ten that warm up, and the greatest size of a page in bytes."""
    draw = random.Random(seed)  # noqa: S311 - draws pages, keeps no secret
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    found, size = [], 0
    for number in range(requests + 10):
        path = draw_page(draw)
        status, seconds, length = get(connection, path)
        if status not in (200, 302, 404) or (status == 404 and "page=" not in path):
            raise SystemExit(f"{path}: {status}")
        if number >= 10:
            found.append(seconds)
            size = max(size, length)
    return found, size


def throughput(kinds: list[Draw], seconds: float) -> float:
    """Pages a second that several readers at once get, all kinds in turn."""
    end, counts = time.monotonic() + seconds, [0] * READERS

    def read(number: int) -> None:
        draw = random.Random(SEED + number)  # noqa: S311
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while time.monotonic() < end:
            get(connection, draw.choice(kinds)(draw))
            counts[number] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return sum(counts) / seconds


def run(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tyndau", *arguments], check=True, stdout=sys.stderr)
    return time.perf_counter() - started


@contextmanager
def serving() -> Iterator[None]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tyndau", "serve", "--port", str(PORT), "--workers", "2"], stdout=sys.stderr
    )
    try:
        for _ in range(600):
            try:
                get(http.client.HTTPConnection("127.0.0.1", PORT), "/")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        child.terminate()
        child.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--requests", type=int, default=200)
    asked = parser.parse_args()
    demands, voices, first_demands, first_voices = SCALES[asked.scale]
    country = jurisdictions.load("kz")
    with tempfile.TemporaryDirectory() as folder, server() as (url, programs):
        home = Path(folder)
        now = datetime(2026, 7, 1, tzinfo=UTC)
        write(home / "first", country, first_demands, first_voices, SEED, now)
        words = write(home / "second", country, demands, voices, SEED + 1, now + timedelta(days=7))
        os.environ |= {
            "DATABASE_URL": url, "TYNDAU_HOME": str(home / "home"), "PATH": f"{programs}:{os.environ['PATH']}",
            "TYNDAU_LIMIT_PAGES": "off", "TYNDAU_LIMIT_SEARCH": "off",
        }  # fmt: skip
        os.environ.pop("TYNDAU_DEBUG", None)
        run("manage", "migrate", "--verbosity", "0")
        seconds = run("demands", "import", str(home / "first"))
        print(f"import demands={first_demands:,} voices={first_voices:,} s={seconds:.1f}")
        print(f"import-again demands={first_demands:,} s={run('demands', 'import', str(home / 'first')):.1f}")
        seconds = run("demands", "import", str(home / "second"))
        print(f"import-newer demands={demands:,} voices={voices:,} s={seconds:.1f}", flush=True)
        codes = [f"b{number:06x}" for number in range(demands)]
        kinds = pages(country, words, codes)
        with serving():
            floor = statistics.median(latencies(kinds["floor"], SEED, asked.requests)[0])
            for name, draw_page in kinds.items():
                found, size = latencies(draw_page, SEED, asked.requests)
                middle, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
                print(
                    f"{name} n={len(found)} median_ms={middle * 1e3:.0f} p95_ms={late * 1e3:.0f}"
                    f" x_floor={middle / floor:.1f} kB={size / 1e3:.0f}",
                    flush=True,
                )
            read = [kinds[name] for name in ("home", "list", "search", "demand")]
            print(f"throughput readers={READERS} pages_per_s={throughput(read, SECONDS):.0f}")


if __name__ == "__main__":
    main()
