"""How often the intervals of corrected shares hold the true share, and how often the classifier's own interval does.

    python -m quality.coding

Simulated: 5,000 posts of which people coded 200 without error, 20,000 times for each setting; and alpha's interval over
a hundred units, 1,000 times. No real data. About a minute.
"""

import numpy as np
import pyarrow as pa

from tyndau.listening.coding.agreement import Bootstrap, agreement
from tyndau.listening.coding.estimators import prediction_powered, rogan_gladen
from tyndau.listening.coding.share import METHODS
from tyndau.listening.coding.share import share as tell
from tyndau.listening.intervals import wilson

TRIALS, POSTS, CODED, SEED = 20_000, 5000, 200, 20260101
RATES = ((0.95, 0.95), (0.8, 0.97), (0.7, 0.9), (0.6, 0.8))
SHARES = (0.02, 0.1, 0.3, 0.6)
STRATIFIED_TRIALS = 1000
ALPHA_TRIALS, UNITS, CATEGORIES = 1000, 100, 3


def main() -> None:
    print(f"coverage of nominal 95 % [%] / mean width, {POSTS} posts, {CODED} coded, n {TRIALS} each, seed {SEED}")
    print("share sens spec        ppi       rogan-gladen    people only   classifier only")
    for share in SHARES:
        for sensitivity, specificity in RATES:
            print(
                f"{share:5} {sensitivity:4} {specificity:4}  " + "  ".join(of_setting(share, sensitivity, specificity))
            )
    print(
        f"\nsample of {CODED} drawn alike from both predictions, n {STRATIFIED_TRIALS} each: ppi, rogan-gladen, people"
    )
    for share in SHARES:
        print(f"{share:5} 0.8 0.97  " + "  ".join(of_stratified(share, 0.8, 0.97)))
    print(f"\nalpha's interval, {UNITS} units, {CATEGORIES} categories, n {ALPHA_TRIALS} each")
    for coders in (2, 3):
        for right in (0.7, 0.9, 0.97):
            print(f"{coders} coders, each right with {right}: {of_alpha(coders, right)}")


def of_setting(share: float, sensitivity: float, specificity: float) -> list[str]:
    """Coverage and mean width of each method."""
    random = np.random.default_rng(SEED)
    raised_chance = (1 - share) * (1 - specificity)
    chances = [share * sensitivity, share * (1 - sensitivity), raised_chance, (1 - share) * specificity]
    found, lost, raised, spared = random.multinomial(CODED, chances, TRIALS).T
    hits = found + raised + random.binomial(POSTS - CODED, chances[0] + raised_chance, TRIALS)
    bounds = (
        prediction_powered(hits, POSTS, lost, raised, CODED)[1],
        rogan_gladen(hits, POSTS, found, found + lost, spared, spared + raised)[1],
        wilson(found + lost, CODED),
        wilson(hits, POSTS),
    )
    return [
        f"{100 * ((low <= share) & (share <= high)).mean():5.1f} / {(high - low).mean():.3f}" for low, high in bounds
    ]


def of_stratified(share: float, sensitivity: float, specificity: float) -> list[str]:
    """Coverage of shares from a sample that holds as many posts of each prediction, weighted by their chances."""
    random, held = np.random.default_rng(SEED), np.zeros(len(METHODS))
    for _ in range(STRATIFIED_TRIALS):
        truth = random.random(POSTS) < share
        said = random.random(POSTS) < np.where(truth, sensitivity, 1 - specificity)
        units = np.arange(POSTS).astype(str)
        predictions = pa.table({"unit": units, "predicted": np.where(said, "yes", "no")})
        drawn = np.concatenate(
            [
                random.choice(np.flatnonzero(which), min(CODED // 2, which.sum()), replace=False)
                for which in (said, ~said)
            ]
        )
        chances = np.where(said[drawn], min(CODED / 2 / said.sum(), 1), CODED / 2 / (~said).sum())
        codes = pa.table({"unit": units[drawn], "code": np.where(truth[drawn], "yes", "no"), "weight": 1 / chances})
        for place, method in enumerate(METHODS):
            row = tell("yes", method, predictions, codes, known=("yes", "no")).to_pylist()[0]
            held[place] += row["low"] is None or row["low"] <= share <= row["high"]
    return [f"{100 * one / STRATIFIED_TRIALS:5.1f}" for one in held]


def of_alpha(coders: int, right: float) -> str:
    """How often alpha's interval holds the alpha of all texts; wrong codes fall on any other category alike."""
    same = right**2 + (1 - right) ** 2 / (CATEGORIES - 1)
    truth = 1 - (1 - same) / (1 - 1 / CATEGORIES)
    random, held, below = np.random.default_rng(SEED), 0, 0
    for _ in range(ALPHA_TRIALS):
        texts = random.integers(0, CATEGORIES, UNITS)
        astray = random.integers(1, CATEGORIES, (coders, UNITS)) * (random.random((coders, UNITS)) > right)
        codes = (texts + astray) % CATEGORIES
        table = pa.table(
            {
                "unit": np.tile(np.arange(UNITS), coders).astype(str),
                "coder": np.repeat(np.arange(coders), UNITS).astype(str),
                "code": codes.ravel().astype(str),
            }
        )
        row = agreement(table, "nominal", bootstrap=Bootstrap(resamples=400)).to_pylist()[0]
        held += row["low"] <= truth <= row["high"]
        below += row["low"] <= truth
    share = f"{100 * held / ALPHA_TRIALS:.1f} %"
    return f"true alpha {truth:.3f}, held in {share}, lower end below it in {100 * below / ALPHA_TRIALS:.1f} %"


if __name__ == "__main__":
    main()
