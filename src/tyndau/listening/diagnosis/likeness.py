"""How far apart two agendas are, and how far apart two samples of one agenda would be.

Two small samples of one and the same agenda always look different. So what is seen stands beside what chance alone
would give to samples of these sizes, and the distance told is the one that remains when chance is allowed for.
"""

from typing import Any, NamedTuple

import numpy as np

from tyndau.listening.diagnosis.agendas import Agenda

DRAWS = 1000  # a chance of 0.001 is the least that can be told
SEED = 20260101
LEAST_TOPICS = 3  # an order of two things says nothing
STEPS = np.linspace(0, 1, 7)  # from one agenda for both to two as far apart as they look
DRAWS_A_STEP = 300


class Likeness(NamedTuple):
    """What `likeness` returns, in its order; all in [0..1] but for the rank correlations [-1..1]."""

    seen: float
    expected: float
    expected_high: float
    p: float
    distance: float
    distance_low: float
    distance_high: float
    rank_correlation: float | None
    rank_low: float | None
    rank_high: float | None
    rank_expected: float | None
    rank_p: float | None


def likeness(one: Agenda, other: Agenda, draws: int = DRAWS, seed: int = SEED) -> Likeness:
    """Compare two agendas over the same topics.

    Draws take each vote as whole, as if a voice of two topics had tossed a coin: their spread is a little wide, never
    narrow.

    Returns  seen: total variation, half the sum of the differences of shares: the part of attention that would have to
             move to make the samples alike. expected, expected_high: mean and 95th part of a hundred of the same figure
             for samples of both sizes drawn from both agendas poured together; p: how often such samples are as far
             apart. distance: that of the agendas behind the samples, with interval of 95 %: the distances at which what
             is seen would be neither too small nor too large for chance, among agendas on the straight line from the
             poured one to the two that were seen, and beyond these by the basic bootstrap. rank_correlation:
             Spearman's, of the shares, ties by mean rank, None under three topics; rank_low, rank_high: where 95 % of
             repeated draws of both samples fall; rank_expected, rank_p: the mean from one agenda, and how often it is
             as low
    Source   Efron & Tibshirani 1993 (draws); Neyman 1937 (an interval as the values that a test does not reject)
    """
    random = np.random.default_rng(seed)
    sizes = [int(side.voices.sum()) for side in (one, other)]
    votes = [side.votes() for side in (one, other)]
    shares = [vote / size for vote, size in zip(votes, sizes, strict=True)]
    poured = (votes[0] + votes[1]) / sum(sizes)

    drawn: list[list[Any]] = []
    truths = []
    for step in STEPS:
        # Rounding may leave a share of nothing just below nothing.
        ways = [np.maximum(poured + step * (share - poured), 0) for share in shares]
        truths.append(float(_distance(*ways)))
        times = draws if step == 0 else DRAWS_A_STEP
        drawn.append([
            random.multinomial(size, way / way.sum(), size=times) / size for way, size in zip(ways, sizes, strict=True)
        ])  # fmt: skip

    seen, chance = float(_distance(*shares)), _distance(*drawn[0])
    # Half an ulp must not decide whether a draw is as far apart as what was seen.
    p = (1 + int((chance >= seen - 1e-12).sum())) / (draws + 1)
    far = _behind(seen, np.array(truths), [_distance(*pair) for pair in drawn])
    told = (seen, float(chance.mean()), float(np.quantile(chance, 0.95)), p, *far)
    correlation = float(_spearman(*(share[None] for share in shares))[0])
    if len(one.topics) < LEAST_TOPICS or np.isnan(correlation):
        return Likeness(*told, None, None, None, None, None)
    again, level = _spearman(*drawn[-1]), _spearman(*drawn[0])
    low, high = np.nanquantile(again, (0.025, 0.975))
    rank_p = (1 + int((level <= correlation + 1e-12).sum())) / (draws + 1)
    ranks = (min(float(low), correlation), max(float(high), correlation), float(np.nanmean(level)), rank_p)
    return Likeness(*told, correlation, *ranks)


def _behind(seen: float, truths: Any, drawn: list[Any]) -> tuple[float, float, float]:
    """The distance of the agendas behind the samples, and its interval, from the draws of each step."""
    least, middle, most = np.array([np.quantile(one, (0.025, 0.5, 0.975)) for one in drawn]).T
    least, middle, most, far = (np.maximum.accumulate(one) for one in (least, middle, most, truths))
    distance = _where(middle, far, seen)
    # Agendas farther apart than the samples look are not on the line: there the draws of the samples themselves tell.
    beyond = min(1.0, 2 * seen - float(np.quantile(drawn[-1], 0.025)))
    return distance, min(_where(most, far, seen), distance), max(_where(least, far, seen), distance, beyond)


def _where(levels: Any, values: Any, wanted: float) -> float:
    """The value at which rising levels reach what is wanted; the first or last one where they are past it or short."""
    after = int(np.searchsorted(levels, wanted))
    if after in (0, len(levels)):
        return float(values[min(after, len(levels) - 1)])
    part = (wanted - levels[after - 1]) / (levels[after] - levels[after - 1])
    return float(values[after - 1] + part * (values[after] - values[after - 1]))


def _distance(one: Any, other: Any) -> Any:
    return np.abs(one - other).sum(axis=-1) / 2


def _spearman(one: Any, other: Any) -> Any:
    """Rank correlation row by row; nan where one side puts all topics level."""
    from scipy.stats import rankdata

    # Sums of the same parts in another order must stay level.
    ranks = [rankdata(side.round(9), axis=1) for side in (one, other)]
    first, second = (rank - rank.mean(axis=1, keepdims=True) for rank in ranks)
    spread = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    return np.where(spread > 0, (first * second).sum(axis=1) / np.where(spread > 0, spread, 1), np.nan)
