"""Whether the portal can do its work. A new check is a function and its row in CHECKS."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, Min, When
from django_tasks_db.models import DBTaskResult

from tyndau.portal.demands.models import Run

log = structlog.get_logger("tyndau.health")
LEAST_FREE_MB = 500
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Finding:
    """What one check found; `facts` are numbers for whoever watches, readable by anybody: no names, no versions."""

    ok: bool
    facts: dict[str, Any] = field(default_factory=dict)


def database(now: datetime) -> Finding:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(True)


def migrations(now: datetime) -> Finding:
    """Every change that this version's code needs has been made."""
    missing = len(_of_the_code() - set(MigrationRecorder(connection).applied_migrations()))
    return Finding(missing == 0, {"missing": missing})


@cache
def _of_the_code() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def worker(now: datetime) -> Finding:
    """No task has been due for longer than a quarter of an hour: somebody takes them."""
    due = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min(due))["oldest"]
    wait = now - oldest if oldest else timedelta()
    return Finding(wait <= LONGEST_WAIT, {"oldest_task_seconds": max(0, int(wait.total_seconds()))})


def disk(now: datetime) -> Finding:
    """There is room in the home folder, and the portal may write there."""
    free = shutil.disk_usage(settings.HOME).free // 1_000_000
    return Finding(free >= LEAST_FREE_MB and os.access(settings.HOME, os.W_OK), {"free_mb": free})


def heard(now: datetime) -> Finding:
    """A fact and no verdict: how long ago the run at hand was imported; nothing where none was yet."""
    at = Run.objects.filter(current=True).values_list("imported_at", flat=True).first()
    return Finding(True, {"hours_since_import": round((now - at).total_seconds() / 3600)} if at else {})


CHECKS: list[tuple[str, Callable[[datetime], Finding]]] = [
    ("database", database),
    ("migrations", migrations),
    ("worker", worker),
    ("disk", disk),
    ("heard", heard),
]


def examine(now: datetime) -> dict[str, Finding]:
    """All findings by name. A check that fails says no more than that; why stands in the log."""
    findings = {}
    for name, check in CHECKS:
        try:
            findings[name] = check(now)
        except (DatabaseError, OSError) as error:
            log.error("health.failed", check=name, error=type(error).__name__)
            findings[name] = Finding(False)
    return findings
