"""How often weighted shares hold the share of all people, when the silent are like the heard, and when they are not.

    python -m quality.represent

Simulated: 200,000 people in twenty regions as large as Kazakhstan's, of whom some are heard, more in some regions than
in others; 1,000 times for each setting. No real data. About a minute.
"""

import numpy as np

from tyndau import jurisdictions
from tyndau.listening.intervals import wilson
from tyndau.listening.represent.raking import effective, rake
from tyndau.listening.represent.shares import if_silent_differ, weighted, worst_case
from tyndau.listening.represent.targets import targets

TRIALS, PEOPLE, SEED, TRIM, ODDS = 1000, 200_000, 20260101, 5.0, 2.0
SHARES, HEARD, SPREAD = (0.02, 0.1, 0.3), (200, 1000, 5000), 0.8


def main() -> None:
    country = jurisdictions.load("kz")
    people = targets(country.population, country.audience, "000000000", ("territory",))["territory"][
        "people"
    ].to_numpy()
    regions = people / people.sum()
    print(f"coverage of nominal 95 % [%] / mean width; {PEOPLE} people, n {TRIALS} each, seed {SEED}, trim {TRIM}")
    print("ask  heard  silent |  all alike      weighted       odds 2        worst case   | n_eff  gap [%]")
    for silent in (1.0, 0.5, 0.25):
        for share in SHARES:
            for heard in HEARD:
                print(f"{share:4} {heard:6} {silent:6}  | " + of_setting(regions, share, heard, silent))
    print("region and sex raked; women ask three times as often, and are a fifth of the heard: alike, weighted")
    for heard in HEARD:
        print(f" 0.1 {heard:6}         | " + of_two_margins(regions, heard))


def of_setting(regions: np.ndarray, share: float, heard: int, silent: float) -> str:
    """Coverage and width; `silent`: odds of asking of those who are not heard, over the odds of those who are."""
    random = np.random.default_rng(SEED)
    held, width, sizes, gaps = np.zeros(4), np.zeros(4), [], []
    for _ in range(TRIALS):
        asking = share * random.lognormal(0, SPREAD, len(regions))
        asking = np.clip(asking * share / (regions @ asking), 0, 0.95)
        loud = regions * random.lognormal(0, SPREAD, len(regions))
        residents = random.multinomial(PEOPLE, regions)
        n = np.minimum(random.multinomial(heard, loud / loud.sum()), residents)
        asked = random.binomial(n, asking)
        others = silent * asking / (silent * asking + 1 - asking)
        truth = (asked.sum() + random.binomial(residents - n, others).sum()) / PEOPLE
        for place, (low, high) in enumerate(bounds(regions, n, asked, sizes, gaps)):
            held[place] += low <= truth <= high
            width[place] += high - low
    told = (f"{100 * one / TRIALS:5.1f} / {wide / TRIALS:.3f}" for one, wide in zip(held, width, strict=True))
    return "  ".join(told) + f" | {np.mean(sizes):6.0f} {100 * np.mean(gaps):5.2f}"


def of_two_margins(regions: np.ndarray, heard: int) -> str:
    """Coverage and width where asking and being heard both depend on region and sex, and the silent are like the heard.

    Half of the people are women; which sex is heard does not depend on the region, so that both margins are enough.
    """
    random, held, width = np.random.default_rng(SEED), np.zeros(2), np.zeros(2)
    places, sexes = np.repeat(np.arange(len(regions)), 2), np.tile([0, 1], len(regions))
    people = np.repeat(regions, 2) / 2
    for _ in range(TRIALS):
        asking = np.clip(
            np.repeat(0.1 * random.lognormal(0, SPREAD / 2, len(regions)), 2) * np.tile([1.5, 0.5], 20), 0, 1
        )
        loud = people * np.repeat(random.lognormal(0, SPREAD, len(regions)), 2) * np.tile([0.2, 0.8], 20)
        n = random.multinomial(heard, loud / loud.sum())
        asked, truth = random.binomial(n, asking), people @ asking
        kept = n > 0
        present = np.unique(places[kept])
        category = np.searchsorted(present, places[kept])
        raked = rake(
            n[kept], [category, sexes[kept]], [regions[present] / regions[present].sum(), np.array([0.5, 0.5])], TRIM
        )
        found = weighted(n[kept], asked[kept, None], raked.weights, [category, sexes[kept]])
        for place, (low, high) in enumerate((wilson(asked.sum(), n.sum()), (found.low[0], found.high[0]))):
            held[place] += low <= truth <= high
            width[place] += high - low
    return "  ".join(f"{100 * one / TRIALS:5.1f} / {wide / TRIALS:.3f}" for one, wide in zip(held, width, strict=True))


def bounds(regions: np.ndarray, n: np.ndarray, asked: np.ndarray, sizes: list, gaps: list) -> list:
    """The four intervals, by the code that a run calls; regions of fewer than five accounts together or left out."""
    full, sparse = n >= 5, (n > 0) & (n < 5)
    place = np.where(full, np.cumsum(full) - 1, np.where(sparse & (n[sparse].sum() >= 5), full.sum(), -1))
    share = np.bincount(place[place >= 0], regions[place >= 0])
    kept = n > 0
    raked = rake(n[kept], [place[kept]], [share / share.sum()], TRIM)
    found = weighted(n[kept], asked[kept, None], raked.weights, [place[kept]])
    sizes.append(effective(raked.weights, n[kept]))
    gaps.append(raked.gap)
    coverage = n.sum() / PEOPLE
    pairs = [
        wilson(asked.sum(), n.sum()),
        (found.low[0], found.high[0]),
        if_silent_differ(found.low[0], found.high[0], coverage, ODDS),
        worst_case(asked.sum() / n.sum(), coverage),
    ]
    return [tuple(map(float, pair)) for pair in pairs]


if __name__ == "__main__":
    main()
