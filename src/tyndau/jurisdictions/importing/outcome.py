"""What an import came to: what changed, and which rows were rejected for which reason."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tyndau.jurisdictions.tables import replace_files, written
from tyndau.refusals import Refused


class NothingImported(Refused):
    """Not one row was sound, so the table stays as it was."""

    code = "country.nothing-imported"


@dataclass(frozen=True)
class Rejected:
    line: int  # of the file; for boundaries the number of the feature, from 1
    reason: str
    value: str
    row: str = ""


@dataclass(frozen=True)
class Change:
    """One row that differs: sign + (added), ~ (changed) or - (not in the file)."""

    sign: str
    key: str
    text: str


@dataclass(frozen=True)
class Outcome:
    table: Path
    counts: Mapping[str, int]
    changes: tuple[Change, ...]
    rejected: tuple[Rejected, ...]
    rejected_file: Path

    def reasons(self) -> dict[str, int]:
        return dict(Counter(one.reason for one in self.rejected).most_common())


def finish(
    source: Path, table: Path, contents: Mapping[Path, bytes], accepted: int, counts: Mapping[str, int],
    changes: Iterable[Change], rejected: Iterable[Rejected],
) -> Outcome:  # fmt: skip
    """Write the tables and, beside them, the rejected rows; all or nothing. Refuses NothingImported, CannotWrite.

    contents  new bytes of each file, `table` among them
    accepted  rows of the file that were sound, changed or not
    """
    told = tuple(sorted(rejected, key=lambda one: one.line))
    beside = table.with_name(f"rejected-{table.stem}.csv")
    outcome = Outcome(table, counts, tuple(changes), told, beside)
    if accepted == 0:
        first = {one.reason: one.line for one in reversed(told)}
        reasons = ", ".join(f"{reason} x {n} ({first[reason]})" for reason, n in outcome.reasons().items())
        raise NothingImported(file=source, n=len(told), reasons=reasons or "-")
    if not told:
        replace_files(contents)
        beside.unlink(missing_ok=True)
        return outcome
    rows = ({"line": str(one.line), "reason": one.reason, "value": one.value, "row": one.row} for one in told)
    replace_files({**contents, beside: written(("line", "reason", "value", "row"), rows)})
    return outcome
