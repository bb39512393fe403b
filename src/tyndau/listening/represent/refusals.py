"""What is refused of the deployer's figures: a wrong number of people would move every share in silence."""

from tyndau.listening.errors import UnusableInput


class BadNumber(UnusableInput):
    code = "represent.bad-number"


class UnknownTerritory(UnusableInput):
    code = "represent.unknown-territory"


class RowTwice(UnusableInput):
    code = "represent.row-twice"


class NoSource(UnusableInput):
    """A number without source or date cannot be weighed by anybody who reads it."""

    code = "represent.no-source"


class BadBand(UnusableInput):
    code = "represent.bad-band"


class BrokenFigures(UnusableInput):
    code = "represent.broken-csv"
