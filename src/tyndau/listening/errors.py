"""What the listening engine refuses. Sentences stand in tyndau/words; codes in docs/errors.md."""

from collections.abc import Iterable
from typing import Any

from tyndau.refusals import Refused


class ListeningError(Refused):
    """Root of the engine's own errors."""


class MissingColumns(ListeningError):
    """A table or file lacks columns that are needed."""

    code = "columns.missing"

    def __init__(self, table: str, missing: Iterable[str], found: Iterable[str]) -> None:
        super().__init__(table=table, missing=", ".join(missing), found=", ".join(found) or "-")


class HeaderLacks(ListeningError):
    """A table of a fixed form lacks columns in its first line; there is no mapping for it."""

    code = "header.lacks"

    def __init__(self, file: object, missing: Iterable[str], found: Iterable[str]) -> None:
        super().__init__(file=file, missing=", ".join(missing), found=", ".join(found) or "-")


class UnusableInput(ListeningError):
    """Root: the input as a whole cannot be used; the command ends with 2 and writes nothing."""


class NoSuchInput(UnusableInput):
    code = "input.not-found"


class CannotRead(UnusableInput):
    code = "input.cannot-read"


class EmptyInput(UnusableInput):
    code = "input.empty"


class BinaryInput(UnusableInput):
    code = "input.binary"


class NotUtf8(UnusableInput):
    code = "input.not-utf8"


class UnknownFormat(UnusableInput):
    code = "input.unknown-format"


class NoSuchFormat(UnusableInput):
    code = "input.no-such-format"


class BrokenJson(UnusableInput):
    code = "input.broken-json"


class BrokenWorkbook(UnusableInput):
    code = "input.broken-workbook"


class NoZone(UnusableInput):
    code = "input.no-zone"


class UnknownZone(UnusableInput):
    code = "input.unknown-zone"


class BadColumnsFile(UnusableInput):
    code = "input.bad-columns-file"


class NothingToRead(UnusableInput):
    code = "input.nothing-to-read"


class NoPosts(UnusableInput):
    code = "input.no-posts"


class NoPostsInWindow(UnusableInput):
    code = "input.no-posts-in-window"


class EmptyWindow(UnusableInput):
    code = "input.empty-window"


class StoreUnusable(UnusableInput):
    """An object store does not answer, or its driver is not installed."""

    code = "store.unusable"


class BadRun(UnusableInput):
    """`--previous` names no run folder that this version reads."""

    code = "run.unreadable"


class OutputError(ListeningError):
    """Root: the run folder cannot be written."""


class OutputExists(OutputError):
    code = "output.exists"


class NotARun(OutputError):
    code = "output.not-a-run"


class CannotWrite(OutputError):
    code = "output.cannot-write"


class DiskFull(OutputError):
    code = "output.disk-full"


class RunnerError(ListeningError):
    """Root: the run cannot be spread over a cluster."""


class NoRay(RunnerError):
    code = "runner.no-ray"


class NoCluster(RunnerError):
    code = "runner.no-cluster"


class OtherVersions(RunnerError):
    code = "runner.other-versions"


class WorkerLost(RunnerError):
    code = "runner.worker-lost"


class BadCountryTable(ListeningError):
    """A table of the jurisdiction contradicts itself; names the table, the row and the value."""

    code = "country.bad-table"


def require_columns(name: str, table: Any, needed: Iterable[str]) -> None:
    """Refuse MissingColumns unless the Arrow table holds every needed column."""
    missing = [column for column in needed if column not in table.column_names]
    if missing:
        raise MissingColumns(name, missing, table.column_names)
