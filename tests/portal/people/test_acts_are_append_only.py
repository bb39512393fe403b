"""What staff did stays as it was written: the database refuses each way to change or remove a line."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.portal.people.conftest import MONDAY
from tyndau.portal.people.models import StaffAct
from tyndau.portal.people.services import SERVER, note_act

WAYS = {
    "update": "UPDATE people_staffact SET reason = 'another'",
    "delete": "DELETE FROM people_staffact",
    "replace": "INSERT OR REPLACE INTO people_staffact (id, at, act, kind, object_id, what, reason)"
    " SELECT id, at, 'another', kind, object_id, what, reason FROM people_staffact",
    "upsert": "INSERT INTO people_staffact (id, at, act, kind, object_id, what, reason)"
    " SELECT id, at, 'another', kind, object_id, what, reason FROM people_staffact WHERE true"
    " ON CONFLICT (id) DO UPDATE SET act = 'another'",
    "truncate": "TRUNCATE people_staffact",
}
OF_ONE_DATABASE = {"replace": "sqlite", "truncate": "postgresql"}


@pytest.fixture
def act(db):
    return note_act(SERVER, "people.add_account", what={"username": [None, "dana"]}, reason="new", at=MONDAY)


@pytest.mark.parametrize("way", WAYS)
def test_plain_sql_cannot_change_or_remove_a_line(act, way):
    if OF_ONE_DATABASE.get(way, connection.vendor) != connection.vendor:
        pytest.skip(f"{connection.vendor} knows no such statement")
    connection.check_constraints()  # what PostgreSQL has put off until the end of the test
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WAYS[way])
    kept = StaffAct.objects.get()
    assert (kept.act, kept.reason, kept.what) == ("people.add_account", "new", {"username": [None, "dana"]})


@pytest.mark.parametrize("how", ["save", "update", "delete", "queryset"])
def test_nor_can_the_portal_s_own_code(act, how):
    act.reason = "another"
    ways = {
        "save": act.save,
        "update": lambda: StaffAct.objects.update(reason="another"),
        "delete": act.delete,
        "queryset": StaffAct.objects.all().delete,
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ways[how]()
    assert StaffAct.objects.get().reason == "new"


def test_an_act_that_fails_leaves_no_line(db):
    with transaction.atomic():
        note_act(SERVER, "people.add_account", at=MONDAY)
        transaction.set_rollback(True)
    assert not StaffAct.objects.exists()


def test_tests_put_the_guard_back_when_they_empty_the_table(transactional_db, django_db_blocker):
    from django.core.management import call_command

    note_act(SERVER, "people.add_account", at=MONDAY)
    call_command("flush", interactive=False, verbosity=0, allow_cascade=False, inhibit_post_migrate=True)
    assert not StaffAct.objects.exists()
    note_act(SERVER, "people.add_account", at=MONDAY)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StaffAct.objects.all().delete()
