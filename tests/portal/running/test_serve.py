"""`tyndau serve`: web and worker start together, are reached, and end together, cleanly and soon."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection

from tests.portal.running.conftest import needs_assets
from tyndau.portal.running.supervisor import commands

pytestmark = needs_assets
OPEN = "The portal is open"


@contextmanager
def served(environment, port, *words):
    """The running command; its stderr is read up to the line that says the portal is open."""
    call = [sys.executable, "-m", "tyndau", "serve", "--port", str(port), "--migrate", *words]
    run = subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        told = []
        for line in run.stderr:
            told.append(line)
            if OPEN in line:
                break
        assert OPEN in told[-1], told
        yield run
    finally:
        if run.poll() is None:
            run.terminate()
        run.communicate(timeout=30)


def children(environment) -> dict[str, int]:
    """Process numbers of the web server's parent and of the worker, found by the home folder that is theirs alone."""
    found = {}
    for process in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name)):
        try:
            theirs, call = (process / "environ").read_bytes(), (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"TYNDAU_HOME={environment['TYNDAU_HOME']}".encode() in theirs:
            for name, module in (("web", b"gunicorn"), ("worker", b"db_worker")):
                if module in call.split(b"\0"):
                    found.setdefault(name, int(process.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_pages_are_served_until_a_signal_ends_everything_within_seconds(environment, port, how):
    with served(environment, port) as run:
        with urlopen(f"http://127.0.0.1:{port}/kk/") as page:
            assert page.status == 200
        assert children(environment).keys() == {"web", "worker"}
        begun = time.monotonic()
        run.send_signal(how)
        _, told = run.communicate(timeout=30)
        assert (run.returncode, "The portal has ended." in told) == (0, True), told
        assert time.monotonic() - begun < 8
        assert children(environment) == {}


@pytest.mark.parametrize("child", ["web", "worker"])
def test_when_a_part_dies_all_end_and_the_part_is_named(environment, port, child):
    with served(environment, port) as run:
        os.kill(children(environment)[child], signal.SIGKILL)
        _, told = run.communicate(timeout=30)
        assert run.returncode == 128 + signal.SIGKILL
        assert f"Part: {child}, exit code: 137." in told
        assert children(environment) == {}


def test_what_the_parts_write_is_json_where_there_is_no_terminal(environment, port):
    with served(environment, port) as run:
        run.terminate()
        out, _ = run.communicate(timeout=30)
    events = [json.loads(line) for line in out.splitlines()]
    assert "gunicorn.error" in {one["logger"] for one in events}
    assert all({"event", "level", "timestamp"} <= one.keys() for one in events)


def test_neither_addresses_nor_searches_of_readers_are_logged(environment, port):
    with served(environment, port) as run:
        with urlopen(f"http://127.0.0.1:{port}/kk/?q=secretword"):
            pass
        run.terminate()
        out, told = run.communicate(timeout=30)
    assert "secretword" not in out + told


def test_a_port_in_use_is_refused_before_anything_starts(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        done = command("serve", "--port", number)
    assert (done.returncode, "[portal.port-in-use]" in done.stderr) == (2, True), done.stderr
    assert str(number) in done.stderr
    assert not (tmp_path / "home").exists()


def test_an_address_of_another_machine_is_refused(command):
    done = command("serve", "--host", "192.0.2.1")
    assert (done.returncode, "[portal.bad-address]" in done.stderr) == (2, True), done.stderr


def test_an_older_database_is_migrated_on_sqlite_and_asked_about_on_postgresql(command, environment, port):
    if connection.vendor == "postgresql":
        done = command("serve", "--port", port)
        assert (done.returncode, "[portal.not-migrated]" in done.stderr) == (2, True), done.stderr
        assert "tyndau manage migrate" in done.stderr
    else:
        call = [sys.executable, "-m", "tyndau", "serve", "--port", str(port)]
        run = subprocess.Popen(call, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert "Bringing the database to this version" in run.stderr.readline()
        run.terminate()
        run.communicate(timeout=30)


def test_a_database_of_a_newer_version_is_refused(command, port):
    assert command("manage", "migrate").returncode == 0
    insert = (
        "from django.db.migrations.recorder import MigrationRecorder as R;"
        "from django.db import connection; R(connection).record_applied('people', '9999_of_tomorrow')"
    )
    assert command("manage", "shell", "-c", insert).returncode == 0
    done = command("serve", "--port", port)
    assert (done.returncode, "people.9999_of_tomorrow" in done.stderr) == (2, True), done.stderr


def test_a_database_that_does_not_answer_is_told_without_its_password(command, port):
    done = command("serve", "--port", port, DATABASE_URL="postgres://tyndau:hidden@127.0.0.1:1/tyndau")
    assert (done.returncode, "[portal.no-database]" in done.stderr) == (2, True), done.stderr
    assert "hidden" not in done.stderr + done.stdout


def test_manage_passes_options_and_exit_codes_on(command):
    assert command("manage", "migrate", "--noinput").returncode == 0
    assert command("manage", "migrate", "--check").returncode == 0
    assert command("manage", "no-such-command").returncode == 1


def test_an_ipv6_address_is_bound_in_brackets():
    assert commands("::1", 8000, None)["web"][6] == "[::1]:8000"
    assert "--workers" in commands("127.0.0.1", 8000, 3)["web"]
