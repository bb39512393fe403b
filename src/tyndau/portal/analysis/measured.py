"""Error rates that were measured, with how and on what: a flag without its error rate is an opinion.

Each row names the page of the documentation that tells how to get the figure again, and the words in which it stands
there; a test holds the two together.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyndau.listening.intervals import wilson
from tyndau.portal import formatting, reader
from tyndau.portal.analysis.findings import percent_between
from tyndau.portal.demands.models import Run


class Measured(NamedTuple):
    """A share, its interval where it is not of millions, what it is of; and where it is told."""

    name: Promise
    value: float
    low: float | None
    high: float | None
    basis: Promise
    anchor: str  # of the method page
    page: str
    words: str


def _of(hits: int, n: int) -> tuple[float, float, float]:
    low, high = wilson(np.array([hits]), np.array([n]))
    return hits / n, float(low[0]), float(high[0])


SMALL = 0.01  # below, a share needs two decimals
SYNTHETIC = gettext_lazy("synthetic posts: 1,000,000")
DEMO = gettext_lazy("planted accounts of the demo corpus: 36")
SIMULATED = gettext_lazy("simulated rises: 600")
MEASURED = (
    Measured(gettext_lazy("Copied texts: of the pairs told, really copies"), 0.993, None, None, SYNTHETIC, "together",
             "docs/performance.md", "precision 0.993"),
    Measured(gettext_lazy("Copied texts: of the copies, told"), 0.979, None, None, SYNTHETIC, "together",
             "docs/performance.md", "recall 0.979"),
    Measured(gettext_lazy("Groups that share together: of their accounts, told"), *_of(34, 36), DEMO, "together",
             "docs/quality.md", "34 of the 36 planted"),
    Measured(gettext_lazy("Alarms: false, of a series and day on which nothing happens"), 0.0009, 0.0007, 0.0012,
             gettext_lazy("simulation, 10 accounts a day"), "alarms", "docs/method/alarms.md", ".0009 (.0007–.0012)"),
    Measured(gettext_lazy("Alarms: of rises of six days, found where 2 accounts a day are usual"), 0.63, 0.59, 0.67,
             SIMULATED, "alarms", "docs/method/alarms.md", ".63 (.59–.67)"),
    Measured(gettext_lazy("Alarms: the same where 10 are usual"), 0.89, 0.86, 0.91, SIMULATED, "alarms",
             "docs/method/alarms.md", ".89 (.86–.91)"),
    Measured(gettext_lazy("Alarms: the same where 60 are usual"), 0.99, 0.97, 0.99, SIMULATED, "alarms",
             "docs/method/alarms.md", ".99 (.97–.99)"),
)  # fmt: skip


@dataclass(frozen=True)
class Rate:
    name: str
    value: str
    basis: str
    anchor: str


def rates(run: Run) -> list[Rate]:
    """What is known of errors before anybody has looked: the level that this run was asked for, then what was measured.

    run   with run.json
    """
    code, found = reader.language(), []
    level = run.told["parameters"].get("together_level")
    if level is not None:
        name = _("Groups that share together: of the pairs told, chance at most")
        found.append(Rate(name, formatting.percent(code, level), _("set for this run, on average"), "together"))
    for one in MEASURED:
        basis, decimals = str(one.basis), 2 if one.value < SMALL else None
        between = percent_between(one.low, one.high, decimals)
        if between:
            basis = _("95 % interval: {interval}; {basis}").format(interval=between, basis=basis)
        found.append(Rate(str(one.name), formatting.percent(code, one.value, decimals), basis, one.anchor))
    return found
