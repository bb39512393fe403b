"""From voices to shares that say whom they stand for: naive, weighted as far as attributes are known, and bounded."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.intervals import wilson
from tyndau.listening.represent.coverage import coverage
from tyndau.listening.represent.figures_file import ATTRIBUTES, AUDIENCE, POPULATION
from tyndau.listening.represent.raking import Raked, effective, rake
from tyndau.listening.represent.sample import Sample, margin_shares, sample
from tyndau.listening.represent.shares import if_silent_differ, weighted, worst_case
from tyndau.listening.represent.targets import MARGINS, people_of, residents, targets
from tyndau.listening.represent.units import cells, units

HALF = 0.5  # of the people: regions that hold fewer of them cannot stand for all
TOPIC_SHARES = pa.schema(
    [
        ("topic", pa.string()),
        ("accounts", pa.int64()),
        ("n", pa.int64()),
        ("share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("weighted", pa.float64()),
        ("weighted_low", pa.float64()),
        ("weighted_high", pa.float64()),
        ("weighted_by", pa.list_(pa.string())),
        ("n_eff", pa.float64()),
        ("design_effect", pa.float64()),
        ("gap", pa.float64()),
        ("represented", pa.float64()),
        ("coverage", pa.float64()),
        ("bound_low", pa.float64()),
        ("bound_high", pa.float64()),
        ("odds_low", pa.float64()),
        ("odds_high", pa.float64()),
        ("reason", pa.string()),
        ("example", pa.bool_()),
    ]
)


class Represented(NamedTuple):
    """coverage: COVERAGE; topics: TOPIC_SHARES; margins: MARGIN_SHARES; raked: how the weights came out, or None."""

    coverage: Any
    topics: Any
    margins: Any
    raked: Raked | None


def represent(
    voices: Any, posts: Any, territories: Any, population: Any | None, audience: Any | None, trim: float, odds: float,
    attributes: Any | None = None, by: tuple[str, ...] = MARGINS,
) -> Represented:  # fmt: skip
    """Tell of each topic which share of those who ask ask for it, and what that says of the people.

    voices       represent.units.COLUMNS; posts: platform, territory, author
    territories  of the country: kato, level
    population   figures_file.POPULATION, or None
    audience     figures_file.AUDIENCE, or None
    trim         largest weight, as a multiple of the mean; above 1
    odds         how much less or more often the silent may ask, for odds_low and odds_high; 1 or more
    attributes   figures_file.ATTRIBUTES, or None
    by           margins to weigh by, as far as they are known
    Returns      Represented. Topics by their accounts, the most first. Weighted columns are null where `reason` says
                 why: no-population (none of any region), no-accounts, little-represented (the regions heard hold less
                 than half of the people)
    Raises       MissingColumns
    """
    population = POPULATION.empty_table() if population is None else population
    audience = AUDIENCE.empty_table() if audience is None else audience
    country = next(iter(territories.filter(pc.equal(territories["level"], "country"))["kato"].to_pylist()), "")
    by = tuple(margin for margin in by if attributes is not None or margin not in ("sex", "age_group"))
    told = units(voices, ATTRIBUTES.empty_table() if attributes is None else attributes)
    wanted = targets(population, audience, country, by)
    grouped, asked = cells(told, tuple(wanted))
    topics = pc.unique(asked["topic"]).sort()
    counts = _matrix(asked, topics, grouped.num_rows)
    drawn = sample(grouped, counts, wanted)
    reason, represented = _reason(drawn)
    raked = None if reason else rake(drawn.n, *_margins(drawn), trim)
    columns = _plain(counts.sum(axis=0), int(pc.sum(grouped["n"]).as_py() or 0), people_of(population, country))
    columns |= _by_weight(drawn, raked, columns, odds)
    weighing = [margin.name for margin in drawn.raked] if raked else []
    constant = {
        "weighted_by": weighing, "gap": raked and raked.gap, "represented": represented, "reason": reason,
        "example": bool(pc.any(residents(population)["example"]).as_py()),
    }  # fmt: skip
    for name, value in constant.items():
        columns[name] = pa.array([value] * len(topics), TOPIC_SHARES.field(name).type)
    shares = pa.table({"topic": topics, **columns}).select(TOPIC_SHARES.names).cast(TOPIC_SHARES)
    return Represented(
        coverage(voices, posts, told, population, audience, country),
        shares.sort_by([("accounts", "descending"), ("topic", "ascending")]),
        margin_shares(drawn.margins, drawn.n, raked and raked.weights),
        raked,
    )


def _margins(drawn: Sample) -> tuple[list[Any], list[Any]]:
    return [margin.used for margin in drawn.raked], [margin.targets for margin in drawn.raked]


def _matrix(asked: Any, topics: Any, rows: int) -> Any:
    """Cells x topics: units that ask."""
    counts = np.zeros((rows, len(topics)))
    counts[asked["cell"].to_numpy(), pc.index_in(asked["topic"], topics).to_numpy()] = asked["n"].to_numpy()
    return counts


def _reason(drawn: Sample) -> tuple[str | None, float | None]:
    """Why nothing can be weighed, or None; and the part of the people whose regions were heard."""
    regions = next((margin for margin in drawn.margins if margin.name == "territory"), None)
    if regions is None:
        return "no-population", None
    if not drawn.n.sum():
        return "no-accounts", 0.0
    return ("little-represented" if regions.represented < HALF else None), regions.represented


def _plain(accounts: Any, n: int, people: int | None) -> dict[str, Any]:
    """The share of those who ask, and the worst case of all people."""
    size, share = len(accounts), accounts / max(n, 1)
    low, high = wilson(accounts, np.full(size, n))
    heard = None if people is None else min(n / people, 1.0)
    bounds = worst_case(share, heard)
    return {
        "accounts": accounts.astype(np.int64), "n": np.full(size, n), "share": share, "low": low, "high": high,
        "coverage": pa.array([heard] * size, pa.float64()), "bound_low": bounds[0], "bound_high": bounds[1],
    }  # fmt: skip


def _by_weight(drawn: Sample, raked: Raked | None, plain: dict[str, Any], odds: float) -> dict[str, Any]:
    """Weighted shares, what the weights cost, and the shares if the silent differ."""
    size = len(plain["share"])
    heard = plain["coverage"][0].as_py() if size else None
    if raked is None:
        ends = if_silent_differ(plain["low"], plain["high"], heard, odds)
        names = ("weighted", "weighted_low", "weighted_high", "n_eff", "design_effect")
        return {**dict.fromkeys(names, pa.nulls(size, pa.float64())), "odds_low": ends[0], "odds_high": ends[1]}
    found, n_eff = weighted(drawn.n, drawn.asked, raked.weights, _margins(drawn)[0]), effective(raked.weights, drawn.n)
    ends = if_silent_differ(found.low, found.high, heard, odds)
    return {
        "weighted": found.share, "weighted_low": found.low, "weighted_high": found.high, "n_eff": np.full(size, n_eff),
        "design_effect": np.full(size, drawn.n.sum() / n_eff), "odds_low": ends[0], "odds_high": ends[1],
    }  # fmt: skip
