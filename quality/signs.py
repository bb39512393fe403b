"""Signs of automation on invented corpora: how often planted groups are found, and how often ordinary ones are.

    python -m quality.signs [--seeds 200]

Each corpus holds 200 ordinary accounts with a day and a night (among them one in ten that keeps a diary at nine, one in
twenty that never rests, one in ten that links to one place only), and groups of 12: one planted for each sign, `night`
(people of a night shift, which is no manipulation) and `ordinary`, drawn from the ordinary accounts. Once all accounts
of a planted group have the habit, once half of them. Found: q at most 0.05 over all rows of the corpus. The last lines
test random groups alone, where a p under 0.05 is chance: that share should be 0.05 at most. Intervals: Wilson, 95 %.
"""

import argparse
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from tyndau.listening.echoes.signs import SIGNS, signs
from tyndau.listening.intervals import wilson

ZONE = ZoneInfo("Asia/Almaty")
BEGIN = 1_772_305_200  # 1 March 2026 in Almaty [s]
DAYS, ORDINARY, SIZE, LEVEL = 60, 200, 12, 0.05
PLANTED = {
    "regular": "regular-intervals", "awake": "round-the-clock", "spread": "hours-entropy",
    "burst": "new-accounts-burst", "copied": "copied-text", "one-link": "one-link",
}  # fmt: skip
NIGHT_SHIFT = 14 * 3600  # rests by day
NOBODY = pa.table({"pseudonym": pa.array([], pa.string())})


def by_day(chance: Any, count: int, since: float = 0.0, shift: float = 0.0) -> Any:
    """Posts of somebody with a rhythm: bursts of a few minutes on some evenings and mornings, never in the night."""
    sessions = max(count // 3, 1)
    day = chance.uniform(since, DAYS, sessions).astype(int)
    hour = np.clip(chance.normal(chance.choice([9.0, 19.5], sessions), 2.0), 6.5, 23.5) * 3600 + shift
    begun = np.repeat(day * 86_400 + hour, 3)[:count]
    return begun + chance.exponential(300, len(begun))


def corpus(seed: int, planted: bool = True, part: float = 1.0) -> tuple[Any, Any, Any]:
    """posts, echoes, groups; `part` of a planted group has its habit. Without any, all groups are drawn from ordinary
    accounts."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[str, float, bool, list[str]]] = []

    def account(name: str, times: Any, copied: float, hosts: int) -> None:
        for at in times:
            links = (
                [f"https://site{chance.integers(hosts)}.example/{chance.integers(99)}"] if chance.random() < 0.3 else []
            )
            rows.append((name, float(at), bool(chance.random() < copied), links))

    groups: list[tuple[str, str]] = []
    for number in range(ORDINARY):
        account(f"o{number}", *_ordinary(chance))
    drawn = [f"random{number}" for number in range(1 if planted else 8)]
    for name in ["ordinary"] if planted else drawn:
        chosen = chance.choice(ORDINARY, SIZE, replace=False)
        groups += [(f"o{number}", name) for number in chosen]
    if planted:
        for name in (*PLANTED, "night"):
            for number in range(SIZE):
                habit = _habit(name, chance) if number < part * SIZE else _ordinary(chance)
                account(f"{name}{number}", *habit)
                groups.append((f"{name}{number}", name))
    order = chance.permutation(len(rows))
    posts = pa.table(
        {
            "post": [f"p{number}" for number in range(len(rows))],
            "author": [rows[place][0] for place in order],
            "time": pa.array([int((BEGIN + rows[place][1]) * 1e6) for place in order], pa.timestamp("us", tz="UTC")),
            "repost_of": pa.array(["somebody" if rows[place][2] else None for place in order], pa.string()),
            "origin": pa.nulls(len(rows), pa.string()),
            "links": pa.array([rows[place][3] for place in order], pa.list_(pa.string())),
        }
    )
    echoes = pa.table({"post": pa.array([], pa.string()), "leader": pa.array([], pa.string())})
    return posts, echoes, pa.table({"account": [one[0] for one in groups], "group": [one[1] for one in groups]})


def _ordinary(chance: Any) -> tuple[Any, float, int]:
    """Times, chance of a copied post, hosts of one account of the corpus."""
    since, kind, hosts = chance.uniform(0, 40), chance.random(), 1 if chance.random() < 0.1 else 12
    if kind < 0.1:
        days = np.arange(int(since), DAYS)
        return days * 86_400 + chance.normal(9 * 3600, 1200, len(days)), chance.beta(1, 4), hosts
    if kind < 0.15:
        return np.sort(chance.uniform(since, DAYS, 90) * 86_400), chance.beta(1, 4), hosts
    return by_day(chance, int(chance.integers(9, 120)), since), chance.beta(1, 4), hosts


def _habit(name: str, chance: Any) -> tuple[Any, float, int]:
    """Times, chance of a copied post, hosts of one account of a planted group."""
    since = chance.uniform(0, 40)
    usual = by_day(chance, 60, since)
    if name == "regular":
        return since * 86_400 + np.cumsum(chance.normal(9_000, 2_000, 60)), 0.2, 12
    if name == "awake":
        return np.sort(chance.uniform(since, DAYS, 90) * 86_400), 0.2, 12
    if name == "spread":
        return np.sort(chance.uniform(since, DAYS, 90).astype(int) * 86_400 + chance.uniform(6, 24, 90) * 3600), 0.2, 12
    if name == "burst":
        return np.append(30 * 86_400 + chance.uniform(0, 36e3), by_day(chance, 20, 31.0)), 0.2, 12
    if name == "night":
        return by_day(chance, 90, since, NIGHT_SHIFT), 0.2, 12
    return usual, 0.8 if name == "copied" else 0.2, 1 if name == "one-link" else 12


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=200)
    seeds = parser.parse_args().seeds
    for part in (1.0, 0.5):
        found = {(name, sign): 0 for name in (*PLANTED, "night", "ordinary") for sign in SIGNS}
        for seed in range(seeds):
            for row in signs(*corpus(seed, part=part), NOBODY, ZONE, 1).to_pylist():
                found[row["group"], row["sign"]] += row["q"] is not None and row["q"] <= LEVEL
        print(f"habit in {part:.0%} of a group's accounts; found in so many of {seeds} corpora")
        for name in (*PLANTED, "night", "ordinary"):
            told = " ".join(f"{sign} {found[name, sign]}" for sign in SIGNS)
            print(f"  {name} (planted {PLANTED.get(name, 'nothing')}): {told}")
    below, tested = dict.fromkeys(SIGNS, 0), dict.fromkeys(SIGNS, 0)
    for seed in range(seeds):
        for row in signs(*corpus(10_000 + seed, planted=False), NOBODY, ZONE, 1).to_pylist():
            tested[row["sign"]] += row["p"] is not None
            below[row["sign"]] += row["p"] is not None and row["p"] <= LEVEL
    for sign in SIGNS:
        low, high = wilson(below[sign], tested[sign])
        share = below[sign] / max(tested[sign], 1)
        print(f"random groups, {sign}: p <= {LEVEL} in {share:.3f} [{low:.3f}, {high:.3f}] n={tested[sign]}")


if __name__ == "__main__":
    main()
