"""The country as it was: which unit a territory lay in on a day before today's borders.

A run uses today's register for posts of every date, so that a demand of a place is one line over the years; this is
for who lays its figures beside old statistics.
"""

from datetime import date
from typing import Any

from tyndau.listening.arrow import strings, table_of
from tyndau.listening.errors import require_columns

PARENTS = strings("kato", "parent_kato")


def parents_on(territories: Any, changes: Any, on: date) -> Any:
    """The units of a day, each with the unit that it lay in.

    territories  kato, parent_kato: today's register
    changes      kato, day (ISO day, or only a year: then its last day counts), what (formed, moved, renamed), before
    Returns      kato, parent_kato, in the order of territories: without units that were formed later, and with the
                 parent before each later move, which may be a code that the register no longer holds
    Raises       MissingColumns
    """
    require_columns("territories", territories, ("kato", "parent_kato"))
    require_columns("changes", changes, ("kato", "day", "what", "before"))
    later = [row for row in changes.to_pylist() if f"{row['day']}-12-31"[:10] > on.isoformat()]
    # A renaming that brought a new code makes a new unit of the register.
    unborn = {row["kato"] for row in later if row["what"] == "formed" or (row["what"] == "renamed" and row["before"])}
    # The first of the later moves holds what was true on the day.
    moves = sorted((row for row in later if row["what"] == "moved"), key=lambda row: str(row["day"]), reverse=True)
    before = {row["kato"]: row["before"] for row in moves}
    pairs = zip(territories["kato"].to_pylist(), territories["parent_kato"].to_pylist(), strict=True)
    rows = [(kato, before.get(kato, parent)) for kato, parent in pairs if kato not in unborn]
    return table_of(rows, PARENTS)
