"""What is wrong or doubtful in a country's tables: where, what, and how to mend it, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from tyndau.refusals import Told
from tyndau.words import Words

SETTINGS = "jurisdiction"  # the one file of a jurisdiction that is no table
WARNINGS = frozenset(
    (
        "body-without-competence",
        "topic-without-body",
        "topic-without-body-somewhere",
        "unverified",
        "no-place-name",
        "unnamed",
    )
)


@dataclass(frozen=True)
class Finding:
    """One finding. `rule` names its two sentences under `check.<rule>` in the catalogues.

    value  what stands there; `other` is what it clashes with, or what would be right
    line   line of the file, counted as text editors do; None where the whole file is meant
    """

    rule: str
    table: str
    line: int | None
    value: str
    other: str = ""

    @property
    def is_error(self) -> bool:
        return self.rule not in WARNINGS

    @property
    def file(self) -> str:
        return f"{self.table}.toml" if self.table == SETTINGS else f"{self.table}.csv"

    def tell(self, say: Words) -> Told:
        facts = {"value": self.value, "other": self.other}
        return Told(say(f"check.{self.rule}.what", **facts), say(f"check.{self.rule}.mend", **facts))

    def sentence(self, say: Words) -> str:
        """One line for a terminal: where, what, mend, rule."""
        where = say("check.where", file=self.file, line=self.line) if self.line else self.file
        return f"{where}: {self.tell(say)} [{self.rule}]"

    def as_json(self, say: Words) -> dict[str, Any]:
        told = self.tell(say)
        return {
            "rule": self.rule,
            "severity": "error" if self.is_error else "warning",
            "table": self.table,
            "line": self.line,
            "value": self.value,
            "other": self.other,
            "what": told.what,
            "mend": told.mend,
        }
