"""Tests empty their database when they are done; tables that refuse to be emptied let these, and only these, do it."""

from contextlib import contextmanager

from django.db.backends.base.operations import BaseDatabaseOperations

from tyndau.portal.people.append_only import statements

TABLES = ("people_staffact",)


@contextmanager
def emptied_after_tests():
    """While this lasts, Django's flush takes the guard of append-only tables away and puts it back."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self, sql_list):
        def run(on):
            guards = [one for table in TABLES for one in statements(self.connection.vendor, table, on=on)]
            with self.connection.cursor() as cursor:
                for one in guards:
                    cursor.execute(one)

        run(on=False)
        flush(self, sql_list)
        run(on=True)

    BaseDatabaseOperations.execute_sql_flush = unguarded
    yield
    BaseDatabaseOperations.execute_sql_flush = flush
