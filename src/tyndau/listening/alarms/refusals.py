"""What the alarms refuse. Sentences stand in tyndau/words; codes in docs/errors.md."""

from tyndau.listening.errors import ListeningError


class UnusableSeries(ListeningError):
    """Root: a series of counts that no method can judge."""


class BadTime(UnusableSeries):
    code = "alarms.bad-time"


class GapInTime(UnusableSeries):
    """A day that was not counted is no day with 0: only the user knows which it was."""

    code = "alarms.gap"


class BadCount(UnusableSeries):
    code = "alarms.bad-count"


class RepeatedDay(UnusableSeries):
    """A table of series with two rows of one topic, territory and day: which of them was counted?"""

    code = "alarms.repeated-day"
