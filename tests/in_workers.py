"""Kernels of tests that run in workers of a cluster: another process finds them by their name."""

import os
import signal
import time
from pathlib import Path

import pyarrow as pa


def doubled(table):
    return pa.table({"n": [2 * n for n in table["n"].to_pylist()]})


def slowly(number, seconds):
    time.sleep(seconds)
    return number


def pid(seconds):
    time.sleep(seconds)
    return os.getpid()


def failing(table, error):
    if 30 in table["n"].to_pylist():
        raise error
    return table


def dying_once(table, marker):
    if 30 in table["n"].to_pylist() and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return table


def killed(_):
    os.kill(os.getpid(), signal.SIGKILL)
