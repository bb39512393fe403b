"""The database as one file of a backup: SQLite by its online backup, PostgreSQL by pg_dump; and the way back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from tyndau.portal.running.refusals import NoDatabase, NoTool, ToolFailed

# What triggers call outlives its tables, and the dump brings it again; what an extension brought belongs to that.
OWN_ROUTINES = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""


class Store(Protocol):
    """A database that can be written into a file and filled from one while the portal may be running."""

    kind: str
    member: str

    def dump(self, file: Path) -> None: ...
    def is_empty(self) -> bool: ...
    def load(self, file: Path) -> None: ...

    def live_files(self) -> set[Path]:
        """Files in which the database itself lives: the dump stands for them in a backup."""


class Sqlite:
    kind = "sqlite"
    member = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def dump(self, file: Path) -> None:
        """One consistent moment, also while others write."""
        if not self.path.is_file():
            raise NoDatabase(reason=f"{self.path}: no such file")
        with closing(sqlite3.connect(self.path)) as live, closing(sqlite3.connect(file)) as copy:
            live.backup(copy)
            # A file of its own, without the -wal beside it that a reader of the backup would lack.
            copy.execute("PRAGMA journal_mode=DELETE")

    def is_empty(self) -> bool:
        if not self.path.is_file():
            return True
        with closing(sqlite3.connect(self.path)) as live:
            count: int = live.execute("select count(*) from sqlite_master").fetchone()[0]
        return count == 0

    def load(self, file: Path) -> None:
        """Written through SQLite into the file in use: who has it open reads the old or the new, no mixture."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(self.path, timeout=20)) as live:
            copy.backup(live)

    def live_files(self) -> set[Path]:
        return {self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm", "-journal")}


class Postgres:
    kind = "postgresql"
    member = "database.pgdump"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.name = str(settings["NAME"])
        given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        options = {"PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert", "PGSERVICE": "service"}
        told = {name: settings.get(key) for name, key in given.items()}
        told |= {name: settings.get("OPTIONS", {}).get(key) for name, key in options.items()}
        # In the environment, not among the arguments, which every user of the machine may list.
        self.environment = {**os.environ, **{name: str(value) for name, value in told.items() if value}}

    def dump(self, file: Path) -> None:
        self.run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", self.name)

    def is_empty(self) -> bool:
        from django.db import connection

        return not connection.introspection.table_names()

    def load(self, file: Path) -> None:
        from django.db import connection

        self.run("pg_restore", "--list", str(file))
        # Tables of a newer version are not in the dump and would stay in the way of later migrations.
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
        with connection.cursor() as cursor:
            if tables:
                cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
            cursor.execute(OWN_ROUTINES)
            for (routine,) in cursor.fetchall():
                cursor.execute(f"DROP ROUTINE {routine} CASCADE")
        connection.close()
        self.run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
            f"--dbname={self.name}", str(file),
        )  # fmt: skip

    def live_files(self) -> set[Path]:
        return set()

    def run(self, tool: str, *arguments: str) -> None:
        program = shutil.which(tool)
        if program is None:
            raise NoTool(tool=tool)
        done = subprocess.run(  # noqa: S603 - our own arguments
            [program, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ToolFailed(tool=tool, reason=done.stderr.strip().rsplit("\n", 1)[-1])


def of_the_portal() -> Store:
    """The database that the portal's settings name."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return Sqlite(Path(str(connection.settings_dict["NAME"])).absolute())
    return Postgres(connection.settings_dict)
