"""The daily watch: its speed, its false alarms and what it finds in a simulation, with EARS C1 beside it.

    python benchmarks/alarms.py [--series 600] [--seed 1]

Simulation (domain page, section 8): 250 days; mean base * exp(.25 sin(weekly phase) + trend * day) with a trend of
-.001, 0 or .001; negative binomial of size 8; two bursts of 2 days + Poisson(2.5 base) in the first 118 days; an event
of 6 days + Poisson((.4 .8 1.2 1.6 1.6 1) * max(3, 1.2 base)) that begins on day 170 to 229; days 120 to 249 count. An
event is found when an alarm falls on its days. False alarms are counted in two ways: `false` leaves out the two days
after an event, on which two days of three may rightly still call; `false_strict` counts them as false. Worlds without
any event tell on how many days there is an alarm anywhere.
"""

import argparse
import time
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from tyndau.listening.alarms import fdr
from tyndau.listening.alarms.daily import quiet
from tyndau.listening.alarms.ears import ears
from tyndau.listening.alarms.parameters import AlarmParameters
from tyndau.listening.alarms.watch import alarms, together
from tyndau.listening.coding.intervals import clopper

DAYS, FIRST = 250, 120
RAMP = np.array([0.4, 0.8, 1.2, 1.6, 1.6, 1.0])
RULE = AlarmParameters()


def simulated(base: float, series: int, seed: int, events: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Counts [series, days] and the first day of each event; DAYS (never) for series after the first `events`."""
    rng = np.random.default_rng(seed)
    day = np.arange(DAYS)
    phase, trend = rng.uniform(0, 2 * np.pi, (series, 1)), rng.choice([-0.001, 0.0, 0.001], (series, 1))
    mean = base * np.exp(0.25 * np.sin(2 * np.pi * day / 7 + phase) + trend * day)
    counts = rng.negative_binomial(8, 8 / (8 + mean))
    starts = rng.integers(170, 230, series)
    for row in range(series):
        for burst in rng.choice(FIRST - 2, 2, replace=False):
            counts[row, burst : burst + 2] += rng.poisson(2.5 * base, 2)
        if events is None or row < events:
            counts[row, starts[row] : starts[row] + 6] += rng.poisson(RAMP * max(3, 1.2 * base))
        else:
            starts[row] = DAYS
    return counts, starts


def scored(called: np.ndarray, starts: np.ndarray) -> str:
    """False alarms by series and day in two ways, events found with exact 95 % intervals, and the mean delay."""
    since = np.arange(DAYS) - starts[:, None]
    within = called & (since >= 0) & (since < 6)
    has = starts < DAYS
    told = []
    for name, after in (("false", 8), ("false_strict", 6)):
        still = ((since < 0) | (since >= after)) & (np.arange(DAYS) >= FIRST)
        false = int((called & still).sum())
        low, high = clopper(false, still.sum())
        told.append(f"{name}={false / still.sum():.5f} [{low:.5f}, {high:.5f}]")
    found = within.any(1)[has]
    delay = np.where(within, since, DAYS).min(1)[has][found].mean() + 1 if found.any() else np.nan
    least, most = clopper(found.sum(), len(found))
    return f"{' '.join(told)} found={found.mean():.3f} [{least:.3f}, {most:.3f}] delay_days={delay:.1f}"


def judged(counts: np.ndarray) -> np.ndarray:
    return quiet(counts, np.arange(DAYS) % 7, None, np.ones(counts.shape, bool), RULE).p


def ears_c1(counts: np.ndarray) -> np.ndarray:
    times = np.arange(DAYS)
    return np.array([ears(times, row, "c1", DAYS)["alarm"].to_pylist() for row in counts])


def rules(series: int, seed: int) -> None:
    for base in (2, 10, 60):
        counts, starts = simulated(base, series, seed)
        p = judged(counts)
        near = np.nan_to_num(fdr.pair(p, RULE.of_days), nan=1.0)
        held = together(counts, RULE.of_days) >= RULE.fewest
        shown = {
            "ears-c1": ears_c1(counts),
            f"one-day p<{RULE.level}": np.nan_to_num(p, nan=1.0) < RULE.level,
            "one-day p<0.01": np.nan_to_num(p, nan=1.0) < 0.01,
            "two-of-three p<0.01": (near < 0.01) & held,
            f"two-of-three p<{RULE.level}": (near < RULE.level) & held,
        }
        for name, called in shown.items():
            print(f"alarms rule={name!r} base={base} n={series} {scored(called, starts)}")


def family(series: int, seed: int) -> None:
    """All series of a day as one family, without an event and with six: what Benjamini-Hochberg adds and costs."""
    for base in (2, 10, 60):
        for events in (0, 6):
            counts, starts = simulated(base, series, seed + 1, events)
            pairs = fdr.pair(judged(counts), RULE.of_days)
            chance = fdr.chance_of_pair(pairs, RULE.of_days)
            q = np.nan_to_num(np.stack([fdr.benjamini_hochberg(day) for day in chance.T], 1), nan=1.0)
            rule = (np.nan_to_num(pairs, nan=1.0) < RULE.level) & (together(counts, RULE.of_days) >= RULE.fewest)
            for name, called in (("two-of-three", rule), ("two-of-three + BH", rule & (q <= RULE.false_share))):
                still = called[events:, FIRST:]
                found = "" if not events else f" {scored(called, starts)}"
                print(
                    f"alarms family={name!r} base={base} series={series} events={events} "
                    f"false_a_day={still.sum(0).mean():.2f} days_with_a_false_one={still.any(0).mean():.2f}{found}"
                )


def speed(series: int, days: int, seed: int) -> None:
    """The whole kernel over a full table, with the scan; the floor is numpy's seven-day mean and spread of EARS C1."""
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(8, 8 / (8 + rng.choice([0.1, 1, 5, 20], (series, 1)) * np.ones(days)))
    row, day = np.repeat(np.arange(series), days), np.tile(np.arange(days), series)
    begin = (date(2025, 1, 1) - date(1970, 1, 1)) // timedelta(days=1)
    table = pa.table(
        {
            "topic": [f"t{one // 20:02}" for one in row],
            "territory": [f"{one % 20:02}" for one in row],
            "day": pa.array(day + begin, pa.int32()).cast(pa.date32()),
            "count": counts.ravel(),
            "raw": counts.ravel(),
            "lately": together(counts, RULE.of_days).ravel(),
        }
    )
    names = [f"{one:02}" for one in range(20)]
    places = pa.table({"territory": names, "lat": rng.uniform(41, 55, 20), "lon": rng.uniform(47, 87, 20)})
    wall, cpu = time.perf_counter(), time.process_time()
    found = alarms(table, None, None, RULE, places)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    begun = time.process_time()
    for one in counts:
        ears(np.arange(days), one, "c1", days)
    floor = time.process_time() - begun
    print(
        f"alarms n={series}x{days} rows={found.num_rows} wall_s={wall:.1f} cpu_s={cpu:.1f} x_floor={cpu / floor:.0f} "
        f"floor=ears-c1 floor_cpu_s={floor:.2f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--series", type=int, default=600)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    speed(given.series, 400, given.seed)
    rules(given.series, given.seed)
    family(given.series, given.seed)


if __name__ == "__main__":
    main()
