"""DuckDB as the kernels use it: in memory, and silent, because stdout belongs to the answer."""

import os

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A new engine. By itself DuckDB draws a progress bar on stdout when a query takes over two seconds.

    OMP_NUM_THREADS bounds its threads, as it does those of other libraries: schedulers set it for each worker.
    """
    engine = duckdb.connect()
    engine.execute("set enable_progress_bar = false")
    if (threads := os.environ.get("OMP_NUM_THREADS", "")).isdigit() and int(threads):
        engine.execute(f"set threads = {int(threads)}")
    return engine
