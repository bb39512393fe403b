"""Draw the pictures of the docs anew: the demo's report and portal in a real Chromium. Run by `make pictures`.

The data is synthetic.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from tyndau import jurisdictions
from tyndau.demo.posts import write
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.runner import Nobody
from tyndau.listening.sources.source import Options

REPORT, BOARD = (Path(__file__).with_name(name) for name in ("report.png", "board.png"))
PORT = 8439
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "input", 6000, seed=1, last=date(2026, 10, 31), replace=False)
        made, out = Path(folder) / "input", Path(folder) / "run"
        request = Request((made / "posts",), out, Options(), Parameters("kz"), declared=made / "declared.csv")
        run(request, bytes(32), jurisdictions.load("kz"), Nobody(), datetime(2026, 11, 1, tzinfo=UTC))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport={"width": 1180, "height": 1240}, locale="en-GB")
            page.goto((Path(folder) / "run" / "report.html").as_uri())
            page.screenshot(path=REPORT)
            with portal(Path(folder)) as address:
                page.set_viewport_size({"width": 1180, "height": 1280})
                page.goto(f"{address}/en/", wait_until="networkidle")
                page.screenshot(path=BOARD)
            browser.close()


@contextmanager
def portal(folder: Path) -> Iterator[str]:
    """A portal with a home folder of its own that shows the run."""
    settings = {**os.environ, "TYNDAU_HOME": str(folder / "home")}
    settings.pop("DATABASE_URL", None)
    tyndau = [sys.executable, "-m", "tyndau"]
    subprocess.run([*tyndau, "demands", "import", str(folder / "run")], check=True, env=settings)  # noqa: S603 - our own
    child = subprocess.Popen([*tyndau, "serve", "--port", str(PORT)], env=settings, stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{PORT}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health/live")  # noqa: S310 - our own address
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    main()
