"""The supervisor ends whatever it has started: while it is starting, and where a child does not listen."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import sys
from tyndau.portal.running import supervisor
supervisor.PATIENCE = 1.0
listen_not = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
deaf = [sys.executable, "-c", listen_not]
children = {"a": ["sleep", "60.%(mark)s"], "b": deaf if %(deaf)s else ["sleep", "60.%(mark)s"]}
print("go", flush=True)
ended = supervisor.supervise(children, ready=lambda: None)
print(ended.child, ended.code)
"""


def start(mark: int, deaf: bool = False) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", PROGRAM % {"mark": mark, "deaf": deaf}]
    run = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "go\n"
    return run


def sleepers(mark: int) -> int:
    calls = Path("/proc").glob("[0-9]*/cmdline")
    return sum(f"60.{mark}".encode() in read(call).split(b"\0") for call in calls)


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # ended meanwhile
        return b""


@pytest.mark.parametrize("delay", [0.002, 0.004, 0.006, 0.008, 0.02, 0.1])  # seconds
def test_a_signal_while_children_are_starting_leaves_none_behind(delay):
    mark = int(delay * 1000) + 71000
    run = start(mark)
    time.sleep(delay)
    run.send_signal(signal.SIGTERM)
    out, told = run.communicate(timeout=15)
    # On a slow machine the signal may come before there is anything to end: then the process just dies of it.
    assert (run.returncode, out.split()[-2:], told) in ((0, ["None", "0"], ""), (-signal.SIGTERM, [], ""))
    assert sleepers(mark) == 0


def test_a_child_that_does_not_listen_is_killed():
    run = start(72000, deaf=True)
    assert run.stdout.readline() == "deaf\n"
    begun = time.monotonic()
    run.send_signal(signal.SIGINT)
    out, _ = run.communicate(timeout=15)
    assert out.split()[-2:] == ["None", "0"]
    assert 0.9 < time.monotonic() - begun < 4
