"""The health pages tell a machine whether the portal can do its work, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from tyndau.portal.web import health

pytestmark = pytest.mark.urls("tyndau.portal.urls")


def task(waiting: timedelta, run_after: datetime | None = None) -> None:
    row = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default", priority=0, queue_name="default",
        run_after=run_after or get_date_max(),
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=timezone.now() - waiting)


def test_a_live_process_answers_without_the_database(client):
    answer = client.get("/health/live")  # the test has no database
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert "no-store" in answer["Cache-Control"]


def test_all_is_well(client, db):
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert list(answer.json()["checks"])[:4] == ["database", "migrations", "worker", "disk"]
    assert "no-store" in answer["Cache-Control"]
    assert client.head("/health/").status_code == 200


def test_a_database_that_does_not_answer_is_503_without_its_words(client, db):
    def refuse(*_):
        raise DatabaseError("password of tyndau at 10.0.0.5")

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == {"ok": False}
    assert "password" not in answer.content.decode()


def test_a_change_that_was_not_made_is_503(client, db):
    MigrationRecorder(connection).record_unapplied("people", "0001_initial")
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == {"ok": False, "missing": 1}


@pytest.mark.parametrize(
    ("waiting", "ok"), [(timedelta(minutes=14), True), (timedelta(minutes=16), False), (timedelta(days=3), False)]
)
def test_tasks_that_nobody_takes_are_503(db, waiting, ok):
    task(waiting)
    assert health.worker(timezone.now()).ok == ok


def test_a_task_for_later_waits_only_from_then_on(db):
    now = timezone.now()
    task(timedelta(days=3), run_after=now + timedelta(hours=1))
    task(timedelta(days=3), run_after=now - timedelta(minutes=1))
    assert health.worker(now).ok


@pytest.mark.parametrize(("free_mb", "ok"), [(10_000, True), (100, False)])
def test_a_full_disk_is_503(monkeypatch, free_mb, ok):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free_mb * 1_000_000}))
    assert health.disk(datetime.now(UTC)).ok == ok


def test_another_part_adds_a_check_as_a_row(client, db, monkeypatch):
    found = health.Finding(False, {"last_import_days": 40})
    monkeypatch.setattr(health, "CHECKS", [*health.CHECKS, ("imports", lambda now: found)])
    assert client.get("/health/").json()["checks"]["imports"] == {"ok": False, "last_import_days": 40}
