"""Writes an Arrow table into a database table in one go: COPY on PostgreSQL, many rows a call on SQLite."""

import io
from collections.abc import Sequence
from typing import Any

import pyarrow.csv as pacsv
from django.db import connection, models

AT_ONCE = 5000  # rows of a call


def insert(model: type[models.Model], table: Any) -> None:
    """Insert rows; the columns of `table` are called as those of the database."""
    _write(model._meta.db_table, table)


def upsert(model: type[models.Model], table: Any, key: str, keeping: Sequence[str] = ()) -> None:
    """Insert rows, or replace those that have the same key.

    keeping   columns that a row which is there already keeps
    """
    quote = connection.ops.quote_name
    target, listed = quote(model._meta.db_table), _listed(table)
    updates = [
        f"{quote(name)} = excluded.{quote(name)}" for name in table.column_names if name != key and name not in keeping
    ]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS arriving")
        cursor.execute(f"CREATE TEMPORARY TABLE arriving AS SELECT {listed} FROM {target} WHERE 1 = 0")
    _write("arriving", table)
    with connection.cursor() as cursor:
        # WHERE parts SELECT from ON CONFLICT: SQLite would read a join.
        cursor.execute(
            f"INSERT INTO {target} ({listed}) SELECT {listed} FROM arriving WHERE 1 = 1"
            f" ON CONFLICT ({quote(key)}) DO UPDATE SET {', '.join(updates)}"
        )
        cursor.execute("DROP TABLE arriving")


def _listed(table: Any) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in table.column_names)


def _write(name: str, table: Any) -> None:
    target = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} ({_listed(table)}) FROM STDIN (FORMAT csv)") as copy:
                for batch in table.to_batches(max_chunksize=AT_ONCE):
                    text = io.BytesIO()
                    pacsv.write_csv(batch, text, pacsv.WriteOptions(include_header=False))
                    copy.write(text.getvalue())
            return
        places = ", ".join(["%s"] * table.num_columns)
        for batch in table.to_batches(max_chunksize=AT_ONCE):
            rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            cursor.executemany(f"INSERT INTO {target} ({_listed(table)}) VALUES ({places})", list(rows))
