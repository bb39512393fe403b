"""The whole pipeline over synthetic posts, in one process and as tasks of a Ray cluster on this machine.

    python benchmarks/runners.py [--posts 200000] [--workers 2]

Each run is a process of its own. CPU seconds and memory are summed over it and all that it starts: memory as the peak
of the sum of PSS, sampled (a page that two processes share counts once). Prints a line a stage and a runner, the ratio,
and whether the tables are the same bytes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from listen import posts_file

EVERY_S = 0.5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--posts", type=int, default=200_000)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = posts_file(Path(folder), given.posts)
        (Path(folder) / "key").write_text("00" * 32)
        figures, stages = {}, {}
        for name, options in (("local", []), ("ray", ["--workers", str(given.workers)])):
            out = Path(folder) / name
            command = [str(Path(sys.executable).with_name("tyndau")), "listen", str(source), "--out", str(out)]
            figures[name] = _measured([*command, "--runner", name, *options], str(Path(folder) / "key"))
            stages[name] = json.loads((out / "run.json").read_text())["stages"]
        same = all(
            (Path(folder) / "ray" / path.name).read_bytes() == path.read_bytes()
            for path in (Path(folder) / "local").glob("*.parquet")
        )
    for one, other in zip(stages["local"], stages["ray"], strict=True):
        print(f"runners stage={one['stage']} local_s={one['seconds']:.1f} ray_s={other['seconds']:.1f}")
    for name, (wall, cpu, peak) in figures.items():
        print(f"runners runner={name} n={given.posts:,} wall_s={wall:.1f} cpu_s={cpu:.1f} peak_mb={peak:.0f}")
    ratios = [theirs / ours for ours, theirs in zip(figures["local"], figures["ray"], strict=True)]
    print(
        f"runners n={given.posts:,} workers={given.workers} cores={os.cpu_count()} x_wall={ratios[0]:.2f} "
        f"x_cpu={ratios[1]:.2f} x_peak={ratios[2]:.2f} peer=local same_bytes={same}"
    )


def _measured(command: list[str], key: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak of memory [MB] of a process and all that it starts."""
    started = time.perf_counter()
    environment = {**os.environ, "TYNDAU_KEY_FILE": key}
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, seconds = 0.0, dict[int, float]()
    while child.poll() is None:
        family = _family(child.pid)
        peak = max(peak, sum(_pss_mb(pid) for pid in family))
        # What a process has used is known until it ends; the last sample of each is at most EVERY_S behind.
        seconds |= {pid: used for pid in family if (used := _cpu_s(pid)) is not None}
        time.sleep(EVERY_S)
    if child.returncode:
        raise SystemExit((child.stderr.read() if child.stderr else b"").decode())
    return time.perf_counter() - started, sum(seconds.values()), peak


def _family(root: int) -> list[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sorted(family)


def _cpu_s(pid: int) -> float | None:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
