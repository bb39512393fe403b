"""Whom the accounts of a run stand for, for its page: coverage, weighted shares, and how far off they may be."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyndau.charts import Figure, Interval, rows_of_bars
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.findings import percent_between, table
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.models import Run
from tyndau.portal.demands.queries import channel_name

SHOWN = 15


@dataclass(frozen=True)
class Whole:
    """The heard beside the people."""

    n: int
    coverage: str
    n_eff: str
    design_effect: str
    odds_assumed: str
    example: bool
    reason: str


def whole(run: Run) -> Whole | None:
    rows = table(run, "topic_shares")
    if not rows:
        return None
    first, code = rows[0], reader.language()
    odds = run.told["parameters"].get("silent_odds")
    return Whole(
        n=first["n"],
        coverage="" if first["coverage"] is None else formatting.percent(code, first["coverage"], 3),
        n_eff="" if first["n_eff"] is None else formatting.number(code, first["n_eff"]),
        design_effect="" if first["design_effect"] is None else formatting.number(code, first["design_effect"], 2),
        odds_assumed="" if odds is None else formatting.number(code, odds),
        example=bool(first["example"]),
        reason=first["reason"] or "",
    )  # fmt: skip


@dataclass(frozen=True)
class Share:
    topic: str
    share: str
    between: str
    weighted: str
    odds: str
    bounds: str


def shares(run: Run) -> list[Share]:
    known = register()
    return [
        Share(
            known.topic(row["topic"]), _percent(row["share"]), percent_between(row["low"], row["high"]),
            _with(row["weighted"], row["weighted_low"], row["weighted_high"]),
            percent_between(row["odds_low"], row["odds_high"]), percent_between(row["bound_low"], row["bound_high"]),
        )
        for row in table(run, "topic_shares")[:SHOWN]
    ]  # fmt: skip


def picture(run: Run) -> Figure | None:
    """Weighted shares of topics as intervals."""
    known = register()
    rows = [row for row in table(run, "topic_shares") if row["weighted_low"] is not None][:SHOWN]
    if not rows:
        return None
    bars = [
        Interval(known.topic(row["topic"]), round(1e5 * row["weighted_low"]), round(1e5 * row["weighted_high"]),
                 _with(row["weighted"], row["weighted_low"], row["weighted_high"]))
        for row in rows
    ]  # fmt: skip
    told = _("A bar for each topic: solid up to the lower end of its interval, pale up to the upper one.")
    return rows_of_bars(bars, _("Shares of topics, weighted by region"), told, (_("Topic"), _("Share")))


def _with(value: float | None, low: float | None, high: float | None) -> str:
    between = percent_between(low, high)
    return f"{_percent(value)} ({between})" if between else _percent(value)


def _percent(value: float | None) -> str:
    return "" if value is None else formatting.percent(reader.language(), value)


def coverage(run: Run) -> list[dict[str, Any]]:
    """Platforms in the whole country: accounts heard, users told of, and the source's kind."""
    found = [row for row in table(run, "coverage") if row["audience"] is not None]
    return [row | {"channel": channel_name(row["platform"])} for row in found]
