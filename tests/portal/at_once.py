"""Races with real threads: each has a connection of its own, and all are let go at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

PATIENCE = 30.0  # seconds until a thread that waits for the others gives up


def at_once(n: int, act: Callable[..., Any]) -> list[Any]:
    """Run `act` in n threads at the same time and return what each returned, in the order of the threads.

    act      called without arguments, or with the thread's number from 0 if it takes one
    Returns  n results; an exception that an act raised stands in the list in place of its result, never hidden

    The test needs real transactions: `pytest.mark.django_db(transaction=True)`.
    """
    barrier = Barrier(n, timeout=PATIENCE)
    numbered = bool(act.__code__.co_argcount) if hasattr(act, "__code__") else False

    def run(number: int) -> Any:
        try:
            # The connection is opened before the start: what races is the act, not the handshake.
            connection.ensure_connection()
            barrier.wait()
            return act(number) if numbered else act()
        except Exception as error:  # noqa: BLE001 - the test judges it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(n) as threads:
        return list(threads.map(run, range(n)))
