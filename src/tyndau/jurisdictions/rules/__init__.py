"""What must hold in a country's tables, a rule a function; each yields every finding and knows the tables it needs."""

from collections.abc import Callable, Iterator
from datetime import date

from tyndau.jurisdictions.findings import Finding
from tyndau.jurisdictions.rules import codes, competence, territories, validity, wording
from tyndau.jurisdictions.tables import Sheets

Rule = Callable[[Sheets], Iterator[Finding]]

# A run begins with these: they are cheap, and a table that breaks one of them makes numbers wrong in silence.
STRICT: tuple[tuple[tuple[str, ...], Rule], ...] = (
    ((), codes.unknown),
    ((), codes.repeated),
    ((), codes.bad_values),
    (("territories",), territories.bad_codes),
    (("territories",), territories.cycles),
    ((), validity.dates),
    (("competence",), competence.bad_ranks),
    (("competence", "bodies", "territories"), competence.overlaps),
    (("bodies",), wording.bad_templates),
)
ALSO: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("territories",), territories.parent_levels),
    (("topics", "phrases"), wording.missing_phrases),
    (("phrases",), wording.shared_phrases),
    ((), wording.names),
    (("territories", "place_names"), wording.unnamed_places),
    (("competence",), competence.unread_law),
    (("competence", "bodies", "territories"), competence.idle_bodies),
)


def strict(sheets: Sheets) -> Iterator[Finding]:
    """The rules without which no run may begin."""
    for needed, rule in STRICT:
        if sheets.keys() >= set(needed):
            yield from rule(sheets)


def every(sheets: Sheets, on: date) -> Iterator[Finding]:
    """All rules; `on` is the day for which a body is sought for each topic and region."""
    yield from strict(sheets)
    for needed, rule in ALSO:
        if sheets.keys() >= set(needed):
            yield from rule(sheets)
    if sheets.keys() >= {"topics", "competence", "bodies", "territories"}:
        yield from competence.gaps(sheets, on)
