"""The agenda gap: of which topics one channel speaks more than another, place by place, with intervals."""

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.diagnosis.agendas import CHANNELS, Agenda
from tyndau.listening.diagnosis.comparison import chance_of_difference, false_discoveries, finding, newcombe, told
from tyndau.listening.diagnosis.likeness import DRAWS, SEED, likeness
from tyndau.listening.intervals import wilson

OTHER = ""  # topics that too few accounts name to be told one by one
PLACE = (("scope", pa.string()), ("territory", pa.string()))
PAIR = (("channel", pa.string()), ("against", pa.string()))
AGENDA = pa.schema(
    [
        *PLACE, ("topic", pa.string()), *PAIR,
        ("accounts", pa.int64()), ("votes", pa.float64()), ("voices", pa.int64()),
        ("share", pa.float64()), ("share_low", pa.float64()), ("share_high", pa.float64()),
        ("against_accounts", pa.int64()), ("against_votes", pa.float64()), ("against_voices", pa.int64()),
        ("against_share", pa.float64()), ("against_low", pa.float64()), ("against_high", pa.float64()),
        ("gap", pa.float64()), ("gap_low", pa.float64()), ("gap_high", pa.float64()),
        ("p", pa.float64()), ("q", pa.float64()), ("finding", pa.string()),
    ]
)  # fmt: skip
DISTANCES = pa.schema(
    [
        *PLACE, *PAIR,
        ("accounts", pa.int64()), ("voices", pa.int64()),
        ("against_accounts", pa.int64()), ("against_voices", pa.int64()), ("topics", pa.int64()),
        ("seen", pa.float64()), ("expected", pa.float64()), ("expected_high", pa.float64()),
        ("p", pa.float64()), ("q", pa.float64()),
        ("distance", pa.float64()), ("distance_low", pa.float64()), ("distance_high", pa.float64()),
        ("rank_correlation", pa.float64()), ("rank_low", pa.float64()), ("rank_high", pa.float64()),
        ("rank_expected", pa.float64()), ("rank_p", pa.float64()),
    ]
)  # fmt: skip


class Gap(NamedTuple):
    """agenda: AGENDA, a row a topic; distances: DISTANCES, a row a pair of channels; both a place."""

    agenda: Any
    distances: Any


def gap(found: dict[tuple[str, str, str], Agenda], below: int, draws: int = DRAWS, seed: int = SEED) -> Gap:
    """Compare the channels of each place, two by two.

    found    as `agendas` gives it
    below    a pair is compared where both channels have so many accounts; a topic that fewer name in either of them
             (but at least one does) is told in a row with an empty topic, with as many more as keep it from being
             computed
    Returns  Gap; sorted by place, channels and topic. q over all topics of all places together, those poured together
             left out, and over all distances; finding: more, less (channel against the other), unclear
    """
    topics: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    for scope, territory in sorted({place[:2] for place in found}):
        here = {channel: found.get((scope, territory, channel)) for channel in CHANNELS}
        for channel, against in combinations(CHANNELS, 2):
            sides = [side for side in (here[channel], here[against]) if side is not None]
            if len(sides) < 2 or any(side.accounts.sum() < below for side in sides):
                continue
            names = tuple(sorted({*sides[0].topics, *sides[1].topics}))
            one, other = (side.over(names) for side in sides)
            place = {"scope": scope, "territory": territory, "channel": channel, "against": against}
            topics += [{**place, **row} for row in _topics(one, other, below)]
            sizes = {"accounts": int(one.accounts.sum()), "voices": int(one.voices.sum())}
            against_sizes = {
                "against_accounts": int(other.accounts.sum()), "against_voices": int(other.voices.sum()),
            }  # fmt: skip
            found_here = likeness(one, other, draws, seed)._asdict()
            pairs.append({**place, **sizes, **against_sizes, "topics": len(names), **found_here})
    return Gap(_judged(topics), _distances(pairs))


def _topics(one: Agenda, other: Agenda, below: int) -> list[dict[str, Any]]:
    """The counts of each topic that may be told, and of the others together."""
    groups, votes = _shown(one, other, below), (one.votes(), other.votes())
    rows = []
    for name, columns in groups:
        row: dict[str, Any] = {"topic": name}
        for side, vote, prefix in zip((one, other), votes, ("", "against_"), strict=True):
            row[f"{prefix}accounts"] = side.accounts_of(columns)
            row[f"{prefix}votes"] = float(vote[columns].sum())
            row[f"{prefix}voices"] = int(side.voices.sum())
        rows.append(row)
    return rows


def _shown(one: Agenda, other: Agenda, below: int) -> list[tuple[str, list[int]]]:
    """Topics with their columns; those too small are one group, large enough not to be told apart by subtraction."""
    counts = np.array([[side.accounts_of([number]) for number in range(len(one.topics))] for side in (one, other)])
    small = np.any((counts > 0) & (counts < below), axis=0)
    left = [int(number) for number in np.argsort(counts.sum(axis=0), kind="stable") if not small[number]]
    hidden = [int(number) for number in np.flatnonzero(small)]
    while hidden and left and any(0 < side.accounts_of(hidden) < below for side in (one, other)):
        hidden.append(left.pop(0))
    shown = [(one.topics[number], [number]) for number in sorted(left)]
    return shown + ([(OTHER, sorted(hidden))] if hidden else [])


def _judged(rows: list[dict[str, Any]]) -> Any:
    """Shares, intervals and findings of all topics of all places."""
    if not rows:
        return AGENDA.empty_table()
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    mine = columns["votes"], columns["voices"]
    theirs = columns["against_votes"], columns["against_voices"]
    columns["share"], columns["against_share"] = mine[0] / mine[1], theirs[0] / theirs[1]
    columns["share_low"], columns["share_high"] = wilson(*mine)
    columns["against_low"], columns["against_high"] = wilson(*theirs)
    columns["gap"] = columns["share"] - columns["against_share"]
    columns["gap_low"], columns["gap_high"] = newcombe(*mine, *theirs)
    columns["p"] = chance_of_difference(*mine, *theirs)
    tested = columns["topic"] != OTHER
    columns["q"] = np.ones(len(rows))
    columns["q"][tested] = false_discoveries(columns["p"][tested])
    columns["finding"] = finding(columns["gap"], columns["q"])
    table = _table(columns, AGENDA)
    return table.sort_by([(name, "ascending") for name in ("scope", "territory", "channel", "against", "topic")])


def _distances(rows: list[dict[str, Any]]) -> Any:
    if not rows:
        return DISTANCES.empty_table()
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    columns["q"] = false_discoveries(columns["p"])
    table = _table(columns, DISTANCES)
    return table.sort_by([(name, "ascending") for name in ("scope", "territory", "channel", "against")])


def _table(columns: dict[str, Any], schema: Any) -> Any:
    """Columns as a table."""
    lists = [list(np.asarray(columns[name], object)) for name in schema.names]
    rows = (dict(zip(schema.names, values, strict=True)) for values in zip(*lists, strict=True))
    return pa.Table.from_pylist([told(row) for row in rows], schema=schema)
