"""Builds the portal's styles, fonts and script into src/tyndau/portal/web/built; `make assets` runs it.

python frontend/build.py      # the standard library, and fontTools from the development environment
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import cards
import node

HERE = Path(__file__).parent.resolve()
BUILT = HERE.parent / "src" / "tyndau" / "portal" / "web" / "built"
PACKAGES = HERE / "node_modules"
INSTALLED = PACKAGES / ".installed"
# Phones of 2021 and newer: esbuild rewrites what these do not know.
BROWSERS = "chrome90,firefox90,safari14"


def main() -> None:
    try:
        tools = node.find()
        install(tools)
        build(tools)
    except node.CannotBuild as error:
        sys.exit(f"assets: {error}")


def install(tools: node.Node) -> None:
    """Fill node_modules from the lock; nothing is asked of npm while the lock is the one installed last."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return
    command = [tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if run(tools, command):
        raise node.CannotBuild(
            "npm could not install the packages of frontend/package-lock.json (its message stands above). If the"
            " registry cannot be reached, connect, or point npm to a mirror, and run `make assets` again."
        )
    INSTALLED.write_text(wanted)


def build(tools: node.Node) -> None:
    """Build beside the old files and change places at the end: a failure leaves the old ones whole."""
    new, portal = BUILT.with_name("built.partial-new"), BUILT.with_name("built.partial-new") / "portal"
    shutil.rmtree(new, ignore_errors=True)
    command = [
        PACKAGES / ".bin" / "esbuild",
        "styles/portal.css", "scripts/portal.js", "scripts/coding.js",
        "--bundle", "--minify", "--legal-comments=none", f"--target={BROWSERS}",
        f"--alias:htmx={htmx()}", "--loader:.woff2=file",
        "--entry-names=[name]", "--asset-names=fonts/[name]", f"--outdir={portal}", "--log-level=warning",
    ]  # fmt: skip
    if run(tools, command):
        raise node.CannotBuild("esbuild refused the styles or the script; its message stands above.")
    cards.write(PACKAGES / "@fontsource" / "golos-text", portal / "fonts")
    shutil.copyfile(PACKAGES / "@fontsource" / "golos-text" / "LICENSE", portal / "fonts" / "OFL.txt")
    shutil.rmtree(BUILT, ignore_errors=True)
    new.rename(BUILT)
    (BUILT / ".ready").touch()


def htmx() -> Path:
    """The htmx 2 that django-htmx ships: one pinned version for server and browser."""
    found = importlib.util.find_spec("django_htmx")
    if not found or not found.origin:
        raise node.CannotBuild("django-htmx is not installed here. Run `make setup`, then `make assets`.")
    return Path(found.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"


def run(tools: node.Node, command: list[str | Path]) -> int:
    # npm starts `node` by name: the one that was found comes first.
    path = f"{tools.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(command, cwd=HERE, env={**os.environ, "PATH": path}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    main()
