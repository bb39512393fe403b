"""The competence register: who answers for which topic where, without two answers that cannot be told apart.

The engine (listening/demands/responsible.py) takes the row of the region before that of the country; among rows of one
territory the body whose key comes first in the alphabet. So rows of different levels never clash. Two rows of one topic
and territory with common days do: with one body they count twice, with two bodies the alphabet decides. Where the notes
rank them ("first: ...", "second: ...") the alphabet must agree, else the wrong one is named.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.rules.validity import overlap, valid
from tyndau.jurisdictions.tables import Line, Sheets
from tyndau.listening.demands.responsible import COUNTRY

EACH_REGION = "each-region"
RANKS = ("first", "second", "third")


def spread(row: Line, sheets: Sheets) -> Iterator[Line]:
    """A row for `each-region` written out, one a region; its body becomes that region's own. Other rows as they are."""
    if row.cells["territory"] != EACH_REGION:
        yield row
        return
    for region in sheets["territories"].rows:
        if region.cells["level"] == "region":
            kato = region.cells["kato"]
            # A body of a region is competent no earlier than the region exists.
            since = max(row.cells["valid_from"], region.cells.get("valid_from", ""))
            body = f"{row.cells['body']}-{kato[:2]}"
            yield Line(row.number, {**row.cells, "territory": kato, "body": body, "valid_from": since})


def overlaps(sheets: Sheets) -> Iterator[Finding]:
    """Two rows for one topic and territory on the same days; told once for each pair of lines."""
    same: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in sheets["competence"].rows:
        for one in spread(row, sheets):
            same[one.cells["topic"], one.cells["territory"]].append(one)
    told: set[tuple[int, int]] = set()
    for rows in same.values():
        for one, other in combinations(rows, 2):
            lines = one.number, other.number
            if lines not in told and overlap(one.cells, other.cells) and (rule := _clash(one, other)):
                told.add(lines)
                who = f"{other.cells['topic']}, {other.cells['territory']}, {other.cells['body']}"
                yield Finding(rule, "competence", other.number, who, f"{one.number} ({one.cells['body']})")


def _clash(one: Line, other: Line) -> str | None:
    if one.cells["body"] == other.cells["body"]:
        return "overlap"
    ranks = _rank(one), _rank(other)
    if None in ranks or ranks[0] == ranks[1]:
        return "tie"
    by_note = sorted((one, other), key=lambda row: _rank(row) or 0)
    by_alphabet = sorted((one, other), key=lambda row: row.cells["body"])
    return None if by_note == by_alphabet else "second-wins"


def _rank(row: Line) -> int | None:
    """What the note says: first 0, second 1; None where it says neither."""
    note = row.cells.get("note", "").lower()
    return next((place for place, rank in enumerate(RANKS) if note.startswith(rank)), None)


def unread_law(sheets: Sheets) -> Iterator[Finding]:
    """Rows that claim a verified basis without naming it, and how many claim none."""
    rows = sheets["competence"].rows
    for row in rows:
        if row.cells["verified"] == "yes" and not row.cells["legal_basis"].strip():
            yield Finding("verified-without-basis", "competence", row.number, row.cells["topic"])
    if unread := sum(row.cells["verified"] != "yes" for row in rows):
        yield Finding("unverified", "competence", None, str(unread), str(len(rows)))


def idle_bodies(sheets: Sheets) -> Iterator[Finding]:
    """Bodies that answer for nothing."""
    used = {one.cells["body"] for row in sheets["competence"].rows for one in spread(row, sheets)}
    for row in sheets["bodies"].rows:
        if row.cells["body"] not in used:
            yield Finding("body-without-competence", "bodies", row.number, row.cells["body"])


def gaps(sheets: Sheets, on: date) -> Iterator[Finding]:
    """Topics for which nobody answers on a day: in some regions, or in all of them."""
    covered: dict[str, set[str]] = defaultdict(set)
    for row in sheets["competence"].rows:
        for one in spread(row, sheets):
            if valid(one.cells, on):
                covered[one.cells["topic"]].add(one.cells["territory"])
    territories = sheets["territories"].rows
    regions = [row.cells["kato"] for row in territories if row.cells["level"] == "region" and valid(row.cells, on)]
    for row in sheets["topics"].rows:
        has = covered[row.cells["topic"]]
        missing = [kato for kato in regions if kato not in has and COUNTRY not in has]
        if missing:
            nowhere = len(missing) == len(regions)
            rule = "topic-without-body" if nowhere else "topic-without-body-somewhere"
            yield Finding(rule, "topics", row.number, row.cells["topic"], "" if nowhere else ", ".join(missing))
