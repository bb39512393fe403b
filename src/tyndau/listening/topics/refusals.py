"""What the trainable classifier refuses. Sentences stand in tyndau/words; codes in docs/errors.md."""

from tyndau.listening.errors import ListeningError


class UnusableLabels(ListeningError):
    """Root: the labelled file cannot teach a classifier."""


class NoColumn(UnusableLabels):
    code = "topics.no-column"


class BrokenCsv(UnusableLabels):
    code = "topics.broken-csv"


class NoLabelledRows(UnusableLabels):
    code = "topics.no-rows"


class OneLabel(UnusableLabels):
    code = "topics.one-label"


class TooFewTexts(UnusableLabels):
    code = "topics.too-few-texts"


class UnreadableModel(ListeningError):
    """The file is foreign, damaged, or of another version or hash scheme."""

    code = "model.unreadable"


class ModelExists(ListeningError):
    code = "model.exists"


class CannotWriteModel(ListeningError):
    code = "model.cannot-write"


class ForeignLabels(ListeningError):
    """A model none of whose labels is a topic of the country."""

    code = "model.foreign-labels"
