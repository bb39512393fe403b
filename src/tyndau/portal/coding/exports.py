"""Codes of a study as a table that `tyndau coding agreement` and `tyndau coding final` read; coders are letters."""

import csv
import io

from tyndau.portal.coding import measuring
from tyndau.portal.coding.models import Study

COLUMNS = ("unit", "coder", "code", "language")


def codes_csv(study: Study) -> str:
    """One row a coder and text, sorted; an empty code: cannot tell. With the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows(measuring.rows(study))
    return "\ufeff" + buffer.getvalue()
