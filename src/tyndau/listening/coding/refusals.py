"""What content analysis refuses. Sentences stand in tyndau/words; codes in docs/errors.md."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tyndau.listening.errors import ListeningError
from tyndau.refusals import Told
from tyndau.words import words

if TYPE_CHECKING:
    from tyndau.listening.coding.codebook import Finding


class CodingError(ListeningError):
    """Root: a codebook, a file of codes or a sample cannot be used."""


class BadCodebook(CodingError):
    """A codebook with mistakes; all of them are in `findings`, the sentence names the first."""

    code = "coding.bad-codebook"

    def __init__(self, file: str, findings: Sequence["Finding"]) -> None:
        super().__init__(file=file, n=len(findings))
        self.findings = tuple(findings)

    def tell(self, language: str) -> Told:
        say = words(language)
        places = {**self.facts, "first": self.findings[0].tell(language)}
        return Told(say(f"refused.{self.code}.what", **places), say(f"refused.{self.code}.mend", **places))


class NotToml(CodingError):
    code = "coding.not-toml"


class NoColumn(CodingError):
    code = "coding.no-column"


class BrokenCsv(CodingError):
    code = "coding.broken-csv"


class NoRows(CodingError):
    code = "coding.no-rows"


class TwoCodes(CodingError):
    """One coder, or one file of final codes, says two things of one unit."""

    code = "coding.two-codes"


class NoSuchCategory(CodingError):
    code = "coding.no-category"


class NothingInCommon(CodingError):
    """No coded unit has a prediction."""

    code = "coding.nothing-in-common"


class NobodyCoded(CodingError):
    """A corrected share is asked for, and there are no human codes."""

    code = "coding.nobody-coded"


class SampleTooSmall(CodingError):
    """Fewer texts than strata: some posts would have no chance at all."""

    code = "coding.sample-too-small"


class NothingToSample(CodingError):
    code = "coding.nothing-to-sample"


class NotInSample(CodingError):
    """A coded unit that the sample does not hold: nobody knows the chance with which it was drawn."""

    code = "coding.not-in-sample"
