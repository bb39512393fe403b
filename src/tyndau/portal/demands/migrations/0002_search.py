"""The index of stems: FTS5 on SQLite, a generated tsvector with GIN on PostgreSQL. Neither parses: stems are ours."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE demands_search USING fts5(
    search, content='demands_demand', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
)
"""
POSTGRESQL = [
    """
    ALTER TABLE demands_demand ADD COLUMN search_stems tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search, ' '))) STORED
    """,
    "CREATE INDEX demands_search ON demands_demand USING gin (search_stems)",
]


def forwards(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else [SQLITE]:
        editor.execute(statement)


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE demands_demand DROP COLUMN search_stems")
    else:
        editor.execute("DROP TABLE demands_search")


class Migration(migrations.Migration):
    dependencies = [("demands", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
