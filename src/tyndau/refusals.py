"""The root of every error that a person may meet: a stable code, facts, and two sentences in the reader's language.

Anything that is not a `Refused` is a bug and may crash.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from tyndau.words import words


@dataclass(frozen=True)
class Told:
    """What happened and what to do, as sentences."""

    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} {self.mend}"


class Refused(Exception):
    """Something could not be done; `facts` fill the sentences under `refused.<code>` in the catalogues."""

    code: ClassVar[str] = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def tell(self, language: str) -> Told:
        say = words(language)
        return Told(say(f"refused.{self.code}.what", **self.facts), say(f"refused.{self.code}.mend", **self.facts))

    def __str__(self) -> str:
        return f"{self.code}: {self.tell('en')}"
