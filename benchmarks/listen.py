"""The whole pipeline over synthetic posts, against the floor: DuckDB parsing the same NDJSON and counting.

    python benchmarks/listen.py [--posts 1000000] [--model FILE]

Each part runs in a process of its own, so that its CPU seconds and peak memory are its own. Prints a line a stage (wall
seconds), one for the run, one for the floor, and the ratio.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

FLOOR = """
import sys, duckdb
duckdb.sql("select tag, day, count(*) from (select unnest(regexp_extract_all(lower(text), '[\\\\w]+')) as tag, "
           "created_at::timestamptz::date as day from read_json(?, format='newline_delimited', "
           "columns={'created_at': 'varchar', 'text': 'varchar'})) group by all", params=[sys.argv[1]]).to_arrow_table()
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--posts", type=int, default=1_000_000)
    arguments.add_argument("--model", help="also with this topic model (tyndau topics train); no bar")
    posts, model = (given := arguments.parse_args()).posts, given.model
    with tempfile.TemporaryDirectory() as folder:
        source = posts_file(Path(folder), posts)
        size_mb = source.stat().st_size / 1e6
        key = Path(folder) / "key"
        key.write_text("00" * 32)
        run = Path(folder) / "run"
        command = [str(Path(sys.executable).with_name("tyndau")), "listen", str(source), "--out", str(run)]
        ours = _measured(command, {"TYNDAU_KEY_FILE": str(key)})
        stages = json.loads((run / "run.json").read_text())["stages"]
        if model:
            again = [*command, "--model", model, "--replace"]
            told = _measured(again, {"TYNDAU_KEY_FILE": str(key)})
        floor = _measured([sys.executable, "-c", FLOOR, str(source)], {})
        for stage in stages:
            print(f"listen stage={stage['stage']} n={stage['rows_in']:,} wall_s={stage['seconds']:.1f}")
    print(
        f"listen n={posts:,} input_mb={size_mb:.0f} wall_s={ours[0]:.0f} cpu_s={ours[1]:.0f} peak_mb={ours[2]:.0f} "
        f"x_floor={ours[1] / floor[1]:.1f} floor=duckdb-parse-and-count floor_cpu_s={floor[1]:.1f}"
    )
    if model:
        print(f"listen with-model n={posts:,} wall_s={told[0]:.0f} cpu_s={told[1]:.0f} peak_mb={told[2]:.0f}")


def posts_file(folder: Path, count: int) -> Path:
    """Synthetic posts as one NDJSON file; written by a process of its own, whose memory does not count."""
    code = (
        "import sys, pathlib, datetime; from tyndau.demo.posts import write; last = datetime.date(2026, 10, 31);"
        "write(pathlib.Path(sys.argv[1]), int(sys.argv[2]), 1, last, False, one_file=True, brief=True)"
    )
    target = folder / "input"
    subprocess.run([sys.executable, "-c", code, str(target), str(count)], check=True)
    return target / "posts" / "all.ndjson"


def _measured(command: list[str], more: dict[str, str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory [MB] of a process and its children."""
    before = os.times()
    child = subprocess.Popen(command, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    wall = os.times().elapsed - before.elapsed
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * resource.getpagesize() / 4096 / 1024


if __name__ == "__main__":
    main()
