"""Draw the README's picture anew: the demo report in a real Chromium. Run by `make pictures`; the data is synthetic."""

import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from tyndau import jurisdictions
from tyndau.demo.posts import write
from tyndau.listening.parameters import Parameters
from tyndau.listening.run import Request, run
from tyndau.listening.runner import Nobody
from tyndau.listening.sources.source import Options

PICTURE = Path(__file__).with_name("report.png")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "input", 6000, seed=1, last=date(2026, 10, 31), replace=False)
        request = Request((Path(folder) / "input" / "posts",), Path(folder) / "run", Options(), Parameters("kz"))
        run(request, bytes(32), jurisdictions.load("kz"), Nobody(), datetime(2026, 11, 1, tzinfo=UTC))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport={"width": 1180, "height": 1240}, locale="en-GB")
            page.goto((Path(folder) / "run" / "report.html").as_uri())
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
