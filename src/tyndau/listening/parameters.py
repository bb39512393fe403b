"""All that a run can be told. It is stored whole in run.json, so that a run can be repeated."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Parameters:
    """Days are local dates of the jurisdiction's zone; `until` is included."""

    jurisdiction: str
    since: date | None = None
    until: date | None = None
    window_words: int = 6  # a phrase matches when all its words stand within so many words
    echo_jaccard: float = 0.6  # least exact Jaccard similarity of character 5-grams to a group's leader
    echo_least_characters: int = 40  # shorter texts coincide by chance
    echo_seed: int = 20260101
    together_window: int = 60  # seconds between two shares of one object that count as synchronised
    together_level: float = 0.01  # false discovery rate of the pairs of accounts that make a synchronised group
    signs_level: float = 0.05  # false discovery rate of the signs of groups that are called unusual
    suppress_below: int = 5  # a cell of fewer accounts at most is neither quoted nor counted in public
    quotes: int = 4
    accounts_per_person: float = 1.5  # on one platform, on average, at most: an assumption, never measured here
    networks_per_person: int = 3  # platforms on which a person speaks of one demand, at most: an assumption
    part_voices: int = 8  # a part of a demand is split off when so many distinct voices tell it in like words
    part_similarity: float = 0.3  # least cosine to the text in the middle of a part
    weight_trim: float = 5.0  # largest weight of an account, as a multiple of the mean (DeBell, Krosnick 2009)
    silent_odds: float = 2.0  # how much less or more often the silent may ask than the heard: an assumption
    network_resamples: int = 20  # of the posts, at most, for the stability of communities; `tyndau networks` takes more
    network_seed: int = 20260101
    batch_rows: int = 10_000

    def as_json(self) -> dict[str, Any]:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}
