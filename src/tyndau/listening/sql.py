"""DuckDB as the kernels use it: in memory, and silent, because stdout belongs to the answer."""

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A new engine. By itself DuckDB draws a progress bar on stdout when a query takes over two seconds."""
    engine = duckdb.connect()
    engine.execute("set enable_progress_bar = false")
    return engine
