"""A large study on the portal: 2,000 texts, three coders, a classifier that read a million; each step beside its floor.

    python -m benchmarks.coding_pages

CPU seconds of one process, best of three, SQLite in a temporary folder. `x_floor` compares a page with the lightest
answer of the same process (/health/live), the end of coding with the arithmetic alone, and reading predictions with
csv.reader over the same rows.
"""

import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TEXTS, CODERS, CORPUS = 2_000, 3, 1_000_000
CODES = ("asks", "complains", "neither")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
BOOK = Path(__file__).parents[1] / "docs" / "listening" / "codebook-example.toml"


def cpu(act: Callable[[], Any], times: int = 3) -> float:
    found = []
    for _ in range(times):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def line(what: str, ours: float, floor: float, of: str) -> None:
    print(f"{what} cpu_s={ours:.3f} x_floor={ours / floor:.1f} floor={of}")


def main() -> None:
    from django.core.management import call_command
    from django.test import Client
    from tests.portal.people.conftest import member

    from tyndau.portal.coding import arriving, measuring, services
    from tyndau.portal.coding.models import GivenCode
    from tyndau.portal.people.models import Duty

    call_command("migrate", verbosity=0)
    rows = [f"u{n:016x},text {n},0.002,{('kk', 'ru')[n % 2]}" for n in range(TEXTS)]
    sample = "\n".join(["unit,text,probability,language", *rows])
    zhanna = member("zhanna", Duty.ANALYST)
    study = services.create_study("s", (BOOK.read_text("utf-8"), "b"), (sample, "s"), by=zhanna, at=NOW)
    units = list(study.units.all())
    for number in range(CODERS):
        account = member(f"coder-{number}", Duty.CODER)
        coder = services.name_coder(study, account, by=zhanna, at=NOW)
        GivenCode.objects.bulk_create(
            GivenCode(
                unit=one, coder=coder, code=CODES[(one.place + (number if one.place % 9 == 0 else 0)) % 3], at=NOW
            )
            for one in units[: TEXTS - 1]
        )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/kk/staff/coding/{study.pk}/"
    assert client.get(f"{address}code/", follow=True).status_code == 200
    floor = cpu(lambda: client.get("/health/live"), 20)
    line(f"next-text n={TEXTS:,}", cpu(lambda: client.get(f"{address}code/", follow=True)), floor, "health-live")
    table = measuring.codes_table(study)
    line(f"end-of-coding codes={len(table):,}", cpu(lambda: measuring.agreement_of(study)), *arithmetic(study, table))
    said = "unit,predicted\n" + "".join(f"u{n:016x},{CODES[n % 3]}\n" for n in range(CORPUS))
    names = {one.name for one in units}
    plain = cpu(lambda: sum(1 for _ in csv.reader(io.StringIO(said, newline=""))))
    line(f"predictions n={CORPUS:,}", cpu(lambda: arriving.predictions(said, "said.csv", names)), plain, "csv-reader")
    study = services.end_coding(study, by=zhanna, at=NOW)
    services.add_predictions(study, said, "said.csv", by=zhanna, at=NOW)
    assert client.get(f"{address}result/").status_code == 200
    line(f"result n={CORPUS:,}", cpu(lambda: client.get(f"{address}result/")), floor, "health-live")


def arithmetic(study: Any, table: Any) -> tuple[float, str]:
    from tyndau.listening.coding.agreement import agreement

    book = study.book
    return cpu(lambda: agreement(table, book.level, book.codes, "language")), "agreement-alone"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith("TYNDAU_") or name == "DATABASE_URL"]:
            del os.environ[name]
        os.environ |= {"TYNDAU_HOME": home, "TYNDAU_DEBUG": "yes", "TYNDAU_LIMIT_PAGES": "off", "TYNDAU_LOG": "json"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "tyndau.portal.settings"
        sys.stdout.reconfigure(line_buffering=True)
        import django

        django.setup()
        main()
