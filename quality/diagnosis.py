"""How far the figures of a diagnosis can be trusted: coverage of the intervals and false findings, by simulation.

Two invented agendas of 40 topics (shares 1/1, 1/2, 1/3 ...; the other one partly turned round) are drawn again and
again. Run: `python quality/diagnosis.py`, some minutes; the figures stand in docs/method/diagnosis.md.
"""

import numpy as np
from scipy.stats import spearmanr

from tyndau.listening.diagnosis.agendas import Agenda
from tyndau.listening.diagnosis.gap import gap
from tyndau.listening.diagnosis.survival import survival

TOPICS, RUNS, SEED = 40, 200, 20260101
NAMES = tuple(f"t{number:02}" for number in range(TOPICS))


def agenda(size: int, shares: np.ndarray, random: np.random.Generator, second: float = 0.2) -> Agenda:
    """`size` voices; so many of them in a hundred name a second topic."""
    first = random.choice(TOPICS, size, p=shares)
    other = np.where(random.random(size) < second, random.choice(TOPICS, size, p=shares), first)
    sets = np.zeros((size, TOPICS), bool)
    sets[np.arange(size), first] = sets[np.arange(size), other] = True
    patterns, counts = np.unique(sets, axis=0, return_counts=True)
    named = patterns.any(axis=0)
    topics = tuple(name for name, there in zip(NAMES, named, strict=True) if there)
    return Agenda(topics, counts, patterns[:, named], counts, patterns[:, named])


def truth(shares: np.ndarray, second: float = 0.2) -> np.ndarray:
    """The expected votes of `agenda`: two equal draws are one topic, so nothing but the shares themselves."""
    return (1 - second) * shares + second * shares


def main() -> None:
    random = np.random.default_rng(SEED)
    base = 1 / np.arange(1, TOPICS + 1)
    base /= base.sum()
    for part in (0.0, 0.3, 0.8):
        turned = (1 - part) * base + part * base[::-1]
        gaps = truth(base) - truth(turned)
        distance = np.abs(gaps).sum() / 2
        order = spearmanr(truth(base), truth(turned)).statistic
        for size in (20, 60, 200, 1000):
            ordered = 0
            held, near, called, false, cells, inside = 0, [], 0, 0, 0, 0
            for run in range(RUNS):
                sides = [agenda(600, base, random), agenda(size, turned, random)]
                found = {("all", "", name): side for name, side in zip(("networks", "appeals"), sides, strict=True)}
                told = gap(found, 5, draws=200, seed=run)
                (row,) = told.distances.to_pylist()
                held += row["distance_low"] - 1e-9 <= distance <= row["distance_high"] + 1e-9
                near.append(row["distance"])
                ordered += row["rank_low"] <= order <= row["rank_high"]
                called += row["p"] <= 0.05
                for cell in told.agenda.to_pylist():
                    if cell["topic"]:
                        real = gaps[NAMES.index(cell["topic"])]
                        cells += 1
                        inside += cell["gap_low"] - 1e-9 <= real <= cell["gap_high"] + 1e-9
                        wrong = {"more": real <= 0, "less": real >= 0, "unclear": False}[cell["finding"]]
                        false += wrong
            print(
                f"agendas voices=600+{size} true_distance={distance:.2f} told={np.mean(near):.2f}"
                f" interval_holds={held / RUNS:.2f} called_different={called / RUNS:.2f}"
                f" gap_intervals_hold={inside / cells:.3f} n={cells}"
                f" rank_range_holds={ordered / RUNS:.2f} false_findings_a_run={false / RUNS:.3f} runs={RUNS}"
            )
    for size in (10, 40, 200):
        holds = 0
        for _ in range(RUNS * 5):
            lasts, observed = random.geometric(1 / 40, size) - 1, random.integers(0, 121, size)
            found = survival(np.minimum(lasts, observed), lasts <= observed)
            real = (1 - 1 / 40) ** 28
            holds += len(found.share) > 28 and found.low[28] <= real <= found.high[28]
        print(f"survival demands={size} day=28 true={real:.2f} interval_holds={holds / (RUNS * 5):.3f} runs={RUNS * 5}")


if __name__ == "__main__":
    main()
