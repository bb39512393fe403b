"""Acts on demands: a listening run is imported, whole or not at all."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, transaction

from tyndau.listening import runfolder
from tyndau.listening.country import Country
from tyndau.listening.runner import Watcher
from tyndau.portal.bodies.services import load_country
from tyndau.portal.demands import arriving, arriving_signal, loading
from tyndau.portal.demands.arriving import Arriving
from tyndau.portal.demands.hiding import hidden
from tyndau.portal.demands.models import DayCount, Demand, Evidence, RejectedRow, Run, Signal, Succession, Tally
from tyndau.portal.demands.refusals import NothingToPublish, OlderRun, OtherJurisdiction
from tyndau.portal.demands.states import Status

LOCK = 0x54594E44  # "TYND": imports wait for each other


class Imported(NamedTuple):
    """What an import did; `again`: the run was here already and nothing was changed."""

    again: bool
    demands: int
    new: int
    ended: int
    hidden: int
    rejected: int


def import_run(
    folder: Path,
    country: Country,
    now: datetime,
    watcher: Watcher,
    also: Sequence[Callable[[Path, Run, Country], None]] = (),
) -> Imported:
    """Publish a run: its demands replace those of the same name, the others stay as ended or merged.

    The same run twice changes nothing. All in one transaction: readers see the old run or the new one.
    also   what other contexts keep of the run: called with folder, stored run and country, in the same transaction
    Refuses BadRun, OtherJurisdiction, OlderRun, NothingToPublish.
    """
    told, sha256, computed_at = arriving.told(folder)
    if told["jurisdiction"]["code"] != country.code:
        raise OtherJurisdiction(run=told["jurisdiction"]["code"], portal=country.code)
    with transaction.atomic():
        _one_at_a_time()
        # Names and bodies may have changed where the run has not.
        load_country(country, now)
        if known := Run.objects.filter(sha256=sha256).first():
            return Imported(True, known.demands, 0, 0, known.hidden, known.rejected.count())
        newest = Run.objects.filter(current=True).first()
        if newest and newest.computed_at > computed_at:
            raise OlderRun(
                run=computed_at.isoformat(" ", "minutes"), known=newest.computed_at.isoformat(" ", "minutes")
            )
        with _stage(watcher, "publish", told["counts"]["voices"]) as out:
            run = arriving.read(folder, country, hidden())
            out.append(run.published.demands.num_rows)
        if not run.published.demands.num_rows:
            raise NothingToPublish(hidden=run.published.hidden, rejected=len(run.rejected))
        changes = runfolder.read_table(folder, "changes.parquet")
        stored, done = _store(run, changes, country, now, watcher)
        for keep in also:
            keep(folder, stored, country)
    _tidy()
    return done


def _one_at_a_time() -> None:
    """SQLite's transactions are immediate (settings.py): there the second waits at BEGIN."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def _stage(watcher: Watcher, name: str, rows: int) -> Iterator[list[int]]:
    watcher.stage(name, rows)
    started, out = time.perf_counter(), list[int]()
    yield out
    watcher.finished(name, out[-1], time.perf_counter() - started)


def _store(run: Arriving, changes: Any, country: Country, now: datetime, watcher: Watcher) -> tuple[Run, Imported]:
    published = run.published
    Run.objects.filter(current=True).update(current=False)
    stored = Run.objects.create(**_of_the_run(run, now))
    RejectedRow.objects.bulk_create(
        [RejectedRow(run=stored, demand=demand, reason=reason, value=value[:200])
         for demand, reason, value in run.rejected],
        batch_size=1000,
    )  # fmt: skip
    before = Demand.objects.count()
    with _stage(watcher, "find", published.demands.num_rows) as out:
        rows = arriving.demand_rows(published.demands, country, stored.pk)
        out.append(rows.num_rows)
    with _stage(watcher, "store", rows.num_rows) as out:
        loading.upsert(Demand, rows, "code", keeping=("first_run_id",))
        ids = dict(Demand.objects.filter(run=stored).values_list("code", "pk"))
        loading.upsert(Evidence, arriving.evidence_rows(published, ids), "demand_id")
        loading.upsert(Signal, arriving_signal.rows(run.signal, ids), "demand_id")
        ended = _let_go(stored, changes, set(ids))
        for model, table in ((Tally, published.tallies), (DayCount, published.day_counts)):
            model.objects.all().delete()
            loading.insert(model, table)
        _index()
        out.append(rows.num_rows)
    new = Demand.objects.count() - before
    return stored, Imported(False, rows.num_rows, new, ended, published.hidden, len(run.rejected))


def _of_the_run(run: Arriving, now: datetime) -> dict[str, Any]:
    told, counts = run.told, run.told["counts"]
    channels = {channel for row in run.published.demands["platforms"].to_pylist() for channel in row}
    return {
        "sha256": run.sha256,
        "jurisdiction": told["jurisdiction"]["code"],
        "computed_at": run.computed_at,
        "imported_at": now,
        "first_day": date.fromisoformat(told["period"]["first"]),
        "last_day": date.fromisoformat(told["period"]["last"]),
        "zone": told["period"].get("zone", ""),
        "posts": counts["posts"],
        "accounts": counts["accounts"],
        "voices": counts["voices"],
        "demands": run.published.demands.num_rows,
        "hidden": run.published.hidden,
        "least_accounts": max(arriving.LEAST, told["parameters"].get("suppress_below", arriving.LEAST)),
        "synthetic": counts.get("synthetic", 0) > 0,
        "told": told,
        "rungs": arriving_signal.rungs(run.signal).get("", []),
        "channels": sorted(channels),
        "current": True,
    }


def _let_go(run: Run, changes: Any, live: set[str]) -> int:
    """Demands that this run did not hear go on under another name, or have ended."""
    went = changes.filter(pc.is_in(changes["change"], pa.array(["merged", "split"])))
    Succession.objects.bulk_create(
        [
            Succession(
                before=row["previous_id"], after=row["demand_id"], change=row["change"],
                shared_posts=row["shared_posts"], run=run,
            )
            for row in went.to_pylist() if row["previous_id"] and row["demand_id"] in live
        ],
        ignore_conflicts=True, batch_size=1000,
    )  # fmt: skip
    gone = Demand.objects.filter(status=Status.LIVE).exclude(run=run)
    merged = Succession.objects.filter(run=run, change="merged").values("before")
    count = gone.count()
    gone.filter(code__in=merged).update(status=Status.MERGED, rank=None)
    gone.update(status=Status.ENDED, rank=None)
    return count


def _index() -> None:
    """SQLite's index of stems is a copy beside the table and is built anew; PostgreSQL's follows by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO demands_search (demands_search) VALUES ('rebuild')")
            cursor.execute("ANALYZE")


def _tidy() -> None:
    """On PostgreSQL: drop what the old run left, so that counts need only an index, and gather statistics."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        tables = ", ".join(model._meta.db_table for model in (Demand, Evidence, Signal, Tally, DayCount))
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (ANALYZE) {tables}")
