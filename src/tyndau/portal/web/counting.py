"""Counters of the limits: in the process for what is read, in the database for what is sent.

What holds: forms and attempts to sign in are counted exactly, over all processes and machines that share the database.
Pages and searches are counted by each web process for itself, so that reading costs no write: with N processes
(`tyndau serve --workers N`) up to N times the limit may pass. Both count in fixed windows: around the turn of a window
up to twice the limit may pass within one window's length.
"""

from threading import Lock

from django.db import connection

from tyndau.portal.limits import Limit
from tyndau.portal.web.models import Count

# Beyond it a process starts its window afresh: a flood of addresses must not fill the memory (about 100 bytes each).
MOST_VISITORS = 100_000
ADD = """
    INSERT INTO web_count (kind, visitor, ends_at, times) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, visitor, ends_at) DO UPDATE SET times = web_count.times + 1
    RETURNING times
"""


def end_of_window(limit: Limit, now: float) -> int:
    """When the window that holds `now` is over, in seconds since 1970."""
    return (int(now) // limit.seconds + 1) * limit.seconds


class InProcess:
    """Counts of one process. Safe for its threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.windows: dict[str, tuple[int, dict[bytes, int]]] = {}

    def add(self, kind: str, visitor: bytes, limit: Limit, now: float) -> int:
        """Count one more, and return how many this visitor has in the present window."""
        end = end_of_window(limit, now)
        with self.lock:
            known_end, counts = self.windows.get(kind, (0, {}))
            if known_end != end or len(counts) >= MOST_VISITORS:
                counts = {}
                self.windows[kind] = end, counts
            counts[visitor] = times = counts.get(visitor, 0) + 1
        return times


def in_database(kind: str, visitor: bytes, limit: Limit, now: float) -> int:
    """Count one more for all processes, and return how many this visitor has in the present window."""
    # One statement: the database counts those who come at the same moment one after the other.
    with connection.cursor() as cursor:
        cursor.execute(ADD, [kind, visitor.hex(), end_of_window(limit, now)])
        times: int = cursor.fetchone()[0]
    if times == 1:
        Count.objects.filter(ends_at__lte=int(now)).delete()
    return times
