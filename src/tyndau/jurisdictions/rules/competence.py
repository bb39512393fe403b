"""The competence register: who answers for which topic where, without two answers that cannot be told apart.

Two rows of one topic and territory with common days clash when they name one body, which would count twice, or two
bodies of one rank: nothing would tell which answers first.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.rules.register import all_bodies, regions, written_out
from tyndau.jurisdictions.rules.validity import overlap, valid
from tyndau.jurisdictions.tables import Line, Sheets
from tyndau.listening.demands.responsible import COUNTRY

RANK = re.compile("[1-9][0-9]*")


def bad_ranks(sheets: Sheets) -> Iterator[Finding]:
    """A rank that is no whole number from 1."""
    for row in sheets["competence"].rows:
        rank = row.cells["rank"]
        if not RANK.fullmatch(rank):
            yield Finding("bad-value", "competence", row.number, f"rank={rank}", "1, 2, 3 ...")


def overlaps(sheets: Sheets) -> Iterator[Finding]:
    """Two rows for one topic and territory on the same days; told once for each pair of lines."""
    same: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in written_out(sheets):
        same[row.cells["topic"], row.cells["territory"]].append(row)
    told: set[tuple[int, int]] = set()
    for rows in same.values():
        for one, other in combinations(rows, 2):
            lines = one.number, other.number
            if lines not in told and overlap(one.cells, other.cells) and (rule := _clash(one, other)):
                told.add(lines)
                cells = other.cells
                who = f"{cells['topic']}, {cells['territory']}, rank={cells['rank']}, body={cells['body']}"
                yield Finding(rule, "competence", other.number, who, f"{one.number} ({one.cells['body']})")


def _clash(one: Line, other: Line) -> str | None:
    if one.cells["body"] == other.cells["body"]:
        return "overlap"
    return "tie" if one.cells["rank"] == other.cells["rank"] else None


def unread_law(sheets: Sheets) -> Iterator[Finding]:
    """Rows that claim a verified basis without naming it, and how many claim none."""
    rows = sheets["competence"].rows
    for row in rows:
        if row.cells["verified"] == "yes" and not row.cells["legal_basis"].strip():
            yield Finding("verified-without-basis", "competence", row.number, row.cells["topic"])
    if unread := sum(row.cells["verified"] != "yes" for row in rows):
        yield Finding("unverified", "competence", None, str(unread), str(len(rows)))


def idle_bodies(sheets: Sheets) -> Iterator[Finding]:
    """Bodies that answer for nothing; a template counts where one of its bodies does."""
    used = {row.cells["body"] for row in written_out(sheets)}
    busy = {row.number for key, row in all_bodies(sheets).items() if key in used}
    for row in sheets["bodies"].rows:
        if row.number not in busy:
            yield Finding("body-without-competence", "bodies", row.number, row.cells["body"])


def gaps(sheets: Sheets, on: date) -> Iterator[Finding]:
    """Topics for which nobody answers on a day: in some regions, or in all of them."""
    covered: dict[str, set[str]] = defaultdict(set)
    for row in written_out(sheets):
        if valid(row.cells, on):
            covered[row.cells["topic"]].add(row.cells["territory"])
    there = {row.cells["kato"] for row in sheets["territories"].rows if valid(row.cells, on)}
    today = [kato for kato in regions(sheets) if kato in there]
    for row in sheets["topics"].rows:
        has = covered[row.cells["topic"]]
        missing = [kato for kato in today if kato not in has and COUNTRY not in has]
        if missing:
            nowhere = len(missing) == len(today)
            rule = "topic-without-body" if nowhere else "topic-without-body-somewhere"
            yield Finding(rule, "topics", row.number, row.cells["topic"], "" if nowhere else ", ".join(missing))
