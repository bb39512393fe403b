"""Triggers that make a table append-only: the database itself refuses UPDATE, DELETE, REPLACE and TRUNCATE.

Who owns the database can drop a trigger; nobody can change a row by mistake, through the portal or with its account's
plain SQL. A later migration that remakes such a table on SQLite must guard it anew: a test tries each way.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
SQLITE_OFF = tuple(f"DROP TRIGGER {{table}}_no_{what}" for what in ("update", "delete", "replace"))

POSTGRESQL = (
    """CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()""",
)
POSTGRESQL_OFF = (
    "DROP TRIGGER {table}_no_change ON {table}",
    "DROP TRIGGER {table}_no_truncate ON {table}",
    "DROP FUNCTION {table}_is_append_only()",
)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_OFF), "postgresql": (POSTGRESQL, POSTGRESQL_OFF)}


def statements(vendor: str, table: str, *, on: bool) -> list[str]:
    """SQL that guards a table, or takes the guard away."""
    guard, free = STATEMENTS[vendor]
    return [one.replace("{table}", table) for one in (guard if on else free)]


def guard(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for one in statements(editor.connection.vendor, table, on=True):
        editor.execute(one)


def free(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for one in statements(editor.connection.vendor, table, on=False):
        editor.execute(one)
