"""Finds Node.js, or installs the pinned one from PyPI into the running environment, so that Python alone is enough."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = 20
LOCK = Path(__file__).parent / "node.lock"


class CannotBuild(Exception):
    """Says what is missing and what to do about it."""


@dataclass(frozen=True)
class Node:
    """Where the two commands lie; npm finds node on the PATH that `build` gives it."""

    node: Path
    npm: Path


def find() -> Node:
    """Node of at least version 20 from the PATH; else the one in this environment, installed when absent.

    Raises CannotBuild when neither is there nor can be installed.
    """
    return _in(None) or _in(_scripts()) or _install()


def _scripts() -> str:
    return str(Path(sys.executable).parent)


def _in(folder: str | None) -> Node | None:
    node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
    # Debian ships node without npm: then both come from PyPI.
    return Node(Path(node), Path(npm)) if node and npm and _version(node) >= OLDEST else None


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.match(r"v(\d+)", told)
    return int(found[1]) if found else 0


def _install() -> Node:
    if sys.prefix == sys.base_prefix:
        raise CannotBuild(
            f"No Node.js {OLDEST} or newer with npm was found, and this Python is not a virtual environment to"
            " install it into. Run `make assets`, or install Node.js."
        )
    print(f"No Node.js {OLDEST} or newer was found; installing the pinned one from PyPI into {sys.prefix}", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*pip, "--only-binary", ":all:", "-r", str(LOCK)], check=False)  # noqa: S603
    found = _in(_scripts()) if not done.returncode else None
    if not found:
        raise CannotBuild(
            f"Node.js could not be installed from PyPI (the message above says why). Install Node.js {OLDEST} or newer"
            " with npm yourself, then run `make assets` again."
        )
    return found
