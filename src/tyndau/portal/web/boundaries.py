"""Real boundaries of the regions, where a deployer has imported them (docs/country.md); read once, kept in memory."""

from functools import lru_cache
from pathlib import Path

import structlog

from tyndau.charts.boundaries import Outlines, read
from tyndau.jurisdictions.folders import folder_of
from tyndau.jurisdictions.importing.boundaries import NAME
from tyndau.refusals import Refused


def outlines(jurisdiction: str) -> Outlines | None:
    """The outlines that a jurisdiction has; None where there are none, and tiles are drawn instead.

    A file that cannot be drawn is told in the log, not to readers. A changed file is read anew.
    """
    path = folder_of(jurisdiction).joinpath(NAME)
    if not isinstance(path, Path) or not path.is_file():
        return None
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Outlines | None:
    try:
        return read(path.read_bytes(), file=str(path))
    except Refused as refused:
        structlog.get_logger("tyndau.boundaries").warning("no boundaries", code=refused.code, why=str(refused))
        return None
