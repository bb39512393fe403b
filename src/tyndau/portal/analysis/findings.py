"""What pages read of the small tables of a run."""

from typing import Any

from tyndau.portal import formatting, reader
from tyndau.portal.analysis.models import Finding
from tyndau.portal.demands.models import Run

Rows = list[dict[str, Any]]


def table(run: Run, name: str, key: str = "") -> Rows:
    """Rows of a finding, or none where the run tells nothing of it."""
    found = Finding.objects.filter(run=run, name=name, key=key).values_list("rows", flat=True).first()
    return found or []


def percent_between(low: float | None, high: float | None, decimals: int | None = None) -> str:
    """`12–34 %` with as many decimals as tell something; empty where there is no interval."""
    if low is None or high is None:
        return ""
    ends = [formatting.percent(reader.language(), one, decimals) for one in (low, high)]
    # A dash before "> 99.9 %" would be read as an arrow.
    return (" – " if ends[1][0] in "<>" else "–").join(ends)
