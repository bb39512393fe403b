"""Pins the newest versions that package.json allows; the lock keeps hashes and names no host. `make lock` runs it."""

import json
import subprocess
import sys
from pathlib import Path

import node

HERE = Path(__file__).parent.resolve()
LOCK = HERE / "package-lock.json"


def main() -> None:
    command = [node.find().npm, "update", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=HERE, check=False).returncode:  # noqa: S603
        sys.exit("lock: npm could not pin the packages of frontend/package.json; its message stands above.")
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
