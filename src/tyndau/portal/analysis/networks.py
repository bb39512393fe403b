"""The network of a run for its page: communities, what joins them, and demands of one circle or of many."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyndau.charts import Figure
from tyndau.charts.ring import Link, Node, ring
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.findings import Rows, percent_between, table
from tyndau.portal.bodies.register import register
from tyndau.portal.demands.detail import language_name
from tyndau.portal.demands.models import Demand, Run
from tyndau.portal.demands.queries import Card, cards, channel_name

DRAWN = 12  # communities in the picture
LISTED = 20
TOP = 5


@dataclass(frozen=True)
class Community:
    """A community in words; a circle of people who answer and pass on one another."""

    name: str
    accounts: int
    posts: int
    inside: str
    stability: str
    about: str


def communities(run: Run, most: int = LISTED) -> list[Community]:
    return [_community(row) for row in table(run, "communities")[:most]]


def _community(row: dict[str, Any]) -> Community:
    code, known = reader.language(), register()
    about = [
        channel_name(row["platform"]) if row["platform"] else "",
        language_name(row["language"]) if row["language"] else "",
        known.place(row["territory"]) or "",
        ", ".join(known.topic(topic) for topic in (row["topic"] or "").split(", ") if topic),
    ]
    stable = "" if row["stability"] is None else formatting.percent(code, row["stability"])
    between = percent_between(row["stability_low"], row["stability_high"])
    return Community(
        name=name_of(row["community"]),
        accounts=row["accounts"],
        posts=row["posts"],
        inside="" if row["inside"] is None else formatting.percent(code, row["inside"]),
        stability=f"{stable} ({between})" if between else stable,
        about=" · ".join(one for one in about if one),
    )


def name_of(code: str) -> str:
    """`Community 1`; the largest is 1."""
    if code == "other":
        return _("All others")
    return _("Community {number}").format(number=code.removeprefix("c"))


def picture(run: Run) -> Figure | None:
    """The largest communities on a ring; a thicker line means more posts between two of them."""
    rows = [row for row in table(run, "communities") if row["community"] != "other"][:DRAWN]
    if len(rows) < 2:
        return None
    code = reader.language()
    nodes = [Node(row["community"], row["community"].removeprefix("c"), row["accounts"], _said(row)) for row in rows]
    drawn = {row["community"] for row in rows}
    links = [
        Link(row["community_a"], row["community_b"], row["posts"],
             _("{a} and {b}").format(a=name_of(row["community_a"]), b=name_of(row["community_b"])),
             _("posts: {posts}; pairs of accounts: {ties}").format(
                 posts=formatting.number(code, row["posts"]), ties=formatting.number(code, row["ties"])))
        for row in table(run, "bridges") if row["community_a"] in drawn and row["community_b"] in drawn
    ]  # fmt: skip
    told = _("A circle for each of the largest communities, larger with more accounts; lines join those that answer or"
             " pass on one another, thicker with more posts.")  # fmt: skip
    return ring(nodes, links, _("Communities and what joins them"), told, (_("Community"), _("What is known of it")))


def _said(row: dict[str, Any]) -> str:
    return _("accounts: {n}").format(n=formatting.number(reader.language(), row["accounts"]))


@dataclass(frozen=True)
class Spread:
    """How evenly a demand's accounts are spread over communities, beside what chance would give."""

    card: Card
    seen: str
    expected: str
    accounts: int


def narrow(run: Run) -> list[Spread]:
    """Demands that are asked for in fewer circles than chance would give, strongest first."""
    return _spreads([row for row in _told(run) if row["evenness_high"] < row["evenness_expected_low"]])


def broad(run: Run) -> list[Spread]:
    """Demands that are spread no less evenly than chance would give, strongest first."""
    return _spreads([row for row in _told(run) if row["evenness_low"] >= row["evenness_expected_low"]])


def _told(run: Run) -> Rows:
    needed = ("evenness", "evenness_low", "evenness_high", "evenness_expected_low")
    return [row for row in table(run, "polarisation") if all(row[name] is not None for name in needed)]


def _spreads(rows: Rows) -> list[Spread]:
    by_code = {row["demand_id"]: row for row in rows}
    found = cards(Demand.objects.filter(code__in=by_code, rank__isnull=False).order_by("rank")[:TOP])
    return [_spread(card, by_code[card.code]) for card in found]


def _spread(card: Card, row: dict[str, Any]) -> Spread:
    seen, low, high, expected = (
        formatting.number(reader.language(), row[name], 2)
        for name in ("evenness", "evenness_low", "evenness_high", "evenness_expected")
    )
    return Spread(card, f"{seen} ({low}–{high})", expected, row["accounts"])
