"""Diagnosis for its page: what networks speak of and appeals do not, hashtags, and demands that outlast the term."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyndau.charts import Figure, Interval, rows_of_bars
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.findings import Rows, percent_between, table
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.models import Run
from tyndau.portal.demands.queries import channel_name

SHOWN = 12
HASHTAGS = 30


def side(code: str) -> str:
    """Of a comparison: where people speak."""
    return {
        "networks": _("networks"), "appeals": _("appeals and calls"), "official": _("official channels"),
    }.get(code, code)  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """A topic in two channels, each share with its interval."""

    topic: str
    share: str
    between: str
    against: str
    against_between: str
    gap: str
    q: str
    finding: str


@dataclass(frozen=True)
class Compared:
    """Two channels in one place; `clear` are the topics of which one speaks more beyond chance."""

    channel: str
    against: str
    voices: int
    against_voices: int
    distance: str
    distance_between: str
    seen: str
    expected: str
    is_apart: bool
    clear: list[Gap]
    figure: Figure | None


def compared(run: Run, territory: str = "") -> list[Compared]:
    """Pairs of channels that are compared in a place; the country where `territory` is empty."""
    agenda = table(run, "agenda", territory)
    distances = [row for row in table(run, "agenda_distance") if row["territory"] == territory]
    return [_compared(row, agenda) for row in distances]


def places(run: Run) -> list[tuple[str, str]]:
    """Code and name of regions in which two channels can be compared, by name."""
    known = register()
    codes = {row["territory"] for row in table(run, "agenda_distance") if row["territory"]}
    return sorted(((code, known.place(code) or code) for code in codes), key=lambda pair: pair[1])


def _compared(row: dict[str, Any], agenda: Rows) -> Compared:
    code = reader.language()
    pair = [one for one in agenda if (one["channel"], one["against"]) == (row["channel"], row["against"])]
    clear = [one for one in pair if one["finding"] != "unclear" and one["topic"]]
    clear.sort(key=lambda one: (-abs(one["gap"]), one["topic"]))
    return Compared(
        channel=side(row["channel"]), against=side(row["against"]), voices=row["voices"],
        against_voices=row["against_voices"], distance=formatting.percent(code, row["distance"]),
        distance_between=percent_between(row["distance_low"], row["distance_high"]),
        seen=formatting.percent(code, row["seen"]), expected=formatting.percent(code, row["expected_high"]),
        is_apart=row["q"] is not None and row["q"] <= 0.05,
        clear=[_gap(one) for one in clear[:SHOWN]], figure=_figure(pair, row),
    )  # fmt: skip


def _gap(one: dict[str, Any]) -> Gap:
    code = reader.language()
    return Gap(
        topic=register().topic(one["topic"]),
        share=formatting.percent(code, one["share"]),
        between=percent_between(one["share_low"], one["share_high"]),
        against=formatting.percent(code, one["against_share"]),
        against_between=percent_between(one["against_low"], one["against_high"]),
        gap=_points(one["gap_low"], one["gap_high"]),
        q=formatting.number(code, one["q"], 3),
        finding=one["finding"],
    )  # fmt: skip


def _points(low: float, high: float) -> str:
    """`2.0–8.7`: the size of a difference of two shares in percentage points; its sign stands before it."""
    ends = sorted((abs(low), abs(high)))
    return "–".join(formatting.number(reader.language(), 100 * one, 1) for one in ends)


def _figure(pair: Rows, row: dict[str, Any]) -> Figure | None:
    """The topics of which the first channel speaks most, each beside the second."""
    code, known = reader.language(), register()
    named = sorted((one for one in pair if one["topic"]), key=lambda one: (-one["share"], one["topic"]))[:SHOWN]
    if not named:
        return None
    bars = []
    for one in named:
        first = f"{formatting.percent(code, one['share'])} ({percent_between(one['share_low'], one['share_high'])})"
        second = formatting.percent(code, one["against_share"])
        said = f"{first} · {side(row['against'])}: {second}"
        bars.append(
            Interval(known.topic(one["topic"]), round(1e4 * one["share_low"]), round(1e4 * one["share_high"]), said)
        )
    told = _("A bar for each topic: solid up to the lower end of its interval, pale up to the upper one.")
    title = _("What is spoken of most: {channel}").format(channel=side(row["channel"]))
    return rows_of_bars(bars, title, told, (_("Topic"), _("Share of the voices")))


@dataclass(frozen=True)
class Hashtag:
    name: str
    accounts: tuple[int, int]
    posts: int
    days: int
    topics: str
    channels: str


def hashtags(run: Run) -> list[Hashtag]:
    known = register()
    return [
        Hashtag(
            row["hashtag"], (row["accounts_min"], row["accounts_max"]), row["posts"], row["days"],
            ", ".join(known.topic(topic) for topic in row["topics"]),
            ", ".join(channel_name(one) for one in row["platforms"]),
        )
        for row in table(run, "hashtags") if row["hashtag"]
    ][:HASHTAGS]  # fmt: skip


@dataclass(frozen=True)
class Lasting:
    """How many demands of a body or region are still heard a legal term later."""

    name: str
    share: str
    between: str
    n: int
    finding: str


def lasting(run: Run, by: str) -> list[Lasting]:
    """Of each body or territory with demands that could be followed, the largest share first; `all`: one row."""
    rows = [row for row in table(run, "persistence") if row["by"] == by and row["share"] is not None]
    rows.sort(key=lambda row: (-row["low"], row["body"] or "", row["territory"] or ""))
    code, known = reader.language(), register()
    return [
        Lasting(
            name=(known.body(row["body"]) or row["body"]) if row["body"] else (known.place(row["territory"]) or ""),
            share=formatting.percent(code, row["share"]), between=percent_between(row["low"], row["high"]),
            n=row["followed"], finding=row["finding"],
        )
        for row in rows[:SHOWN]
    ]  # fmt: skip


def term(run: Run) -> int | None:
    """Days of the legal term that demands are held against."""
    return next((row["term_days"] for row in table(run, "persistence")), None)
