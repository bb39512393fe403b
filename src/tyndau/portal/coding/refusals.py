"""What an act upon a study may be refused for; sentences stand in tyndau/words, codes in docs/errors.md."""

from tyndau.refusals import Refused


class TooBig(Refused):
    """An uploaded file is larger than the portal reads."""

    code = "study.too-big"


class BadSample(Refused):
    """A row of the sample cannot be used; what is left without it would be no random sample."""

    code = "study.bad-sample"


class NotNow(Refused):
    """The study is not in a state in which this may be done."""

    code = "study.not-now"


class NoSuchCode(Refused):
    code = "study.no-such-code"


class AlreadyCoded(Refused):
    """Another window of the same coder was faster, with another code."""

    code = "study.already-coded"


class CannotCode(Refused):
    """Who is to code or to adjudicate holds no role that allows it."""

    code = "study.cannot-code"


class ThirdPerson(Refused):
    """One person would code and adjudicate in one study."""

    code = "study.third-person"


class HasCoded(Refused):
    """A coder who has given codes is to be taken off the study."""

    code = "study.has-coded"


class NothingCoded(Refused):
    code = "study.nothing-coded"
