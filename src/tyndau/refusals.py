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

    def __reduce__(self) -> tuple[Any, ...]:
        # By itself an exception is made anew from positional arguments; a refusal met in another process has none.
        return _again, (type(self),), self.__dict__

    def tell(self, language: str) -> Told:
        say = words(language)
        return Told(say(f"refused.{self.code}.what", **self.facts), say(f"refused.{self.code}.mend", **self.facts))

    def __str__(self) -> str:
        return f"{self.code}: {self.tell('en')}"


def _again(kind: type[Refused]) -> Refused:
    """A refusal that came from another process, before its facts are put back."""
    return kind.__new__(kind, kind.code)
